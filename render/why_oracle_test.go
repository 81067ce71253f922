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
	"render/render/format"
	"render/render/manifest"
	"render/render/places"
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
	set      map[string]variation // by what was set
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
	switch {
	case n == old:
		return new
	case n.Kind == source.Scalar:
		return n // itself, to be found again
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
// What the whole refuses alone is left out with what would be empty then, or put wherever the
// same value stands, and so are the values of the table.
func (o *oracle) confirms(t *testing.T, e causes.Effect, id manifest.ID, leaf compare.Path) bool {
	n, path := o.at(e.Place)
	set := func(value string) render.Input {
		in := o.in
		in.Set = []string{e.Path + "=" + value}
		return in
	}
	everywhere := func(value *source.Node) bool {
		return o.seen(t, e.Path+" everywhere "+value.Text, o.written(o.everywhere(n, value))).changes(o, id, leaf)
	}
	switch e.How {
	case causes.LeftOut:
		found := o.seen(t, e.Path+" left out", set("null"))
		if found == nil {
			found = o.seen(t, e.Path+" left out whole", o.written(removed(o.root, n)))
		}
		return found.changes(o, id, leaf)
	case causes.Everywhere:
		return everywhere(&source.Node{Text: e.With, Quoted: !format.IsWord(e.With)})
	case causes.Changed:
		if found := o.seen(t, e.Path+"="+e.With, set(e.With)); found != nil || e.Kind == causes.Default {
			return found.changes(o, id, leaf)
		}
		return slices.ContainsFunc(o.values(n, path), everywhere)
	}
	return false
}

// variation are objects; nil where they are refused.
type variation map[manifest.ID]manifest.Object

func (r variation) changes(o *oracle, id manifest.ID, leaf compare.Path) bool {
	return r != nil && differs(o.base[id], r[id], leaf)
}

// seen renders an input once.
func (o *oracle) seen(t *testing.T, name string, in render.Input) variation {
	if _, known := o.set[name]; !known {
		o.set[name] = objectsIn(t, in)
	}
	return o.set[name]
}

func (o *oracle) written(root *source.Node) render.Input {
	in := o.in
	in.Text = source.AppendYAML(nil, root)
	return in
}

// at is the scalar at a place, with its path as the table of features has it.
func (o *oracle) at(place places.Place) (found *source.Node, path string) {
	o.visit(o.root, "", func(n *source.Node, at string) {
		if n.Place.Line == place.Line && n.Place.Column == place.Column {
			found, path = n, at
		}
	})
	return found, path
}

// everywhere is the topology with another value wherever that of a scalar stands.
func (o *oracle) everywhere(old, value *source.Node) *source.Node {
	root := o.root
	o.visit(o.root, "", func(n *source.Node, _ string) {
		if old != nil && n.Text == old.Text {
			root = substituted(root, n, value)
		}
	})
	return root
}

// removed is a node without another in it, and without what would hold nothing then.
func removed(n, gone *source.Node) *source.Node {
	out := *n
	out.Items, out.Keys, out.Values = nil, nil, nil
	for _, item := range n.Items {
		if left := removed(item, gone); left != nil {
			out.Items = append(out.Items, left)
		}
	}
	for i, value := range n.Values {
		if left := removed(value, gone); left != nil {
			out.Keys, out.Values = append(out.Keys, n.Keys[i]), append(out.Values, left)
		}
	}
	if n == gone || n.Kind != source.Scalar && len(out.Items)+len(out.Keys) == 0 && len(n.Items)+len(n.Keys) > 0 {
		return nil
	}
	return &out
}
