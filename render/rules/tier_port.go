package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkSpoken checks what is spoken on the ports of a tier.
func (v *verdict) checkSpoken(p *plan.Tier) {
	names := map[string]bool{}
	for i := range p.Servers {
		names[p.Servers[i].HTTPPort], names[p.Servers[i].HTTPSPort] = true, true
	}
	for _, port := range p.Web {
		if own := port.Name.Value == "https" || port.Name.Value == "http2"; names[port.Name.Value] && !own && !v.plan.GatewayAPI() { // which is told
			v.fail("port-name-taken", port.Name.Origin, wording.Quote(port.Name.Value)+" is the name of one of the tier's ports 80 and 443 in its Gateway", "write: another name")
		}
		v.warnOfUnserved(p, port)
		v.warnOfUnasked(p, port)
	}
	v.warnOfUnrouted(p)
	for i := range p.Written.Ports {
		if port := &p.Written.Ports[i]; port.TLS.IsSet() && !port.TLS.IsWrong() {
			v.checkPortTLS(p, port)
		}
	}
}

// warnOfUnserved warns of a port that speaks HTTP while the tier has no host for it.
func (v *verdict) warnOfUnserved(p *plan.Tier, port *format.GatewayPort) {
	if port.Name.IsWrong() && !port.Protocol.IsSet() || slices.ContainsFunc(p.Servers, func(s plan.Server) bool { return s.Serves(port) }) {
		return
	}
	why := "the tier has no hosts"
	if len(p.AllHosts) > 0 {
		why = "TLS of the tier's hosts is passed through"
		if p.Written.TLS.Mode.Value == format.TLSOff {
			why = "TLS of the tier's hosts is off"
		}
	}
	v.warn("port-unheard", format.Or(port.Protocol.Origin, port.Name.Origin), fmt.Sprintf("nothing listens on port %d: it speaks %s, and %s", port.Port.Value, port.Speaks(), why), "remove it, or write protocol: tcp, and a route {tcp: "+fmt.Sprint(port.Port.Value)+"}")
}

// warnOfUnasked warns of a port in clear by which requests come to routes of hosts that ask clients
// for certificates: port 80 alone redirects.
func (v *verdict) warnOfUnasked(p *plan.Tier, port *format.GatewayPort) {
	if port.Speaks().Encrypted() {
		return
	}
	for i := range p.Servers {
		s := &p.Servers[i]
		if s.TLS.Mode.Value != format.TLSMutual || !s.Serves(port) {
			continue
		}
		for _, r := range p.Routes {
			at := slices.IndexFunc(r.HostNames, func(h string) bool { return p.ServerOf(h) == s })
			if at < 0 {
				continue
			}
			help := "write protocol: https beside it, with which it asks as port 443 does, or remove the item"
			if port.Protocol.IsSet() {
				help = "write: https, with which it asks as port 443 does, or remove the item"
			}
			v.warn("mutual-port-clear", format.Or(port.Protocol.Origin, port.Name.Origin), fmt.Sprintf("port %d answers everybody who asks for %s, without a certificate and without TLS", port.Port.Value, wording.Quote(r.HostNames[at])),
				help, s.TLS.Mode.Origin)
			return
		}
	}
}

// istioPorts are those that Istio's own profile has on its gateway, whether anything listens there or not
// (istio, manifests/charts/gateways/istio-ingress, values.yaml): who has them means that Service.
var istioPorts = [...]int{plan.StatusPort, 31400, 15443}

// warnOfUnrouted warns of ports for connections to which no route is: the Service has them, and no Gateway. What
// an overlay or a mixin adds may be one.
func (v *verdict) warnOfUnrouted(p *plan.Tier) {
	if len(v.doc.Overlays) > 0 || v.doc.Jsonnet.IsSet() || len(p.Apps) == 0 {
		return
	}
	routed := map[int]bool{}
	for i := range p.Apps {
		for _, r := range p.Apps[i].Written.Routes {
			routed[r.TCP.Value], routed[r.TLS.Value] = true, true
		}
	}
	for i := range p.Written.Ports {
		port := &p.Written.Ports[i]
		speaks, number := port.Speaks(), port.Port.Value
		if routed[number] || port.UDP() || !port.Port.IsSet() || port.Name.IsWrong() || number == plan.HTTPPort || number == plan.HttpsPort || slices.Contains(p.Web, port) || slices.Contains(istioPorts[:], number) {
			continue
		}
		route := fmt.Sprintf("{tcp: %d}", number)
		if speaks == format.ProtocolTLS {
			route = fmt.Sprintf("{tls: %d}", number)
		}
		v.warn("port-unheard", port.Port.Origin, fmt.Sprintf("nothing listens on port %d: no route is for it", number), "write "+route+" in routes of the app that it is for, or remove the item; or keep it, if a Gateway of yours listens there")
	}
}

// aloneOverUDP is what becomes of what answers over UDP.
const aloneOverUDP = "remove the item: nothing in a gateway listens on UDP but HTTP/3, and what answers there gets a Service of its own, of type LoadBalancer"

// orUDP is the cure of a port, or that of one for UDP, which leads nowhere whatever its
// number.
func orUDP(p *format.GatewayPort, cure string) string {
	if p.UDP() {
		return aloneOverUDP
	}
	return cure
}

