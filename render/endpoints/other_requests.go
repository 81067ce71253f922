package endpoints

import (
	"fmt"
	"slices"
	"strings"

	"render/render/plan"
	"render/render/routing"
)

// redirected asks port 80 of a host that it redirects, and for the paths that it serves
// all the same.
func (a *asker) redirected(n *Name, s *plan.Server, host string) {
	d := a.tier.DoorOf(host)
	one := a.request(n, s, host, door{port: plan.HTTPPort})
	one.Place, one.Path, one.Want, one.Code, one.What = d.Origin.At(), "/"+unnamed, ToHTTPS, 301, "redirect"
	for _, path := range d.Clear {
		if path.Matches(one.Path) {
			return // all is served
		}
	}
	a.add(one)
	answering, ok := a.tier.Answering(host)
	for _, path := range d.Clear {
		// What no route is for is redirected all the same.
		if served := a.served(answering, path); ok && served != "" {
			clear := one
			clear.Want, clear.Path = Clear, served
			a.add(clear)
		}
	}
}

// served is a path of some that a route of a host is for; "" where none can be thought of.
func (a *asker) served(host string, of routing.Path) string {
	tried := candidates(of)
	slices.Reverse(tried)
	for _, at := range a.on(host) {
		tried = append(tried, candidates(a.tier.Indexed[at].Path)...)
	}
	for _, path := range tried {
		if !of.Matches(path) {
			continue
		}
		if _, ok := a.first(host, path, &sent{}); ok {
			return path
		}
	}
	return ""
}

// passed asks for a host whose app ends TLS, and what port 80 answers then.
func (a *asker) passed(n *Name, s *plan.Server, host string) {
	if s.ServesHTTP() {
		a.redirected(n, s, host)
	}
	for i := range a.tier.Apps {
		app := &a.tier.Apps[i]
		for j := range app.Connections {
			for _, c := range app.Connections[j].Routes {
				if c.Number == plan.HttpsPort && slices.Contains(c.Hosts, n.Host) {
					one := a.request(n, s, host, door{port: plan.HttpsPort, tls: true})
					one.Path, one.Want, one.Server, one.Place, one.What = "/", Handshake, -1, c.Origin.At(), app.Called()
					a.add(one)
				}
			}
		}
	}
}

// connections asks for the ports of whole connections.
func (a *asker) connections() {
	for i := range a.tier.Apps {
		app := &a.tier.Apps[i]
		for j := range app.Connections {
			for _, c := range app.Connections[j].Routes {
				one := Request{Port: c.Number, Server: -1, Place: c.Origin.At(), What: app.Called(), Want: Connected}
				switch {
				case len(c.Hosts) == 0:
					a.add(one)
				case c.Number != plan.HttpsPort:
					for _, host := range c.Hosts {
						a.ended(one, host)
					}
				}
			}
		}
	}
}

// ended asks for TLS of a host by a port of the tier that speaks it.
func (a *asker) ended(one Request, host string) {
	t := a.tier
	s, port := t.ServerOf(host), t.PortNumbered(one.Port)
	one.Host = a.concrete(host)
	if s == nil || port == nil || one.Host == "" {
		return
	}
	one.TLS, one.Path, one.Want = true, "/", Handshake
	if s.Ends(port) {
		one.Clients, one.Server = clientsBy(s.TLSOn(port)), a.shows(host, s)
	}
	a.add(one)
	if one.Clients == RequiredClients {
		one.Want, one.What = NoCertificate, "a client without a certificate"
		a.add(one)
	}
}

// strangers asks a tier for a host of each other tier, and for a name of nobody's.
func (a *asker) strangers(e *Endpoints, own int) {
	t := a.tier
	names := []Request{{Host: nobodys, Place: a.out.Place, What: "a made-up name"}}
	for i := range e.Tiers {
		other := &e.Tiers[i]
		if i == own {
			continue
		}
		for j := range other.Names {
			n := &other.Names[j]
			host := strings.Replace(n.Host, "*", unnamed, 1)
			if n.Host != routing.EveryHost && !t.Known.Covers(host) {
				names = append(names, Request{Host: host, Place: n.Place, What: fmt.Sprintf("host of tier %q", other.Name)})
				break
			}
		}
	}
	for _, one := range names {
		if t.Known.Covers(one.Host) {
			continue
		}
		one.Path, one.Want, one.Server = "/", Refused, -1
		if t.AnyServer((*plan.Server).ServesHTTP) {
			one.Port = plan.HTTPPort
			a.add(one)
		}
		if t.AnyServer((*plan.Server).ServesTLS) {
			one.Port, one.TLS = plan.HttpsPort, true
			a.add(one)
		}
	}
}
