package render_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/causes"
	"render/render/compare"
	"render/render/features"
	"render/render/manifest"
	"render/render/source"
)

// oracle finds out what a topology's lines change by values of its own: those of the table
// of features, of which causes knows nothing, put into the whole topology.
type oracle struct {
	in       render.Input
	root     *source.Node
	base     map[manifest.ID]manifest.Object
	leaves   map[manifest.ID][]compare.Path
	features []features.Feature
	set      map[string]map[manifest.ID]manifest.Object // by what was set
}

// fact is that a line changes a field, or takes it away.
type fact struct {
	line  int
	id    manifest.ID
	field string
}

// facts are those that are true of some value, and with which.
func (o *oracle) facts(t *testing.T) map[fact]string {
	out := map[fact]string{}
	o.visit(o.root, "", func(n *source.Node, path string) {
		for _, value := range o.values(n, path) {
			in := o.in
			in.Text = source.AppendYAML(nil, substituted(o.root, n, value))
			found := objectsIn(t, in)
			if found == nil {
				continue
			}
			for id, before := range o.base {
				if now, there := found[id]; there && compare.Equal(before, now) {
					continue
				}
				for _, leaf := range o.leaves[id] {
					if differs(before, found[id], leaf) {
						out[fact{n.Place.Line, id, leaf.String()}] = string(source.AppendYAML([]byte(path+" "), value))
					}
				}
			}
		}
	})
	return out
}

// ids are the objects, in order.
func (o *oracle) ids() []manifest.ID {
	return slices.SortedFunc(maps.Keys(o.base), func(a, b manifest.ID) int { return strings.Compare(a.String(), b.String()) })
}

func differs(before, now manifest.Object, path compare.Path) bool {
	old, _ := compare.Find(before, path)
	new, is := compare.Find(now, path)
	return !is || !compare.Equal(old, new)
}

// visit goes to each scalar, with its path as the table of features has it.
func (o *oracle) visit(n *source.Node, path string, do func(*source.Node, string)) {
	switch n.Kind {
	case source.List:
		for _, item := range n.Items {
			o.visit(item, path+"[]", do)
		}
	case source.Map:
		for i, k := range n.Keys {
			inner := strings.TrimPrefix(path+"."+k.Text, ".")
			for _, own := range []string{".headers", ".query", ".env"} {
				if strings.HasSuffix(path, own) {
					inner = path + "{}"
				}
			}
			o.visit(n.Values[i], inner, do)
		}
	default:
		do(n, path)
	}
}

// values are those of the field's features that stand in a scalar's place, and those of
// the members of the object that it stands for.
func (o *oracle) values(n *source.Node, path string) []*source.Node {
	item := strings.HasSuffix(path, "[]")
	var out []*source.Node
	for _, f := range o.features {
		v := f.Value()
		if v == nil {
			continue
		}
		switch member, inside := strings.CutPrefix(f.Field, path+"."); {
		case f.Field == path, f.Field+"[]" == path && v.Kind == source.Scalar:
			out = append(out, v)
		case f.Field+"[]" == path && v.Kind == source.List && item:
			out = append(out, v.Items...)
		case inside && !strings.ContainsAny(member, ".[{"):
			out = append(out, &source.Node{Kind: source.Map, Keys: []*source.Node{{Text: member}}, Values: []*source.Node{v}})
		}
	}
	return slices.DeleteFunc(out, func(v *source.Node) bool { return v.Kind == source.Scalar && v.Text == n.Text })
}

func substituted(n, old, new *source.Node) *source.Node {
	if n == old {
		return new
	}
	out := *n
	out.Items, out.Values = slices.Clone(n.Items), slices.Clone(n.Values)
	for i := range out.Items {
		out.Items[i] = substituted(out.Items[i], old, new)
	}
	for i := range out.Values {
		out.Values[i] = substituted(out.Values[i], old, new)
	}
	return &out
}

// objectsIn are what an input renders to; nil where it is refused.
func objectsIn(t *testing.T, in render.Input) map[manifest.ID]manifest.Object {
	t.Helper()
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatalf("%v\n%s", err, in.Text)
	}
	if out.Diagnostics.Failed() {
		return nil
	}
	all := map[manifest.ID]manifest.Object{}
	for _, m := range out.Manifests {
		all[m.ID()] = m.Object
	}
	for _, f := range out.Layout {
		all[f.Manifest.ID()] = f.Manifest.Object
	}
	return all
}

// confirms reports whether the value with which an effect was seen has it in the whole
// topology: put there by --set, with nothing in its place, or wherever the same value stands.
func (o *oracle) confirms(t *testing.T, e causes.Effect, id manifest.ID, leaf compare.Path) bool {
	key := e.Path + "=" + e.With
	switch e.How {
	case causes.LeftOut:
		key = e.Path + "=null"
	case causes.Everywhere:
		key = e.Path + "=everywhere " + e.With
	case causes.Changed:
	default:
		return false
	}
	found, known := o.set[key]
	if !known {
		in := o.in
		if e.How == causes.Everywhere {
			in.Text = source.AppendYAML(nil, o.everywhere(e))
		} else {
			in.Set = []string{key}
		}
		found = objectsIn(t, in)
		o.set[key] = found
	}
	return found != nil && differs(o.base[id], found[id], leaf)
}

// everywhere is the topology with another value wherever that of a cause stands.
func (o *oracle) everywhere(e causes.Effect) *source.Node {
	root, was := o.root, ""
	o.visit(root, "", func(n *source.Node, _ string) {
		if n.Place.Line == e.Place.Line && n.Place.Column == e.Place.Column {
			was = n.Text
		}
	})
	o.visit(o.root, "", func(n *source.Node, _ string) {
		if n.Text == was {
			root = substituted(root, n, &source.Node{Text: e.With})
		}
	})
	return root
}