// warnOfUDP warns of ports for UDP, but for those that something is told of: istiod makes
// listeners for TCP, and for HTTP/3 beside them (istio, pilot/pkg/networking/core/gateway.go).
func (v *verdict) warnOfUDP(t *format.Tier, told map[*format.GatewayPort]bool) {
	what := "the item, and give what answers over UDP a Service of its own, of type LoadBalancer"
	if !t.ServesHosts() && !slices.ContainsFunc(t.Ports, func(p format.GatewayPort) bool { return !p.UDP() }) {
		what = "the tier, and give what answers over UDP a Service of its own, of type LoadBalancer, with the tier's address in one of metallb.pools"
	}
	for i := range t.Ports {
		if p := &t.Ports[i]; p.UDP() && p.Port.IsSet() && !told[p] {
			v.warn("port-unheard", p.Protocol.Origin, fmt.Sprintf("nothing listens on port %d: a gateway has listeners for TCP, and over UDP for HTTP/3 alone", p.Port.Value),
				"remove "+what+"; or keep it, if an EnvoyFilter of yours adds the listener")
		}
	}
}

// checkPortTLS checks how TLS is spoken on a port, where that is not as on 443.
func (v *verdict) checkPortTLS(p *plan.Tier, port *format.GatewayPort) {
	tls, speaks := &port.TLS, port.Speaks()
	switch {
	case !speaks.Encrypted():
		word := string(speaks)
		if port.UDP() {
			word = "UDP"
		}
		v.fail("port-tls", tls.Origin, "has no meaning on a port that speaks "+word, "write protocol: tls or protocol: https beside it, or remove it", format.Or(port.Protocol.Origin, port.Name.Origin))
		return
	case speaks == format.ProtocolHTTPS && tls.Mode.Value == format.PortTLSMode(format.TLSPassthrough):
		v.fail("port-tls", tls.Mode.Origin, "a port that speaks https serves requests, and nobody sees those while TLS is passed through", "write protocol: tls beside it, and routes {tls: "+fmt.Sprint(port.Port.Value)+"}, or another mode",
			format.Or(port.Protocol.Origin, port.Name.Origin))
		return
	case tls.MinVersion.IsSet() && tls.Mode.Value == format.PortTLSMode(format.TLSPassthrough):
		v.fail("port-tls", tls.MinVersion.Origin, "has no effect while TLS is passed through to the apps", "remove it, or the mode", tls.Mode.Origin)
	}
	istio := v.plan.Versions.Istio
	if tls.Mode.Value == format.PortTLSMode(format.TLSOptionalMutual) {
		v.need(tls.Mode.Origin, platform.IstioTLSOptionalMutual, istio)
	}
	deaf := func(s plan.Server) bool {
		wrong := slices.ContainsFunc(s.TLS.Ciphers, func(c format.Text) bool { return c.IsWrong() })
		return len(s.Hosts) > 0 && s.TLS.Terminated() && !wrong && v.speaksNothing(tls.MinVersion.Value, s.TLS.Ciphers)
	}
	if i := slices.IndexFunc(p.Servers, deaf); i >= 0 && !v.plan.GatewayAPI() {
		v.fail("tls-version", tls.MinVersion.Origin, fmt.Sprintf("no cipher of %s is one of TLS below 1.2, so that no client speaks %s", wording.Quote(p.Servers[i].Hosts[0].Value), tls.MinVersion.Value),
			"remove it: that of the hosts counts then; or write one that has no GCM among `ciphers` in the tls of the hosts, ECDHE-RSA-AES128-SHA say", format.Or(format.ListOrigin(p.Servers[i].TLS.Ciphers), p.Servers[i].Hosts[0].Origin))
	}
	for i := range p.Servers {
		s := &p.Servers[i]
		on := s.TLSOn(port)
		if len(s.Hosts) > 0 && s.TLS.Terminated() && on.ClientCertificates() && !on.ClientCA.IsSet() && !s.Cert.Secret.IsSet() {
			v.fail("client-ca", tls.Mode.Origin, "nothing tells whose clients' certificates are taken for "+wording.Quote(s.Hosts[0].Value),
				"write clientCA: ... in the tls of the tier, a file with the authority of the clients' certificates", s.Hosts[0].Origin)
			return
		}
	}
}

// failSpoken tells of a route of connections to a port that is said to speak something
// else.
func (v *verdict) failSpoken(of *format.GatewayPort, at format.Origin, word format.Protocol) bool {
	if !of.Explicit() || of.Speaks() == word {
		return false
	}
	if of.Protocol.IsWrong() {
		return true
	}
	help := fmt.Sprintf("write %s: %d in the route", of.Speaks(), of.Port.Value)
	if of.Web() {
		help = "remove it: the port serves the tier's hosts and routes"
	}
	v.fail("port-protocol", at, fmt.Sprintf("port %d speaks %s, and this is a route of %s", of.Port.Value, of.Speaks(), strings.ToUpper(string(word))), help+", or write protocol: "+string(word)+" at the port", format.Or(of.Protocol.Origin, of.Name.Origin))
	return true
}
