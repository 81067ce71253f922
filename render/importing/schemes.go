package importing

import (
	"slices"

	"render/render/manifest"
	"render/render/routing"
	"render/render/wording"
)

// withScheme is a rule that says by which scheme its redirect to another host leads, as a topology does. One that says none
// keeps that of the request: where hosts are served by one alone it is that, else https, of which a note tells.
func (im *importer) withScheme(t *tier, hosts []string, rule manifest.Object) manifest.Object {
	to := rule.Object("redirect")
	if to.Text("authority") == "" || to.Text("scheme") != "" {
		return rule
	}
	scheme := "https"
	switch inClear, byTLS := t.asked(hosts); {
	case inClear && !byTLS && !im.trusts(t):
		scheme = "http"
	case inClear:
		im.note("redirects of %s to %s keep the scheme of each request, and a topology names one: requests in clear lead to https from now on too; write http:// in them where nothing serves %s by TLS",
			wording.AllQuoted(hosts), wording.Quote(to.Text("authority")), wording.Quote(to.Text("authority")))
	}
	return rule.With(scheme, "redirect", "scheme")
}

// trusts reports whether a gateway takes the scheme of requests from a proxy before it, where they may have come by TLS.
func (im *importer) trusts(t *tier) bool {
	_, own := find(im.proxies(t), "trusted")
	_, all := find(im.meshProxies(), "trusted")
	return own || all
}

// asked reports how requests for some of several hosts come to the routes of a tier.
func (t *tier) asked(hosts []string) (inClear, byTLS bool) {
	for _, s := range t.servers {
		if !slices.ContainsFunc(s.hosts, func(one string) bool {
			return slices.ContainsFunc(hosts, func(h string) bool { return routing.Overlap(one, h) })
		}) {
			continue
		}
		inClear = inClear || s.clear && s.clearly.Get("httpsRedirect") != true
		byTLS = byTLS || s.has443 && s.tls.Text("mode") != "PASSTHROUGH"
	}
	for _, extra := range t.ports {
		protocol, _ := find(extra, "protocol")
		inClear, byTLS = inClear || protocol == "http" || protocol == "http2" || protocol == "grpc", byTLS || protocol == "https"
	}
	return inClear, byTLS
}
