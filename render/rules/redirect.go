package rules

import (
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

// checkRedirectLoop finds a redirect whose target the same route answers: routes are
// there on ports 80 and 443, so that another scheme leads back too.
func (v *verdict) checkRedirectLoop(r *plan.Route, d *format.Redirect) {
	if format.CheckRedirect(d.To.Value).Found() || !d.To.IsSet() {
		return
	}
	_, host, to, port := format.SplitRedirect(d.To.Value)
	help := "write: a path that this route does not match"
	if host != "" {
		at, ok := r.Tier.Answering(host)
		if !ok || !r.Hosts.Has(at) || port != 0 && port != plan.HTTPPort && port != plan.HttpsPort {
			return
		}
		help = "write: another host or path; for https in place of http, tls: {redirect: true} on the tier"
	}
	kept := to == "" // the request's own path
	if kept || to == r.Path.Text || r.Path.Kind != routing.Regex && r.Path.Matches(to) {
		v.fail("redirect-loop", d.To.Origin, "this route answers "+wording.Quote(d.To.Value)+" too, and would redirect without an end", help)
	}
}

func (v *verdict) checkRedirectVersion(d *format.Redirect) {
	scheme, _, _, port := format.SplitRedirect(d.To.Value)
	if scheme != "" {
		v.need(d.To.Origin, platform.IstioRedirectScheme, v.plan.Versions.Istio)
	}
	if port != 0 {
		v.need(d.To.Origin, platform.IstioRedirectPort, v.plan.Versions.Istio)
	}
}
