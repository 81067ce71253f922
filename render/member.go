package render

import (
	"context"

	"render/render/diag"
	"render/render/fleet"
)

// Member is what a topology has that no other may have, found out without rendering it. It
// is nil where a diagnostic is an error; what is wrong with certificates is not among them.
func Member(ctx context.Context, in Input) (*fleet.Member, diag.List, error) {
	r := newRendering(in)
	if planned, err := r.planned(ctx); err != nil || !planned {
		return nil, r.out.Diagnostics, err
	}
	return r.member(), r.out.Diagnostics, nil
}

// addObjects has the member tell which objects were rendered, where that is asked for.
func (r *rendering) addObjects() error {
	if !r.in.WithObjects || r.out.Member == nil {
		return nil
	}
	for i := range r.out.Manifests {
		m := &r.out.Manifests[i]
		if err := r.out.Member.Rendered.Add(m, r.out.placeOf(m)); err != nil {
			return err
		}
	}
	return nil
}
