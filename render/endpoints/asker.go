package endpoints

import (
	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

// asker makes the requests for a tier.
type asker struct {
	plan *plan.Plan
	tier *plan.Tier
	out  *Tier
	onHost map[string][]int // what on has found
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
	for i := range a.tier.Servers {
		if &a.tier.Servers[i] == s && d.tls && n.Host != routing.EveryHost { // no certificate is for every name
			out.Server = i
		}
	}
	return out
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
	known := make([]string, len(a.out.Names))
	for i, n := range a.out.Names {
		known[i] = n.Host
	}
	if found, ok := routing.NewSet(known).MostSpecific(name); !ok || found != host {
		return ""
	}
	return name
}
