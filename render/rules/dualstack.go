package rules

import (
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// checkDualStack checks whether gateways answer at their IPv6 addresses. Beside IPv4 istiod
// has them do so only where it is told, by what it is installed with.
func (v *verdict) checkDualStack() {
	six := v.plan.IPv6()
	if !six.IsSet() {
		return
	}
	four := v.plan.IPv4()
	switch path, denied := v.plan.DeniesDualStack(); {
	case four.IsSet() && !platform.IstioDualStack.In(v.plan.Versions.Istio):
		v.need(six, platform.IstioDualStack, v.plan.Versions.Istio)
	case denied.IsSet() && v.plan.DualStack():
		v.fail("dual-stack-istiod", denied, "with "+path+" as it is here gateways answer at one family of addresses alone", "remove it from there, or write: \"true\" for it", six)
	case four.IsSet() && v.plan.Versions.Install == format.InstallNone:
		v.warn("dual-stack-istiod", six, "an istiod that is there already has gateways answer at IPv6 beside IPv4 only where it and the proxies have "+plan.DualStackEnv+"=true",
			"write pilot: {env: {"+plan.DualStackEnv+": \"true\"}} and meshConfig: {defaultConfig: {proxyMetadata: {"+plan.DualStackEnv+": \"true\"}}} into the values that it is installed with", v.doc.Istio.Install.Origin)
	}
}
