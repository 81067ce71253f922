package topology

import (
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
	"slices"
)

// checkRedirectLoop finds a redirect whose target the same route answers: routes are
// there on ports 80 and 443, so that another scheme leads back too.
func (v *verdict) checkRedirectLoop(r *routePlan, d *Redirect) {
	if checkRedirect(d.To.Value).Found() || !d.To.IsSet() {
		return
	}
	_, host, to, port := splitRedirect(d.To.Value)
	help := "write: a path that this route does not match"
	if host != "" {
		here := slices.ContainsFunc(r.hostNames, func(h string) bool { return routing.Covers(h, host) })
		if !here || port != 0 && port != httpPort && port != httpsPort {
			return
		}
		help = "write: another host or path; for https in place of http, tls: {redirect: true} on the tier"
	}
	kept := to == "" // the request's own path
	if kept || to == r.Path.Text || r.Path.Kind != routing.Regex && r.Path.Matches(to) {
		v.fail("redirect-loop", d.To.Origin, "this route answers "+wording.Quote(d.To.Value)+" too, and would redirect without an end", help)
	}
}

func (v *verdict) checkRedirectVersion(d *Redirect) {
	scheme, _, _, port := splitRedirect(d.To.Value)
	if scheme != "" {
		v.need(d.To.Origin, platform.IstioRedirectScheme, v.plan.Versions.Istio)
	}
	if port != 0 {
		v.need(d.To.Origin, platform.IstioRedirectPort, v.plan.Versions.Istio)
	}
}
