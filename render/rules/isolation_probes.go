package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
)

// checkProbed finds checks of an isolated app's health that come to the app as the kubelet sends
// them: it has no identity, and what sidecars answer in the app's place is switched off
// (Istio, "Health Checking of Istio Services").
func (v *verdict) checkProbed(a *plan.App) {
	off, help := v.sendsProbesOn(a)
	if !off.IsSet() {
		return
	}
	a.Written.Probe.Each(func(p *format.Probe) {
		if asked := format.Or(p.Path.Origin, p.GRPC.Origin); off.IsSet() && asked.IsSet() {
			v.fail("isolation-identity", off, fmt.Sprintf("the kubelet's checks would come to app %q itself, and isolated apps let in nobody without an identity: its pods would never be ready", a.Written.Name.Value),
				help, asked, v.doc.Isolation.AppsOrigin())
			off = format.Origin{}
		}
	})
}

// sendsProbesOn is where it is said that sidecars do not answer the kubelet in an app's place;
// not set where they do; and what to do.
func (v *verdict) sendsProbesOn(a *plan.App) (at format.Origin, help string) {
	for _, p := range a.Written.Pod.Annotations {
		if p.Key.Value == "sidecar.istio.io/rewriteAppHTTPProbers" {
			if p.Value.Value == "false" {
				return p.Value.Origin, "remove it, or isolation.apps"
			}
			return at, ""
		}
	}
	values, _ := v.doc.Istio.Values.Value.(map[string]any)
	injector, _ := values["sidecarInjectorWebhook"].(map[string]any)
	if injector["rewriteAppHTTPProbe"] == false {
		return v.doc.Istio.Values.Origin, "take sidecarInjectorWebhook.rewriteAppHTTPProbe out of it, or remove isolation.apps"
	}
	return at, ""
}
