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
	var out []manifest.Manifest
	for i := range o.Manifests {
		if selected(&o.Manifests[i], stages) {
			out = append(out, o.Manifests[i])
		}
	}
	return out
}

func selected(m *manifest.Manifest, stages []manifest.Stage) bool {
	if m.Istioctl && len(stages) != 1 {
		return false
	}
	return len(stages) == 0 || slices.Contains(stages, m.Stage)
}

// Stream is the text of the manifests of some stages, of all for none. An error
// tells of a value that the format cannot hold.
func (o *Output) Stream(stages []manifest.Stage, format manifest.Format) ([]byte, error) {
	if format != manifest.YAML {
		return manifest.Stream(o.Selected(stages), format)
	}
	var documents [][]byte
	for i := range o.Manifests {
		if selected(&o.Manifests[i], stages) {
			documents = append(documents, o.documents[i])
		}
	}
	return manifest.Join(documents), nil
}

// ForIstioctl reports whether an object is rendered that istioctl alone reads.
func (o *Output) ForIstioctl() bool {
	return slices.ContainsFunc(o.Manifests, func(m manifest.Manifest) bool { return m.Istioctl })
}
