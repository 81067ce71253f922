package render

import (
	"slices"

	"render/render/manifest"
	"render/render/secret"
)

// Selected are the manifests of some stages, in their order; of all stages for
// none. What kubectl does not read is among them only where its stage is the one
// that was asked for: the API server refuses it, and istioctl and helm want a file
// with nothing beside it.
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
	if m.Reader != manifest.Kubectl && len(stages) != 1 {
		return false
	}
	return len(stages) == 0 || slices.Contains(stages, m.Stage)
}

// InClear is the first of some manifests that holds what has to stay secret in clear: a
// Secret, or an object that holds a private key; "" for none. Ciphertext is in clear
// nowhere, and goes where all may read it.
func (o *Output) InClear(list []manifest.Manifest) string {
	for i := range list {
		if name := secret.InClear(&list[i]); name != "" {
			return name
		}
		if id := list[i].ID(); slices.Contains(o.strays, id) {
			return id.String()
		}
	}
	return ""
}

// Placeholders are the Secrets in which something stands in the place of a key or a certificate.
func (o *Output) Placeholders() []string {
	var out []string
	for i := range o.Manifests {
		if secret.Placeholders(&o.Manifests[i]) {
			out = append(out, o.Manifests[i].ID().Name)
		}
	}
	return out
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

// Apart is who reads what is not in kubectl's stream, manifest.Kubectl where all
// is in it. That is alone in its stage.
func (o *Output) Apart() manifest.Reader {
	for i := range o.Manifests {
		if reader := o.Manifests[i].Reader; reader != manifest.Kubectl {
			return reader
		}
	}
	return manifest.Kubectl
}
