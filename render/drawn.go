package render

import (
	"context"

	"render/render/certs"
	"render/render/diag"
	"render/render/drawing"
	"render/render/trace"
)

// Drawn reads and checks a topology as Render does, and gives its picture. Certificates
// have to be there where Input.At is: then it tells of each until when it is valid; no
// key has to. It is nil where a diagnostic is an error. An error is why the work was
// ended, as Render's.
func Drawn(ctx context.Context, in Input) (*drawing.Picture, diag.List, error) {
	in.WithoutKeys = true
	r := newRendering(in)
	files := r.in.Files
	if planned, err := r.planned(ctx); err != nil || !planned {
		return nil, r.out.Diagnostics, err
	}
	var pairs map[string]certs.Pair
	if !in.At.IsZero() {
		r.in.Files = files
		var err error
		pairs, err = r.readPairs(ctx)
		if r.leaveAccepted(); err != nil || r.out.Diagnostics.Failed() {
			return nil, r.out.Diagnostics, err
		}
	}
	return r.picture(pairs), r.out.Diagnostics, nil
}

// Answers are what becomes of every request that trace --all knows of the objects, but for
// those that come in by the gateway of a tier that is not shown.
// before and after are the command by which somebody asks for another one.
func (o *Output) Answers(before, after string, shown func(tier string) bool) (*drawing.Answers, diag.List) {
	mesh, at, diagnostics := o.Traced()
	if diagnostics.Failed() {
		return nil, diagnostics
	}
	out := &drawing.Answers{Before: before, After: after}
	requests := mesh.All()
	for i := range requests {
		r := &requests[i]
		list := mesh.Chase(*r)
		if of, known := o.gateways[list[0].Service]; known && !shown(of.Tier) {
			continue
		}
		out.Requests = append(out.Requests, drawing.Request{URL: r.URL(), Words: r.Words(), Outcome: list[0].Outcome(), Arrives: trace.Through(list), Ways: trace.Reports(list, at)})
	}
	return out, diagnostics
}
