package endpoints

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
)

// Ask are the Endpoints of a plan with what may be asked of each tier, and what is to be
// met: each host and route by each port, and names that are none of the tier's.
func Ask(p *plan.Plan, authority string) *Endpoints {
	out := Of(p)
	for i := range p.Tiers {
		a := newAsker(p, &p.Tiers[i], &out.Tiers[i])
		a.servers(authority)
		for j := range a.out.Names {
			a.name(&a.out.Names[j])
		}
		a.connections()
		a.strangers(out, i)
	}
	return out
}

// servers are the tier's, with the files by which clients know them.
func (a *asker) servers(authority string) {
	for i := range a.tier.Servers {
		s := &a.tier.Servers[i]
		one := Server{Place: a.tier.Written.Name.At()}
		if s.OwnsSecret() && a.plan.MakesPairs() {
			one.Crt, _ = a.plan.PairFiles(s)
			one.Elsewhere = !a.plan.ReadsKeys()
			if ca := s.Cert.CA.Value; ca != "" {
				one.CAs = append(one.CAs, ca)
			}
			one.CAs = append(one.CAs, authority)
		}
		a.out.Servers = append(a.out.Servers, one)
	}
}

// name asks for all that a name answers.
func (a *asker) name(n *Name) {
	t := a.tier
	host := a.concrete(n.Host)
	s := t.ServerOf(host)
	if s == nil {
		return
	}
	if s.Passthrough() {
		a.passed(n, s, host)
		return
	}
	if host != "" && t.DoorOf(host).Redirects() {
		a.redirected(n, s, host)
	}
	for _, d := range a.doors(s, host) {
		at := len(a.out.Requests)
		a.routes(n, s, host, d)
		if d.clients == RequiredClients && len(a.out.Requests) > at {
			bare := a.request(n, s, host, d)
			bare.Path, bare.Want, bare.What = "/", NoCertificate, "a client without a certificate"
			a.add(bare)
		}
	}
}

// doors are the ports that answer a host's requests by its routes.
func (a *asker) doors(s *plan.Server, host string) []door {
	t := a.tier
	var out []door
	if s.ServesHTTP() && !t.DoorOf(host).Redirects() {
		out = append(out, door{port: plan.HTTPPort})
	}
	if s.ServesTLS() {
		out = append(out, door{plan.HttpsPort, true, clientsBy(s.TLS)})
	}
	for _, port := range t.Web {
		if !s.Serves(port) {
			continue
		}
		d := door{port: port.Port.Value, tls: port.Speaks() == format.ProtocolHTTPS}
		if d.tls {
			d.clients = clientsBy(s.TLSOn(port))
		}
		out = append(out, d)
	}
	return out
}

// routes asks for a path of each route that answers a host, or for one that none answers.
func (a *asker) routes(n *Name, s *plan.Server, host string, d door) {
	t := a.tier
	answering, ok := t.Answering(host)
	if !ok {
		if !t.Written.Gateway.Attach.IsSet() {
			one := a.request(n, s, host, d)
			one.Path, one.Want, one.Code, one.What = "/", Status, 404, "no route"
			if t.RefusesUnrouted(d.port) {
				one.Code = 403
			}
			a.add(one)
		}
		return
	}
	for _, at := range a.on(answering) {
		r := t.Indexed[at]
		one := a.request(n, s, host, d)
		one.Place, one.What = r.Origin.At(), r.App.Called()
		sent, skipped := a.sample(at, answering)
		if one.Path, one.Headers, one.Head, one.Skipped = sent.path, sent.headers, sent.head, skipped; skipped == "" && sent.path == "" {
			continue // others answer all that can be thought of
		}
		answer(&one, r)
		one.Asked = a.asked(r, host, sent.path, d)
		a.add(one)
	}
}

// answer settles what a route answers.
func answer(one *Request, r *plan.Route) {
	w := r.Written
	switch {
	case w.Respond != nil:
		one.Want, one.Code, one.Text, one.What = Status, w.Respond.Status.Value, w.Respond.Body.Value, "respond"
	case w.Redirect != nil:
		one.Want, one.What = Redirect, "redirect"
		_, _ = fmt.Sscan(string(w.Redirect.Code.Value), &one.Code) // one of the words
		one.Text = location(one, w.Redirect.To.Value)
	}
}

// location is where a redirect leads: what it does not say is the request's (Envoy,
// source/common/router/config_impl.cc, newUri).
func location(one *Request, to string) string {
	scheme, host, path, port := format.SplitRedirect(to)
	if scheme == "" {
		scheme = one.Scheme()
	}
	if host == "" {
		host = one.Host
		if port == 0 && !usual(one.Scheme(), one.Port) {
			port = one.Port
		}
	}
	if path == "" {
		path = one.Path
	}
	return url(scheme, host, port, path)
}
