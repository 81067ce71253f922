package render

import (
	"context"
	"errors"

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
	for _, phase := range []func(context.Context) error{r.read, r.findOverlays, r.planAlone} {
		switch err := phase(ctx); {
		case errors.Is(err, errRefused):
			return nil, r.out.Diagnostics, nil
		case err != nil:
			return nil, nil, err
		}
		if err := context.Cause(ctx); err != nil {
			return nil, nil, err
		}
	}
	plan, diagnostics := certs.Inspect(files, pairSpec(r.plan), c)
	if r.add(r.relative(diagnostics)) {
		return nil, r.out.Diagnostics, nil
	}
	return plan, r.out.Diagnostics, nil
}

// planAlone judges the topology without the certificates that there are.
func (r *rendering) planAlone(ctx context.Context) error {
	r.in.Files = nil
	return r.derive(ctx)
}
