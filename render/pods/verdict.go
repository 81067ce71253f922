package pods

import (
	"render/render/findings"
	"render/render/format"
	"render/render/platform"
)

// verdict is what has been found so far.
type verdict struct{ *findings.Findings }

// needAny tells that a version lacks what a field renders to.
func (v *verdict) needAny(m format.Origin, feature platform.Feature) {
	v.NeedAny(m, feature, v.Plan.Versions.Kubernetes)
}
