package rules

import (
	"fmt"

	"render/render/plan"
	"render/render/platform"
)

// checkMonitoring tells that the overlay for monitoring switches no access logs on,
// where only a mesh configuration that is not rendered could.
func (v *verdict) checkMonitoring() {
	chosen, istio := v.plan.Options.Chosen[plan.Monitoring], v.plan.Versions.Istio
	if !chosen.IsSet() || istio.IsZero() || v.plan.Operated() || platform.IstioTelemetryLogs.In(istio) {
		return
	}
	v.warn("install-lacks", chosen, fmt.Sprintf("switches on no access logs: %s came with Istio %s, and the mesh configuration of Istio %s, which does so too, is not rendered with install: %s",
		platform.IstioTelemetryLogs.Name(), platform.IstioTelemetryLogs.Since(), istio, v.plan.Versions.Install),
		"write accessLogFile: /dev/stdout in that mesh configuration", v.doc.Istio.Origin)
}
