package causes

import (
	"bytes"
	"context"
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/source"
)

// maxNamed is how many apps of others an object may name that is looked at with all of them.
// One that names more, as the VirtualService of "/shop/*" where each path below it has an app,
// is looked at partly: with its own app, and those behind the field that is asked about.
const maxNamed = 8

// partly is a cut that leaves an object's own app and a few of those that it names, and gives a
// part of the object: the same but for lists, which have some of the items. An asked field is
// in it as in the whole, where some of the apps suffice for it; else it is a part as well.
type partly struct {
	s        *Subject
	id       manifest.ID
	path     compare.Path
	own      func(app *source.Node) bool
	others   []*source.Node // apps that the object names, without its own
	explored []*source.Node // those of them that are behind the field
	exact    bool           // the field is in the part as it is in the whole
	cut      edit
	base     Objects
	at       compare.Path // the field in the part
}

// find finds the cut; false where there is none.
func (p *partly) find(ctx context.Context) (bool, error) {
	if len(p.path) > 0 {
		behind := p.behind()
		if ok, err := p.take(ctx, behind, true); ok || err != nil {
			p.explored = behind
			return ok, err
		}
		one, err := p.searched(ctx)
		if err != nil {
			return false, err
		}
		if one != nil {
			p.explored = one
			return p.take(ctx, one, true)
		}
	}
	return p.take(ctx, p.others[:min(3, len(p.others))], false)
}

// take renders with the object's own app and some others, and reports whether that gives a part
// of the object, with the field as it is where that is wanted.
func (p *partly) take(ctx context.Context, apps []*source.Node, exact bool) (bool, error) {
	cut := p.s.keeping(all, func(app *source.Node) bool { return p.own(app) || slices.Contains(apps, app) })
	base, err := p.s.Render(ctx, Variation{Topology: cut.text(p.s.Topology)})
	if err != nil || base[p.id] == nil || !isPart(base[p.id], p.s.Whole[p.id]) {
		return false, err
	}
	at, ok := p.within(base[p.id])
	if exact && !ok {
		return false, nil
	}
	p.cut, p.base, p.at, p.exact = cut, base, at, exact
	return true, nil
}

// within is where in a part of the object the field is, and whether it is the same there:
// items without a key have other numbers.
func (p *partly) within(part manifest.Object) (compare.Path, bool) {
	var out compare.Path
	for i, step := range p.path {
		list, _ := compare.Find(p.s.Whole[p.id], p.path[:i])
		here, _ := compare.Find(part, out)
		if items, ok := here.([]any); ok && step.Item && step.Key == "" {
			item := list.([]any)[step.Index]
			if step.Index = slices.IndexFunc(items, func(one any) bool { return compare.Equal(one, item) }); step.Index < 0 {
				return p.path, false
			}
		}
		out = append(out, step)
	}
	want, _ := compare.Find(p.s.Whole[p.id], p.path)
	got, ok := compare.Find(part, out)
	return out, ok && compare.Equal(got, want)
}

// behind are the apps that the innermost item of a list on the way to the field names; none
// where these are very many.
func (p *partly) behind() []*source.Node {
	way := p.path
	for i, step := range p.path {
		if step.Item {
			way = p.path[:i+1]
		}
	}
	value, _ := compare.Find(p.s.Whole[p.id], way)
	text, err := manifest.AppendJSON(nil, value)
	if err != nil {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(p.others), func(app *source.Node) bool { return !names(text, app) })
	if len(out) > maxNamed {
		return nil
	}
	return out
}

// searched is the one app that suffices for the field beside the object's own, found by
// halves; nil where none does alone.
func (p *partly) searched(ctx context.Context) ([]*source.Node, error) {
	left := p.others
	for len(left) > 1 {
		half, rest := left[:len(left)/2], left[len(left)/2:]
		ok, err := p.take(ctx, half, true)
		if err == nil && !ok {
			half = rest
			ok, err = p.take(ctx, half, true)
		}
		if err != nil || !ok {
			return nil, err
		}
		left = half
	}
	return left, nil
}

// names reports whether a text names an app, be it with words joined to the name.
func names(text []byte, app *source.Node) bool {
	name := app.Get("name")
	if name == nil || name.Text == "" {
		return false
	}
	for {
		i := bytes.Index(text, []byte(name.Text))
		if i < 0 {
			return false
		}
		before, after := text[:i], text[i+len(name.Text):]
		if (len(before) == 0 || !inName(before[len(before)-1])) && (len(after) == 0 || !inName(after[0])) {
			return true
		}
		text = text[i+1:]
	}
}

// inName reports whether a letter of a name goes on with it: other than a dash, behind which
// words are joined to a name.
func inName(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// isPart reports whether a value is another but for lists in it, which may have some of the
// other's items alone, in their order.
func isPart(part, whole any) bool {
	switch whole := whole.(type) {
	case manifest.Object:
		p, ok := part.(manifest.Object)
		if !ok || len(p) != len(whole) {
			return false
		}
		for i := range p {
			if p[i].Key != whole[i].Key || !isPart(p[i].Value, whole[i].Value) {
				return false
			}
		}
		return true
	case []any:
		p, ok := part.([]any)
		for _, item := range whole {
			if len(p) > 0 && isPart(p[0], item) {
				p = p[1:]
			}
		}
		return ok && len(p) == 0
	}
	return compare.Equal(part, whole)
}
