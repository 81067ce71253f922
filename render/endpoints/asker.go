package endpoints

import (
	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

// asker makes the requests for a tier.
type asker struct {
	plan   *plan.Plan
	tier   *plan.Tier
	out    *Tier
	known  *routing.Set     // the names of out
	onHost map[string][]int // what on has found
}

func newAsker(p *plan.Plan, tier *plan.Tier, out *Tier) *asker {
	names := make([]string, len(out.Names))
	for i, n := range out.Names {
		names[i] = n.Host
	}
	return &asker{plan: p, tier: tier, out: out, known: routing.NewSet(names), onHost: map[string][]int{}}
}

// door is a port by which a host is asked for.
type door struct {
	port    int
	tls     bool
	clients Clients
}

// request is one by a door, still without what it is to meet.
func (a *asker) request(n *Name, s *plan.Server, host string, d door) Request {
	out := Request{Port: d.port, TLS: d.tls, Host: host, Clients: d.clients, Place: n.Place, Server: -1}
	if d.tls {
		out.Server = a.shows(n.Host, s)
	}
	return out
}

// shows is the number of a host's server, by whose certificate it is known; -1 for every
// host, for which no certificate is.
func (a *asker) shows(host string, s *plan.Server) int {
	for i := range a.tier.Servers {
		if &a.tier.Servers[i] == s && host != routing.EveryHost {
			return i
		}
	}
	return -1
}

// on are the routes of the tier on a host, by their places in its index.
func (a *asker) on(host string) []int {
	list, ok := a.onHost[host]
	if !ok {
		for at, r := range a.tier.Indexed {
			if r.Hosts.Has(host) {
				list = append(list, at)
			}
		}
		a.onHost[host] = list
	}
	return list
}

func (a *asker) add(r Request) { a.out.Requests = append(a.out.Requests, r) }

func clientsBy(tls *format.TLS) Clients {
	switch tls.Mode.Value {
	case format.TLSMutual:
		return RequiredClients
	case format.TLSOptionalMutual:
		return OptionalClients
	}
	return NoClients
}

// unnamed begins names below wildcards that nobody has given to anything.
const unnamed = "smoke-test"

// nobodys is a name that no gateway has (RFC 6761).
const nobodys = unnamed + ".invalid"

// concrete is one name of a host that no other host of the tier answers; "" where none
// can be thought of.
func (a *asker) concrete(host string) string {
	if !routing.IsWild(host) {
		return host
	}
	name := nobodys
	if domain, ok := routing.Wildcard(host); ok {
		name = unnamed + "." + domain
	}
	if found, ok := a.known.MostSpecific(name); !ok || found != host {
		return ""
	}
	return name
}
