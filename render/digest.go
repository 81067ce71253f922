package render

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"render/render/manifest"
)

// What kubectl's stream has not, and no change of which would show there, Istio's
// Namespace tells of in annotations: the SHA-256 of what is for istioctl or for
// helm alone, as --stage istio prints it; and the version, of which an
// IstioOperator tells itself and values of charts do not.
const (
	OperatorDigest = "render/istio-operator-sha256"
	ValuesDigest   = "render/istio-values-sha256"
	VersionNote    = "render/istio-version"
)

// digestApart writes the annotations, where anything is for another reader than
// kubectl. It comes after mixins and overlays, and looks at the very bytes.
func (r *rendering) digestApart() error {
	var operators [][]byte
	for i := range r.list {
		if r.list[i].Reader == manifest.Istioctl {
			operators = append(operators, r.documents[i])
		}
	}
	notes := map[string]string{}
	if len(operators) > 0 {
		notes[OperatorDigest] = sumOf(operators)
	}
	if len(r.values) > 0 {
		notes[ValuesDigest], notes[VersionNote] = sumOf(r.valuesDocuments), r.out.Install.Version
	}
	if len(notes) == 0 {
		return nil
	}
	namespace := manifest.ID{Kind: "Namespace", Name: r.out.Install.Namespace}
	for i := range r.list {
		if r.list[i].ID() != namespace {
			continue
		}
		r.list[i].Object = manifest.Annotated(r.list[i].Object, notes)
		written, wrong := manifest.Documents(r.list[i : i+1])
		if wrong[0] != nil {
			return wrong[0]
		}
		r.documents[i] = written[0]
	}
	return nil
}

func sumOf(documents [][]byte) string {
	sum := sha256.Sum256(manifest.Join(documents))
	return hex.EncodeToString(sum[:])
}

// withValues are all manifests and their documents, with the values of charts
// where their stage is.
func (r *rendering) withValues() ([]manifest.Manifest, [][]byte) {
	if len(r.values) == 0 {
		return r.list, r.documents
	}
	at := slices.IndexFunc(r.list, func(m manifest.Manifest) bool { return m.Stage > r.values[0].Stage })
	if at < 0 {
		at = len(r.list)
	}
	return slices.Insert(r.list, at, r.values...), slices.Insert(r.documents, at, r.valuesDocuments...)
}
