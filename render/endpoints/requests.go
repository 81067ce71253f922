package endpoints

import (
	"fmt"

	"render/render/format"
	"render/render/places"
	"render/render/plan"
	"render/render/routing"
)

// Want is what a request is to meet.
type Want uint8

const (
	App           Want = iota // an answer of what is behind the route
	Status                    // this status, by the gateway itself; with Body that text
	Redirect                  // this status, to Location
	ToHTTPS                   // a redirect to the same by https
	Clear                     // an answer that is no redirect to https
	Refused                   // no answer but 404 of the gateway: the host is another's
	NoCertificate             // no answer, since the client shows no certificate
	Handshake                 // TLS, whatever comes then
	Connected                 // a connection
)

// Clients is whether a client shows a certificate.
type Clients uint8

// Of the clients of a server.
const (
	NoClients Clients = iota
	OptionalClients
	RequiredClients
)

// Request is one that a client may send, and what it is to meet.
type Request struct {
	Port    int
	TLS     bool
	Host    string // one name
	Path    string // with a query where one is asked for
	Headers []string
	Head    bool // by the method HEAD
	Want    Want
	Code    int
	Text    string // a body, or where a redirect leads
	Server  int    // whose certificate is shown, among the tier's; -1: not looked at
	Clients Clients
	Place   places.Place
	What    string // stands behind it: `app "helloworld"`
	Skipped string // why it is not sent; "" where it is
}

// Server is what shows a certificate.
type Server struct {
	Place places.Place
	// Crt is the file of its certificate, and CAs those of authorities that may have
	// issued it; "" and none where they are not the topology's to know.
	Crt string
	CAs []string
	CA  []byte // what clients know it by, as PEM; nil where nobody has looked, or found it
}

// asker makes the requests for a tier.
type asker struct {
	plan *plan.Plan
	tier *plan.Tier
	out  *Tier
	// onHost are the routes on each host that was asked for.
	onHost map[string][]int
}

// Ask are the Endpoints of a plan with what may be asked of each tier, and what is to be
// met: each host and route by each port, and names that are none of the tier's.
func Ask(p *plan.Plan, authority string) *Endpoints {
	out := Of(p)
	for i := range p.Tiers {
		a := asker{plan: p, tier: &p.Tiers[i], out: &out.Tiers[i]}
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
		one := Server{Place: a.tier.Written.Name.Place}
		if s.OwnsSecret() && a.plan.ReadsKeys() {
			one.Crt, _ = a.plan.PairFiles(s)
			if ca := s.Cert.CA.Value; ca != "" {
				one.CAs = append(one.CAs, ca)
			}
			one.CAs = append(one.CAs, authority)
		}
		a.out.Servers = append(a.out.Servers, one)
	}
}

// door is a port by which a host is asked for.
type door struct {
	port    int
	tls     bool
	clients Clients
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

func clientsBy(tls *format.TLS) Clients {
	switch tls.Mode.Value {
	case format.TLSMutual:
		return RequiredClients
	case format.TLSOptionalMutual:
		return OptionalClients
	}
	return NoClients
}

// request is one by a door, still without what it is to meet.
func (a *asker) request(n *Name, s *plan.Server, host string, d door) Request {
	out := Request{Port: d.port, TLS: d.tls, Host: host, Clients: d.clients, Place: n.Place, Server: -1}
	for i := range a.tier.Servers {
		if &a.tier.Servers[i] == s && d.tls && n.Host != routing.EveryHost { // no certificate is for every name
			out.Server = i
		}
	}
	return out
}

func (a *asker) add(r Request) { a.out.Requests = append(a.out.Requests, r) }

// routes asks for a path of each route that answers a host, or for one that none answers.
func (a *asker) routes(n *Name, s *plan.Server, host string, d door) {
	t := a.tier
	answering, ok := t.Answering(host)
	for at, r := range t.Indexed {
		if !ok || !r.Hosts.Has(answering) {
			continue
		}
		one := a.request(n, s, host, d)
		one.Place, one.What = r.Origin.Place, r.App.Called()
		sent, skipped := a.sample(at, answering)
		if one.Path, one.Headers, one.Head, one.Skipped = sent.path, sent.headers, sent.head, skipped; skipped == "" && sent.path == "" {
			continue // others answer all that can be thought of
		}
		answer(&one, r)
		a.add(one)
	}
	if !ok && !t.Written.Gateway.Attach.IsSet() {
		one := a.request(n, s, host, d)
		one.Path, one.Want, one.Code, one.What = "/", Status, 404, "no route"
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
		scheme = one.scheme()
	}
	if host == "" {
		host = one.Host
		if port == 0 && !one.usual() {
			port = one.Port
		}
	}
	if port != 0 && !(scheme == "http" && port == 80) && !(scheme == "https" && port == 443) {
		host = fmt.Sprintf("%s:%d", host, port)
	}
	if path == "" {
		path = one.Path
	}
	return scheme + "://" + host + path
}

func (r *Request) scheme() string {
	if r.TLS {
		return "https"
	}
	return "http"
}

// usual reports whether the port is its scheme's own.
func (r *Request) usual() bool { return r.TLS && r.Port == 443 || !r.TLS && r.Port == 80 }
