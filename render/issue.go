package render

import (
	"render/render/certs"
	"render/render/diag"
)

// Certificates reads and checks a topology as Render does, and finds out which
// of its certificates have to be made or renewed. What they are at present is
// no mistake of the topology's. The work is nil where a problem is an error.
func Certificates(in Input, c certs.Conditions) (*certs.Plan, diag.List) {
	r := &rendering{in: in, out: &Output{}}
	root := r.read()
	if root == nil {
		return nil, r.out.Problems
	}
	chosen := r.overlays(root)
	r.in.Files = nil // so that the plan is judged without the certificates
	plan := r.plan(root, chosen)
	if plan == nil {
		return nil, r.out.Problems
	}
	work, problems := certs.Inspect(in.Files, plan.Order(), c)
	if r.add(r.relative(problems)) {
		return nil, r.out.Problems
	}
	return work, r.out.Problems
}
