package render

import (
	"time"

	"render/render/certs"
	"render/render/drawing"
)

// picture is that of the plan. Of the certificates that were read it tells something
// where it is known at what time.
func (r *rendering) picture(pairs map[string]certs.Pair) *drawing.Picture {
	var with drawing.Conditions
	if !r.in.At.IsZero() {
		with.Certificates = r.shown(pairs)
	}
	return drawing.Of(r.plan, with)
}

// shown is what a picture tells of the certificates that were read.
func (r *rendering) shown(pairs map[string]certs.Pair) map[string]drawing.Shown {
	out := map[string]drawing.Shown{}
	for name, pair := range pairs {
		if leaf := pair.Leaf; leaf != nil {
			out[name] = drawing.Shown{Until: leaf.NotAfter.UTC().Format(time.DateOnly), Soon: certs.EndsSoon(leaf, r.in.At), Names: leaf.DNSNames}
		}
	}
	return out
}
