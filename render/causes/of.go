package causes

import (
	"context"

	"render/render/manifest"
)

// Of finds out what an object depends on: of other objects the result knows only what was
// left of the topology for this one.
func Of(ctx context.Context, s *Subject, id manifest.ID) (*Influence, error) {
	x := newExploration(s)
	cut, base, err := s.cut(ctx, id)
	if err != nil {
		return nil, err
	}
	x.whole = cut.gone == nil && len(scalarsOf(s.Topology, nil).scalars) <= 2*others
	if !x.whole {
		x.only = &id
		x.leaveOut(cut, s.PlaceOf(id))
	}
	own, err := x.stage(ctx, cut, base)
	if err == nil {
		err = own.parts(ctx)
	}
	if err == nil && !x.whole {
		err = x.others(ctx, cut, id)
	}
	return &x.Influence, err
}
