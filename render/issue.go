package render

import (
	"context"

	"render/render/certs"
	"render/render/diag"
)

// Certificates reads and checks a topology as Render does, and finds out which
// of its certificates have to be made or renewed. What they are at present is
// no mistake of the topology's. The plan is nil where a diagnostic is an error. An
// error is why the work was ended, as Render's.
func Certificates(ctx context.Context, in Input, c certs.Conditions) (*certs.Plan, diag.List, error) {
	r := newRendering(in)
	files := r.in.Files
	switch planned, err := r.planned(ctx); {
	case err != nil:
		return nil, nil, err
	case !planned:
		return nil, r.out.Diagnostics, nil
	}
	plan, diagnostics := certs.Inspect(files, pairSpec(r.plan), c)
	failed := r.add(r.relative(diagnostics))
	if r.leaveAccepted(); failed {
		return nil, r.out.Diagnostics, nil
	}
	return plan, r.out.Diagnostics, nil
}
