package importing

import (
	"fmt"

	"render/render/compose"
	"render/render/manifest"
)

// admit has IngressRoutes say who comes in to the Services behind them.
func (of *Ingresses) admit(list []manifest.Manifest) {
	for _, m := range list {
		if !isTraefiks(m.Object, "IngressRoute") {
			continue
		}
		for _, rule := range of.traefik.one(m.Object).read() {
			if rule.served != "" && !(rule.redirects && !isSecured(m.Object)) {
				of.access.say(rule.served, rule.admits.access())
			}
		}
	}
}

// missAdmitted tells of networks that are not taken up.
func (of *Ingresses) missAdmitted(r *ingressRoute, rules []traefikRule) {
	for _, rule := range rules {
		if rule.admits.at != "" && (rule.admits.other || of.access.torn[rule.served]) {
			why := compose.MiddlewareHelp("ipallowlist")
			if !rule.admits.other {
				why = fmt.Sprintf("other routes to Service %s let in others, and access is said of an app once; write it at an app of its own", rule.served)
			}
			r.miss(rule.admits.at, rule.admits.what+": "+why)
		}
	}
}

// traefikHelp is what takes the place of a kind of Traefik's own that is not read.
func traefikHelp(o manifest.Object) string {
	for _, one := range [...]struct{ kind, help string }{
		{"IngressRouteTCP", "write its port in ports of the tier, and at the app routes: [{tcp: PORT}], or [{tls: PORT}] with hosts for those of HostSNI; for TLS that the app ends, tls: passthrough at the tier"},
		{"IngressRouteUDP", "Istio passes on no UDP; give the Service a type LoadBalancer and an address of its own"},
		{"TLSOption", "write tls: {minVersion, ciphers} at the tier, and clientCA where it asks for certificates of clients"},
		{"TLSStore", "write cert: {secret: NAME} at the tier"},
		{"ServersTransport", "write port: {port: PORT, protocol: https, tls: {ca: FILE}} at the app, or verify: false there"},
		{"ServersTransportTCP", "write port: {port: PORT, protocol: tls} at the app"},
		{"MiddlewareTCP", "write sourceRanges at the tier, where it lets in some networks"},
		{"TraefikService", "write versions of the app, each with its weight, or mirror in a route"},
	} {
		if isTraefiks(o, one.kind) {
			return "is not taken up: " + one.help
		}
	}
	return ""
}
