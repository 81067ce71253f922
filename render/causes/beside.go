package causes

import (
	"context"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/source"
)

// others tries what was cut away, one app at a time beside what was left, as far as that
// gives the same object, and then the object's own tier and app beside all others; what is very much is
// not tried.
func (x *exploration) others(ctx context.Context, cut edit, id manifest.ID) error {
	own, left := map[*source.Node]bool{}, scalarsOf(x.s.Topology, cut.gone)
	for _, one := range left.scalars {
		own[one.node] = strings.HasPrefix(one.path, "tiers[")
	}
	if x.many || len(scalarsOf(x.s.Topology, nil).scalars)-len(x.tried) > others {
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
	for _, one := range left.absent {
		if strings.HasPrefix(one.path, "tiers[") {
			delete(x.defaulted, one.in)
		}
	}
	before := len(x.effects)
	whole, err := x.stage(ctx, edit{}, x.s.Whole)
	if err == nil {
		x.effects = append(besides(x.effects[:before], whole.right), x.effects[before:]...)
	}
	return err
}

// besides are effects but for those of values that were right in the whole topology, which has
// shown what these change.
func besides(effects []effect, right []*trial) []effect {
	type value struct {
		cause int
		how   How
		form  bool
		with  string
	}
	known := map[value]bool{}
	for _, t := range right {
		known[value{t.cause, t.how, t.form, t.with}] = true
	}
	return slices.DeleteFunc(slices.Clone(effects), func(e effect) bool {
		return e.how != Together && known[value{e.cause, e.how, e.form, e.with}]
	})
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
