package rules

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkFallback checks apps whose hosts take over what the wildcard above them has.
func (v *verdict) checkFallback(p *plan.Tier) {
	for i := range p.Apps {
		a := &p.Apps[i]
		if at := a.Written.Fallback; at.Value && !tookOver(p, a) {
			v.fail("fallback-nowhere", at.Origin, "no host of this app's routes is below a wildcard that has routes",
				"write it in an app for names below a wildcard, or remove it", format.ListOrigin(p.AllHosts))
		}
		for _, f := range a.Fallback {
			v.checkFallbackClients(p, a, f)
		}
	}
}

// checkFallbackClients refuses fallback between two servers of which one asks for
// clients' certificates: whoever has none would come to its apps by the other one.
func (v *verdict) checkFallbackClients(p *plan.Tier, a *plan.App, f plan.Fallback) {
	host, wide := p.ServerOf(f.Host), p.ServerOf(f.Above)
	if host == nil || wide == nil || host == wide || !host.TLS.ClientCertificates() && !wide.TLS.ClientCertificates() {
		return
	}
	asks, server := f.Host, host
	if !host.TLS.ClientCertificates() {
		asks, server = f.Above, wide
	}
	v.fail("fallback-clients", a.Written.Fallback.Origin, fmt.Sprintf("%s asks for clients' certificates in its own way, and by fallback the routes of %s would answer for %s too", wording.Quote(asks), wording.Quote(f.Above), wording.Quote(f.Host)),
		"remove it, and write what the host needs as routes of its own", server.TLS.Mode.Origin)
}

// tookOver reports whether any host of an app takes over anything, or something else is
// told of its routes.
func tookOver(p *plan.Tier, a *plan.App) bool {
	return slices.ContainsFunc(a.Fallback, func(f plan.Fallback) bool { return f.Above != "" }) || len(a.Routes) < requests(p, a)
}

// requests counts an app's routes of requests.
func requests(p *plan.Tier, a *plan.App) int {
	n := 0
	for i := range a.Written.Routes {
		if r := &a.Written.Routes[i]; !r.TCP.IsSet() && !p.PassesAllOf(a.HostsOf(r)) {
			n++
		}
	}
	return n
}
