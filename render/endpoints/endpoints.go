// Package endpoints owns what clients may ask of a topology's gateways: at which
// addresses, for which names, and what answers.
//
// In goes a Plan in which no rule failed; out come Endpoints, in the order of the
// file, each part with the place that it comes from. It must never open a file or
// know of which words a script or a list is made.
package endpoints

import (
	"net/netip"

	"render/render/format"
	"render/render/places"
	"render/render/plan"
	"render/render/routing"
)

// Endpoints are what clients may ask of a topology's gateways.
type Endpoints struct {
	Topology string // its name
	Tiers    []Tier
}

// Tier is what they may ask of one gateway.
type Tier struct {
	Name    string
	Place   places.Place
	IPs     []netip.Addr
	Service string // the type of the gateway's Service
	Names   []Name
	Ports   []Port
	Senders []string // the networks that are let in; none: all
	// Proxied: connections begin with the PROXY protocol. HTTP3: port 443 speaks it too.
	Proxied, HTTP3 bool
	// Of Ask alone.
	Servers  []Server
	Requests []Request
}

// Port is one over TCP that a gateway listens on, and the node's for it; 0 where the
// cluster chooses that, or there is none.
type Port struct{ Number, Node int }

// Name is a name, or all those below a wildcard, for which a gateway answers.
type Name struct {
	Host  string
	Place places.Place
	// Below is the tier's wildcard that takes it in, where only routes name it; "" for
	// one that the tier lists.
	Below string
	Also  []int // the other tiers that answer it, by number
}

// Wild reports whether it stands for many.
func (n *Name) Wild() bool { return routing.IsWild(n.Host) }

// Of are those of a plan.
func Of(p *plan.Plan) *Endpoints {
	out := &Endpoints{Topology: p.Document.Name.Value}
	on := map[string][]int{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		w := t.Written
		one := Tier{Name: w.Name.Value, Place: w.Name.Place, IPs: t.IPs, Service: string(w.Service.Type.Value), Names: namesOf(t), Ports: listens(w),
			Senders: format.Values(w.Senders()), Proxied: w.Proxies.Protocol.Value, HTTP3: w.Service.HTTP3.Value}
		for _, n := range one.Names {
			on[n.Host] = append(on[n.Host], i)
		}
		out.Tiers = append(out.Tiers, one)
	}
	for i := range out.Tiers {
		for j := range out.Tiers[i].Names {
			n := &out.Tiers[i].Names[j]
			for _, other := range on[n.Host] {
				if other != i {
					n.Also = append(n.Also, other)
				}
			}
		}
	}
	return out
}

// namesOf are the hosts that a tier lists, then those below its wildcards that apps and
// routes name.
func namesOf(t *plan.Tier) []Name {
	var out []Name
	seen := map[string]bool{}
	add := func(hosts []format.Text, listed bool) {
		for _, h := range hosts {
			if seen[h.Value] {
				continue
			}
			n := Name{Host: h.Value, Place: h.Place}
			if !listed {
				above, ok := t.Known.MostSpecific(h.Value)
				if !ok {
					continue // of no server, which is told
				}
				n.Below = above
			}
			seen[h.Value] = true
			out = append(out, n)
		}
	}
	add(t.AllHosts, true)
	for app := range t.Routers() {
		add(app.Written.Hosts, false)
		for i := range app.Written.Routes {
			add(app.Written.Routes[i].Hosts, false)
		}
	}
	return out
}
