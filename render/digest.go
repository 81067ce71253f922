package render

import (
	"crypto/sha256"
	"encoding/hex"

	"render/render/manifest"
)

// OperatorDigest is the annotation of Istio's Namespace that holds the SHA-256
// of what is for istioctl alone, as --stage istio prints it: that is not in
// kubectl's stream, and no change of it would show there.
const OperatorDigest = "render/istio-operator-sha256"

// digestOperator writes the annotation, where anything is for istioctl alone. It
// comes after mixins and overlays, and looks at the very bytes.
func (r *rendering) digestOperator() error {
	list, documents := r.list, r.documents
	var alone [][]byte
	for i := range list {
		if list[i].Istioctl {
			alone = append(alone, documents[i])
		}
	}
	if len(alone) == 0 {
		return nil
	}
	sum := sha256.Sum256(manifest.Join(alone))
	namespace := manifest.ID{Kind: "Namespace", Name: r.out.Install.Namespace}
	for i := range list {
		if list[i].ID() != namespace {
			continue
		}
		list[i].Object = manifest.Annotated(list[i].Object, map[string]string{OperatorDigest: hex.EncodeToString(sum[:])})
		written, wrong := manifest.Documents(list[i : i+1])
		if wrong[0] != nil {
			return wrong[0]
		}
		documents[i] = written[0]
	}
	return nil
}
