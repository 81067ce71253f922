package handling

import (
	"render/render/findings"
	"render/render/format"
	"render/render/platform"
)

// verdict is what has been found.
type verdict struct {
	*findings.Findings
	wildcards bool // of which cert-manager's issuer makes a certificate, where nothing says how it proves them
}

// need tells that Istio's version lacks what a field renders to.
func (v *verdict) need(m format.Origin, f platform.Feature) {
	v.NeedAny(m, f, v.Plan.Versions.Istio)
}
