package render

import (
	"slices"

	"render/render/manifest"
)

// Selected are the manifests of some stages, in their order; of all stages for
// none. What istioctl alone reads is among them only where its stage is the one
// that was asked for, since the API server refuses it and istioctl refuses a
// file with anything beside it.
func (o *Output) Selected(stages []manifest.Stage) []manifest.Manifest {
	alone := len(stages) == 1
	var out []manifest.Manifest
	for _, m := range o.Manifests {
		if len(stages) > 0 && !slices.Contains(stages, m.Stage) || m.Istioctl && !alone {
			continue
		}
		out = append(out, m)
	}
	return out
}

// ForIstioctl tells whether an object is rendered that istioctl alone reads.
func (o *Output) ForIstioctl() bool {
	return slices.ContainsFunc(o.Manifests, func(m manifest.Manifest) bool { return m.Istioctl })
}
