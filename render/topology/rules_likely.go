package topology

import (
	"fmt"
	"render/render/routing"
	"slices"
	"strings"
)

// The rules of this file find what the cluster takes without a word, and what then
// mostly does not do what was meant.

// warnOfLikely runs those that need the whole plan.
func (v *verdict) warnOfLikely() {
	mirrored := map[*appPlan]bool{}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].apps {
			for _, r := range v.plan.Tiers[i].apps[j].routes {
				mirrored[r.mirrored] = true
			}
		}
	}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		v.warnOfUnheardPorts(p)
		v.checkUnmet(p.tier)
		v.warnOfChallenges(p)
		for j := range p.apps {
			a := &p.apps[j]
			v.warnOfHTTPS(a)
			if a.backend != nil && !a.backend.outside() && len(a.app.Routes) == 0 && !mirrored[a] {
				v.warn("no-effect", a.app.Service.Origin, "has no effect: nothing is deployed for a Service that exists, and no route goes to it", "write routes: [/*] beside it, or remove the app")
			}
		}
	}
}

// httpsPorts are ports on which servers mostly speak https.
var httpsPorts = []int{443, 8443, 9443}

// warnOfHTTPS warns of a port whose number is that of https and that is left as
// http, which is what a port speaks where nothing else is written.
func (v *verdict) warnOfHTTPS(a *appPlan) {
	for i := range a.ports {
		p := &a.ports[i]
		if p.port.Protocol.IsSet() || !p.port.Port.IsSet() || !slices.Contains(httpsPorts, p.number) && !slices.Contains(httpsPorts, p.target) ||
			!slices.ContainsFunc(a.routes, func(r *routePlan) bool { return r.port == p && r.route.Redirect == nil }) {
			continue
		}
		help := fmt.Sprintf("write: {port: %d, protocol: http} if it does speak http; else put the app on a tier with tls: passthrough, with protocol: tls", p.number)
		if a.backend.named() {
			help = fmt.Sprintf("write: {port: %d, protocol: https}, or protocol: http if it does speak that", p.number)
		}
		if p.port.TargetPort.IsSet() || p.port.Name.IsSet() {
			help = "write protocol: http beside it if it does speak http; else put the app on a tier with tls: passthrough, with protocol: tls"
		}
		v.warn("https-likely", p.port.Port.Origin, fmt.Sprintf("%d is mostly a port of https, and the gateway would speak http to it", p.number), help)
	}
}

// webNames are the beginnings of ports' names by which Istio knows HTTP.
var webNames = []string{"http", "http2", "https", "grpc", "grpc-web"}

func protocolOfName(name string) string {
	for _, word := range []string{"grpc-web", "http2", "https", "http", "grpc", "tls"} {
		if name == word || strings.HasPrefix(name, word+"-") {
			return word
		}
	}
	return ""
}

// warnOfUnheardPorts warns of ports of a tier that are called like ports of the web and
// have no listener, and of one called tls whose connections are passed on as they
// are to an app that speaks no TLS.
func (v *verdict) warnOfUnheardPorts(p *tierPlan) {
	connections := map[int]*connectionPlan{}
	for j := range p.apps {
		for _, c := range p.apps[j].tcp {
			connections[c.number] = c
		}
	}
	for i := range p.tier.Ports {
		port := &p.tier.Ports[i]
		protocol := protocolOfName(port.Name.Value)
		own := port.Name.Value == "https" || port.Name.Value == "http2" // which is told
		own = own || port.Port.Value == httpPort || port.Port.Value == httpsPort
		if protocol == "" || own || port.Name.wrong || port.Protocol.Value != TransportTCP || !port.Port.IsSet() {
			continue
		}
		to := connections[port.Port.Value]
		rest := strings.TrimPrefix(strings.TrimPrefix(port.Name.Value, protocol), "-")
		if rest == "" {
			rest = fmt.Sprint(port.Port.Value)
		}
		switch {
		case to == nil && slices.Contains(webNames, protocol):
			v.warn("port-unheard", port.Name.Origin, fmt.Sprintf("nothing listens on port %d: a gateway answers %s on ports 80 and 443 alone", port.Port.Value, protocol),
				fmt.Sprintf("remove it, or pass connections on as they are: name: tcp-%s, and a route {tcp: %d}", rest, port.Port.Value))
		case to != nil && (protocol == "tls" || protocol == "https") && to.port.port.Protocol.Value != ProtocolTLS && to.port.port.Protocol.Value != ProtocolHTTPS:
			v.warn("port-unheard", port.Name.Origin, fmt.Sprintf("nobody ends TLS on port %d: connections are passed on as they are, and app %q speaks %s", port.Port.Value, to.app.app.Name.Value, to.port.port.Protocol.Value),
				fmt.Sprintf("write: tcp-%s if clients speak no TLS there, or protocol: tls at the app's port if the app ends it", rest), to.origin)
		}
	}
}

