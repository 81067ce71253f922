package causes

import (
	"bytes"
	"context"
	"slices"

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

// kept is what a cut leaves for an object.
type kept struct {
	cut   edit
	base  Objects
	apart *partly // where the object is not the same, but a part of it
}

// cut is the least of a topology that gives the same object, byte for byte: its tier and its
// app, with those that it names, else more and more, and at last all. Of one that names very
// many apps it is one that gives a part of it.
func (s *Subject) cut(ctx context.Context, id manifest.ID, path compare.Path) (kept, error) {
	if len(scalarsOf(s.Topology, nil).scalars) <= s.smallest() {
		return kept{base: s.Whole}, nil
	}
	text, err := manifest.AppendJSON(nil, s.Whole[id])
	if err != nil {
		return kept{}, err
	}
	same := func(cut edit) (Objects, error) {
		got, err := s.Render(ctx, Variation{Topology: cut.text(s.Topology)})
		if err != nil || got[id] == nil {
			return nil, err
		}
		if now, err := manifest.AppendJSON(nil, got[id]); err != nil || !bytes.Equal(now, text) {
			return nil, err
		}
		return got, nil
	}
	place := s.PlaceOf(id)
	own := func(item *source.Node) bool { return holds(item, place) }
	others := s.named(text, own)
	for _, cut := range s.cuts(own, others) {
		if got, err := same(cut); got != nil || err != nil {
			return kept{cut: cut, base: got}, err
		}
	}
	if len(others) > maxNamed {
		apart := &partly{s: s, id: id, path: path, own: own, others: others}
		if ok, err := apart.find(ctx); ok || err != nil {
			return kept{apart.cut, apart.base, apart}, err
		}
	}
	return s.halved(same)
}

// named are the apps that a text names, but for one's own.
func (s *Subject) named(text []byte, own func(*source.Node) bool) []*source.Node {
	var out []*source.Node
	s.keeping(all, func(app *source.Node) bool {
		if !own(app) && names(text, app) {
			out = append(out, app)
		}
		return true
	})
	return out
}

// cuts are those to try, from the one that leaves least: the tier and the app that are an
// object's own, the apps that it names, where they are few, and one app of each sort beside
// its own, which may not be right alone.
func (s *Subject) cuts(own func(*source.Node) bool, others []*source.Node) []edit {
	out := []edit{s.keeping(own, own), s.keeping(all, own)}
	if len(others) <= maxNamed {
		named := func(app *source.Node) bool { return own(app) || slices.Contains(others, app) }
		out = append(out, s.keeping(own, named), s.keeping(all, named))
	}
	return append(out, s.keeping(own, ownAndFirsts(own)), s.keeping(all, ownAndFirsts(own)))
}

// ownAndFirsts reports of each app whether it is one's own or the first of its sort.
func ownAndFirsts(own func(*source.Node) bool) func(*source.Node) bool {
	first := firsts()
	return func(app *source.Node) bool { return first(app) || own(app) }
}

// firsts reports of each app whether it is the first of its sort: of those that say the same
// fields.
func firsts() func(*source.Node) bool {
	seen := map[string]bool{}
	return func(app *source.Node) bool {
		sort := sortOf(app)
		first := !seen[sort]
		seen[sort] = true
		return first
	}
}

// maxHalvings bounds how often parts of the apps are left out to find those that an object
// needs.
const maxHalvings = 60

// halved leaves out half of the apps, a quarter of them and so on, as far as the object stays
// the same.
func (s *Subject) halved(same func(edit) (Objects, error)) (kept, error) {
	var left []*source.Node
	s.keeping(all, func(app *source.Node) bool {
		left = append(left, app)
		return true
	})
	cut, base, tries := edit{}, s.Whole, 0
	for size := (len(left) + 1) / 2; size > 0 && len(left) > 1; size /= 2 {
		for start := 0; start < len(left); {
			rest := slices.Concat(left[:start], left[min(start+size, len(left)):])
			stay := make(map[*source.Node]bool, len(rest))
			for _, app := range rest {
				stay[app] = true
			}
			smaller := s.keeping(all, func(app *source.Node) bool { return stay[app] })
			got, err := same(smaller)
			if err != nil {
				return kept{}, err
			}
			if got == nil {
				start += size
			} else {
				left, cut, base = rest, smaller, got
			}
			if tries++; tries == maxHalvings {
				return kept{cut: cut, base: base}, nil
			}
		}
	}
	return kept{cut: cut, base: base}, nil
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
