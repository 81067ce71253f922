package render

import (
	"context"
	"errors"
	"path"
	"slices"

	"render/render/certs"
	"render/render/diag"
	"render/render/endpoints"
	"render/render/inputs"
)

// Endpoints reads and checks a topology as Render does, and tells what clients may
// ask of its gateways. Neither certificates nor keys need be there. It is nil where a
// diagnostic is an error. An error is why the work was ended, as Render's.
func Endpoints(ctx context.Context, in Input) (*endpoints.Endpoints, diag.List, error) {
	r := newRendering(in)
	if planned, err := r.planned(ctx); err != nil || !planned {
		return nil, r.out.Diagnostics, err
	}
	return endpoints.Of(r.plan), r.out.Diagnostics, nil
}

// planned does the phases up to the plan, without the certificates that there are. It
// reports whether no diagnostic is an error.
func (r *rendering) planned(ctx context.Context) (bool, error) {
	defer r.leaveAccepted()
	for _, phase := range []func(context.Context) error{r.read, r.findOverlays, r.planAlone} {
		switch err := phase(ctx); {
		case errors.Is(err, errRefused):
			return false, nil
		case err != nil:
			return false, err
		}
		if err := context.Cause(ctx); err != nil {
			return false, err
		}
	}
	return true, nil
}

// planAlone judges the topology without the certificates that there are.
func (r *rendering) planAlone(ctx context.Context) error {
	r.in.Files = nil
	return r.derive(ctx)
}

// Asked is the same with what may be asked of each gateway, and what is to be met, and
// with what clients know the certificates by, where it is the topology's to know.
func Asked(ctx context.Context, in Input) (*endpoints.Endpoints, diag.List, error) {
	r := newRendering(in)
	files := r.in.Files
	if planned, err := r.planned(ctx); err != nil || !planned {
		return nil, r.out.Diagnostics, err
	}
	authority, _ := inputs.AuthorityFiles(r.plan)
	out := endpoints.Ask(r.plan, authority)
	inside := func(name string) bool { return in.AllowOutside || inputs.LocalPath(name) }
	for i := range out.Tiers {
		for j := range out.Tiers[i].Servers {
			s := &out.Tiers[i].Servers[j]
			s.CAs = slices.DeleteFunc(s.CAs, func(name string) bool { return !inside(name) })
			if inside(s.Crt) && (!s.Elsewhere || certs.IsThere(files, path.Clean(s.Crt))) {
				s.CA = certs.Issuer(files, path.Clean(s.Crt), s.CAs)
			}
		}
	}
	return out, r.out.Diagnostics, nil
}