// checkUnmet finds a tier whose address no node would announce, or perhaps none: with
// the policy Local only a node that runs a gateway pod does.
func (v *verdict) checkUnmet(t *Tier) {
	if t.TrafficPolicy.Value != TrafficLocal || t.TrafficPolicy.wrong || len(t.Nodes) == 0 || v.plan.Versions.NoMetalLB || t.Affinity.IsSet() {
		return
	}
	selector := map[string]string{}
	for _, p := range t.NodeSelector {
		selector[p.Key.Value] = p.Value.Value
	}
	apart, sure := true, false
	for i := range t.Nodes {
		labels := t.Nodes[i].Labels
		if t.Nodes[i].Name.IsSet() {
			labels = []Pair{{Key: Text{Value: hostnameLabel}, Value: t.Nodes[i].Name}}
		}
		differs, all := false, true
		for _, l := range labels {
			value, given := selector[l.Key.Value]
			differs = differs || given && value != l.Value.Value
			all = all && given && value == l.Value.Value
		}
		apart, sure = apart && differs, sure || all
	}
	also := listOrigin(t.Nodes)
	switch {
	case apart:
		v.fail("announcement-uncertain", pairsOrigin(t.NodeSelector), "gateway pods run on none of the nodes that may announce the address, and with trafficPolicy Local only a node that runs one does",
			"write the same nodes in nodes and nodeSelector, or trafficPolicy: Cluster", also, t.TrafficPolicy.Origin)
	case !sure:
		v.warn("announcement-uncertain", t.TrafficPolicy.Origin, "a gateway pod may run on a node that may not announce the address, and then nobody announces it",
			"write a nodeSelector with the labels of nodes, or trafficPolicy: Cluster", also)
	}
}

const challengePath = "/.well-known/acme-challenge"

// warnOfChallenges warns where port 80 redirects what an authority asks for by HTTP-01:
// Envoy then asks for TLS on all of a host, before any route.
func (v *verdict) warnOfChallenges(p *tierPlan) {
	if !p.tier.TLS.Redirect.Value {
		return
	}
	for i := range p.apps {
		for _, r := range p.apps[i].routes {
			if strings.HasPrefix(r.Path.Text, challengePath) {
				v.warn("challenge-redirected", r.origin, "port 80 redirects this path too, so that no HTTP-01 challenge is answered before there is a certificate",
					"remove the redirect, or prove the hosts by DNS-01", p.tier.TLS.Redirect.Origin)
				return
			}
		}
	}
	c := v.doc.Secrets.CertManager
	if v.plan.Secrets != SecretsCertManager || c == nil || c.Create.IsSet() || v.plan.gatewayAPI() || !p.tier.ownsSecret() || !acmeName(c.Issuer.Value) ||
		slices.ContainsFunc(p.tier.Hosts, func(h Text) bool { return routing.IsWild(h.Value) }) {
		return
	}
	v.warn("challenge-redirected", p.tier.TLS.Redirect.Origin, fmt.Sprintf("if issuer %q solves by HTTP-01, it never gets these certificates: port 80 redirects the challenge", c.Issuer.Value),
		"remove the redirect, or let the issuer solve by DNS-01, or write routing: gateway-api", c.Issuer.Origin)
}

// acmeName reports whether an issuer is one of ACME by its name.
func acmeName(name string) bool {
	return slices.ContainsFunc([]string{"letsencrypt", "lets-encrypt", "acme", "zerossl", "buypass"}, func(word string) bool { return strings.Contains(name, word) })
}
