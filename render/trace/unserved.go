package trace

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/routing"
	"render/render/wording"
)

// failUnserved tells of a connection that no server is for.
func (m *Mesh) failUnserved(t *Trace, l *listener) {
	sni := t.Request.sni()
	if !t.Request.Secure && len(l.chains) > 0 {
		t.fail(0, fmt.Sprintf("port %d speaks TLS, and the request is in clear", t.Request.Port), "ask by https")
		return
	}
	if t.Request.namesNone() {
		t.failUnnamed()
		return
	}
	why := fmt.Sprintf("no server on port %d is for %s: the connection is closed", t.Request.Port, wording.Quote(sni))
	if t.leftOut(l, sni, why, 0) {
		return
	}
	var known []string
	for _, s := range l.servers {
		known = append(known, s.names()...)
	}
	if at := slices.IndexFunc(known, func(h string) bool { return h != strings.ToLower(h) && strings.EqualFold(h, sni) }); at >= 0 {
		t.fail(0, fmt.Sprintf("%s; one is for %s, and clients' names have no capitals", why, wording.Quote(known[at])), "write: "+strings.ToLower(known[at]))
		return
	}
	t.fail(0, why, t.naming(m.askThere(t, sni)+m.serve(sni, "a server of the Gateway")+orAsk(sni, known)))
}

// askThere is, in a cure, that another gateway than the one that was asked serves a host; "" where none does.
func (m *Mesh) askThere(t *Trace, host string) string {
	r := t.Request
	r.Host, r.Address, r.Service = host, netip.Addr{}, ""
	e, _ := m.serving(&r)
	if e == nil || e.key() == t.Service || len(e.addresses) == 0 {
		return ""
	}
	return fmt.Sprintf("ask the gateway at %s, which serves it; or, if it is to be answered here too, ", e.addresses[0])
}

// serve is how a gateway gets to serve a host, which a Gateway has in object; an address is none that a tier may list.
func (m *Mesh) serve(host, object string) string {
	if _, err := netip.ParseAddr(host); err == nil && m.known.Topology {
		return `write "*" in the hosts of the tier, which serves requests for addresses too`
	}
	return "add the host to " + m.cure(object, "the hosts of the tier")
}

// failUnnamed tells of a connection to an address, of which the client names no host: whatever
// its header says comes when TLS has begun.
func (t *Trace) failUnnamed() {
	named, host, header := t.Request, "NAME", " --header Host:NAME"
	if named.Host != named.Address.String() {
		host, header = named.Host, ""
	} else if named.Raw {
		header = ""
	}
	named.Address, named.Host, named.Unnamed = netip.Addr{}, host, false
	t.fail(0, fmt.Sprintf("a client names no host as TLS begins where it is given an address, and no server on port %d is for connections without: the connection is closed", t.Request.Port),
		"ask for "+named.URL()+", or name the host as TLS begins: --sni "+host+header)
}

// naming is what to do about a host that is not served: where only an address was asked
// for, the host is to be named first.
func (t *Trace) naming(cure string) string {
	if r := t.Request; r.Address.IsValid() && r.Host == r.Address.String() {
		return "name the host that is asked for: --header Host:NAME; or " + cure
	}
	return cure
}

// leftOut tells of a server for a host that istiod leaves out, where there is one.
func (t *Trace) leftOut(l *listener, host, why string, status int) bool {
	s := l.left(host)
	if s == nil {
		return false
	}
	t.hop(StepServer, s.server.field, title(s.server.gateway.object)+", left out by istiod")
	t.fail(status, why+"; that of "+title(s.server.gateway.object)+" is left out, since "+s.why, s.mend)
	return true
}

// orAsk names the nearest of some hosts, a name below one with a wildcard.
func orAsk(text string, known []string) string {
	if near := wording.Suggest(text, known); near != "" {
		return ", or ask for " + wording.Quote(concrete(near))
	}
	return ""
}

// failUnknownHost tells of a host that no route of a server is for.
func (m *Mesh) failUnknownHost(t *Trace, l *listener, c *chain, hosts *hostTable) {
	var known []string
	for _, h := range hosts.list {
		known = append(known, h.name)
	}
	host := t.Request.Host
	why := fmt.Sprintf("no route on this server is for host %s", wording.Quote(host))
	cure := m.cure("add a VirtualService or an HTTPRoute for it", "give an app a route for it") + orAsk(host, known)
	if !slices.ContainsFunc(l.tables[c.table], func(s *server) bool {
		return slices.ContainsFunc(s.names(), func(h string) bool { return routing.Covers(h, strings.ToLower(host)) })
	}) {
		why = fmt.Sprintf("no server on port %d serves host %s", t.Request.Port, wording.Quote(host))
		if t.leftOut(l, host, why, 404) || t.openedForOther(l, c) {
			return
		}
		cure = t.naming(m.askThere(t, host) + m.serve(host, "the Gateway") + orAsk(host, known))
	} else if v := m.unbound(host); v != nil && contains(v.gateways, c.server.gateway.key()) {
		why += fmt.Sprintf("; %s is, and is not exported to the namespace of the gateway's pods", title(v.object))
		cure = "add that namespace to its exportTo"
	} else if v != nil {
		why += fmt.Sprintf("; %s is, and not for %s", title(v.object), m.place(v, c.server))
		cure = "add the Gateway to its gateways"
		if v.api {
			cure = "add the Gateway, with this listener, to its parentRefs"
		}
		cure = m.cure(cure, m.askThere(t, host)+"give an app of this tier a route for it")
	}
	t.fail(404, why, cure)
}

// openedForOther tells of a host that another server of the port serves, for connections that
// are opened for it, where there is one.
func (t *Trace) openedForOther(l *listener, c *chain) bool {
	host := t.Request.Host
	other := l.find(t.Request.Secure, host)
	if !t.Request.Secure || other == nil || other == c || !slices.ContainsFunc(other.server.names(), func(h string) bool { return routing.Covers(h, strings.ToLower(host)) }) {
		return false
	}
	t.fail(404, fmt.Sprintf("the connection was opened for %s, whose server does not serve %s; that of %s does, for connections that are opened for it", wording.Quote(t.Request.sni()), wording.Quote(host), title(other.server.gateway.object)),
		"name the host that is asked for as TLS begins: --sni "+host)
	return true
}

// place is what a route is not for: a Gateway, or one listener of a Gateway that it is for.
func (m *Mesh) place(v *virtualService, s *server) string {
	for _, g := range m.gateways {
		if g.api && g.object == s.gateway.object && contains(v.gateways, g.key()) {
			return fmt.Sprintf("listener %s of %s", wording.Quote(s.name), title(g.object))
		}
	}
	return title(s.gateway.object)
}

// onlyToHTTPS reports whether all that a route does is to send requests to https, which makes
// it none for those that come by https.
func (v *virtualService) onlyToHTTPS() bool {
	return !slices.ContainsFunc(v.http, func(r httpRoute) bool { return r.does.redirect == nil || r.does.redirect.scheme != "https" })
}

// unbound is a VirtualService whose routes are for a host by its name.
func (m *Mesh) unbound(host string) *virtualService {
	for _, v := range m.services {
		if len(v.http) > 0 && !v.onlyToHTTPS() && !contains(v.hosts, routing.EveryHost) && slices.ContainsFunc(v.hosts, func(h string) bool { return routing.Covers(h, strings.ToLower(host)) }) {
			return v
		}
	}
	return nil
}
