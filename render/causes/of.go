package causes

import (
	"context"
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// Of finds out what an object depends on, or a field of it: of other objects, and of other
// fields of one that names very many apps, the result knows only what was left of the topology
// for this one. An empty path is the whole object.
func Of(ctx context.Context, s *Subject, id manifest.ID, path compare.Path) (*Influence, error) {
	x := newExploration(s)
	k, err := s.cut(ctx, id, path)
	if err != nil {
		return nil, err
	}
	x.whole = k.cut.gone == nil && len(scalarsOf(s.Topology, nil).scalars) <= 2*others
	if !x.whole {
		x.only = &id
		x.leaveOut(k, path, s.PlaceOf(id))
	}
	own, err := x.stage(ctx, k.cut, k.base)
	if err == nil {
		err = own.parts(ctx)
	}
	if err == nil && !x.whole && k.apart == nil {
		err = x.others(ctx, k.cut, id)
	}
	return &x.Influence, err
}

// leaveOut leaves out the apps that are not an object's own, where a cut has left very many: its
// place tells which is its own. Where it has left a part of the object, those that are not
// behind the field are left out.
func (x *exploration) leaveOut(k kept, path compare.Path, place places.Place) {
	left := scalarsOf(x.s.Topology, k.cut.gone)
	if k.apart == nil && len(left.scalars) <= 2*others {
		return
	}
	x.many = true
	foreign := map[*source.Node]bool{}
	x.s.keeping(all, func(app *source.Node) bool {
		if !holds(app, place) && (k.apart == nil || !slices.Contains(k.apart.explored, app)) {
			mark(app, foreign)
		}
		return true
	})
	if k.apart != nil {
		if x.asked, x.at = path, k.apart.at; !k.apart.exact {
			x.unasked = len(k.apart.others)
		}
	}
	for i := range left.scalars {
		if n := left.scalars[i].node; foreign[n] {
			x.tried[n] = true
		}
	}
	for i := range left.absent {
		if in := left.absent[i].in; foreign[in] {
			x.defaulted[in] = true
		}
	}
}
