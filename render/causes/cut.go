package causes

import (
	"bytes"
	"context"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// small is how many scalars a topology may have that is tried whole, and others how many may be
// cut away that are tried all the same: what an app does to an object of another's is found
// then too.
const (
	small  = 60
	others = 400
)

// cut is the least of a topology that gives the same object, byte for byte: its tier and its
// app, with those that it names, else more and more, and at last all.
func (s *Subject) cut(ctx context.Context, id manifest.ID) (edit, Objects, error) {
	if len(scalarsOf(s.Topology, nil).scalars) <= s.smallest() {
		return edit{}, s.Whole, nil
	}
	text, err := manifest.AppendJSON(nil, s.Whole[id])
	if err != nil {
		return edit{}, nil, err
	}
	place := s.PlaceOf(id)
	names := func(app *source.Node) bool {
		name := app.Get("name")
		return name != nil && name.Text != "" && bytes.Contains(text, []byte(name.Text))
	}
	own := func(item *source.Node) bool { return holds(item, place) }
	all := func(*source.Node) bool { return true }
	either := func(app *source.Node) bool { return own(app) || names(app) }
	for _, keep := range []struct{ tier, app func(*source.Node) bool }{
		{own, own}, {all, own}, {own, either}, {all, either}, {own, all},
	} {
		cut := s.keeping(keep.tier, keep.app)
		got, err := s.Render(ctx, Variation{Topology: cut.text(s.Topology)})
		if err != nil {
			return edit{}, nil, err
		}
		if same, err := manifest.AppendJSON(nil, got[id]); err == nil && got[id] != nil && bytes.Equal(same, text) {
			return cut, got, nil
		}
	}
	return edit{}, s.Whole, nil
}

func (s *Subject) smallest() int {
	if s.Small > 0 {
		return s.Small
	}
	return small
}

// keeping is the cut that keeps some tiers, and of each some apps.
func (s *Subject) keeping(tier, app func(*source.Node) bool) edit {
	gone := map[*source.Node]bool{}
	tiers := s.Topology.Get("tiers")
	if tiers == nil || tiers.Kind != source.List {
		return edit{}
	}
	for _, t := range tiers.Items {
		if !tier(t) {
			gone[t] = true
			continue
		}
		apps := t.Get("apps")
		if apps == nil || apps.Kind != source.List {
			continue
		}
		left := 0
		for _, a := range apps.Items {
			if app(a) {
				left++
			} else {
				gone[a] = true
			}
		}
		for i, k := range t.Keys {
			if left == 0 && t.Values[i] == apps {
				gone[k] = true
			}
		}
	}
	return edit{gone: gone}
}

// holds reports whether a place is that of a node or of something in it.
func holds(n *source.Node, place places.Place) bool {
	if n.Place.Line == place.Line && n.Place.Column == place.Column && !place.IsZero() && n.Place.Source != nil && n.Place.Source.Name() == place.Source.Name() {
		return true
	}
	for _, list := range [][]*source.Node{n.Keys, n.Values, n.Items} {
		for _, inner := range list {
			if holds(inner, place) {
				return true
			}
		}
	}
	return false
}

// others tries what was cut away, one app at a time beside what was left, as far as that
// gives the same object, and then the object's own app beside all others; what is very much is
// not tried.
func (x *exploration) others(ctx context.Context, cut edit, id manifest.ID) error {
	own := map[*source.Node]bool{}
	for _, one := range scalarsOf(x.s.Topology, cut.gone).scalars {
		own[one.node] = strings.Contains(one.path, ".apps[")
	}
	if len(scalarsOf(x.s.Topology, nil).scalars)-len(x.tried) > others {
		return nil
	}
	for _, other := range x.s.pairs(cut) {
		base, err := x.s.Render(ctx, Variation{Topology: other.text(x.s.Topology)})
		if err != nil {
			return err
		}
		if base[id] == nil || !compare.Equal(base[id], x.s.Whole[id]) {
			continue
		}
		if _, err := x.stage(ctx, other, base); err != nil {
			return err
		}
	}
	for _, one := range scalarsOf(x.s.Topology, nil).scalars {
		x.tried[one.node] = !own[one.node]
	}
	_, err := x.stage(ctx, edit{}, x.s.Whole)
	return err
}

// pairs are cuts that leave one more app, or a tier without apps, than another does.
func (s *Subject) pairs(cut edit) []edit {
	var out []edit
	tiers := s.Topology.Get("tiers")
	for _, t := range tiers.Items {
		apps, key := t.Get("apps"), (*source.Node)(nil)
		for _, k := range t.Keys {
			if k.Text == "apps" {
				key = k
			}
		}
		back := map[*source.Node]bool{t: true, key: true}
		if apps == nil || len(apps.Items) == 0 {
			if cut.gone[t] {
				out = append(out, cut.but(back))
			}
			continue
		}
		for _, app := range apps.Items {
			if !cut.gone[t] && !cut.gone[app] && !cut.gone[key] {
				continue
			}
			one := cut.but(back)
			for _, o := range apps.Items {
				if cut.gone[t] || cut.gone[key] || cut.gone[o] {
					one.gone[o] = o != app
				}
			}
			out = append(out, one)
		}
	}
	return out
}

// but is an edit that leaves some nodes.
func (e edit) but(back map[*source.Node]bool) edit {
	gone := make(map[*source.Node]bool, len(e.gone))
	for n := range e.gone {
		gone[n] = !back[n]
	}
	return edit{gone: gone}
}
