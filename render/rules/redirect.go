package rules

import (
	"render/render/format"
	"render/render/platform"
)

func (v *verdict) checkRedirectVersion(d *format.Redirect) {
	scheme, _, _, port := format.SplitRedirect(d.To.Value)
	if scheme != "" {
		v.need(d.To.Origin, platform.IstioRedirectScheme, v.plan.Versions.Istio)
	}
	if port != 0 {
		v.need(d.To.Origin, platform.IstioRedirectPort, v.plan.Versions.Istio)
	}
}
