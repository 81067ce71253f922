// Package fleet owns what several topologies must not share: addresses, names that clients
// look up, and what each of them says of one LAN.
//
// In go members, each what a plan has of these; out come diagnostics, in the order of the
// members. It must never decide whether clusters are on one network, or are one: nothing in
// a topology says so, and everything that it tells of is a warning.
package fleet

import (
	"crypto/sha256"
	"net/netip"

	"render/render/accept"
	"render/render/format"
	"render/render/manifest"
	"render/render/places"
	"render/render/plan"
)

// Member is what one topology has that no other may have, and what it says of its LAN. It
// holds nothing of the plan, so that it may be kept from one run to the next.
type Member struct {
	Topology  string // as the user called it
	Name      string // the topology's own
	Addresses []Range
	Hosts     []Host
	Networks  []Network
	Accepted  []Accepted // of what is told of several
	// Source is the topology's text, for what is told of it. It is asked for only then.
	Source func() *places.Source
	// Apart says that the member is told of only beside one that is not: another run
	// renders it.
	Apart bool
	// Rendered is nil unless the members are said to be of one cluster.
	Rendered *Rendered
}

// Accepted is a warning that is not told of a member.
type Accepted = accept.Field

// Spot is where something is written.
type Spot struct {
	Line, Column, Length int
	Path                 string // the field's: "tiers[0].ip"
}

// Range are addresses.
type Range struct {
	First, Last netip.Addr
	Pool        bool // a pool's, and not a tier's own
	Asked       bool // of a pool that the topology has not: it has none of MetalLB
	Spot
}

// Host is a name, or all below one: "*.example.org".
type Host struct {
	Name string
	Spot
}

// Network is what a topology says of a network of the LAN.
type Network struct {
	Prefix netip.Prefix
	Router netip.Addr // the zero Addr where it is not said
	DHCP   []Range
	Nodes  []Range
	Spot
	RouterSpot Spot
}

// Of is what a plan has of all that.
func Of(p *plan.Plan) Member {
	m := Member{Name: p.Document.Name.Value}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if len(t.IPs) == len(t.Written.IP) && t.Written.Balanced() {
			for j, ip := range t.IPs {
				m.Addresses = append(m.Addresses, Range{First: ip, Last: ip, Asked: p.Versions.NoMetalLB, Spot: spotOf(t.Written.IP[j].Origin)})
			}
		}
		for _, h := range t.AllHosts {
			m.Hosts = append(m.Hosts, Host{h.Value, spotOf(h.Origin)})
		}
	}
	for i := range p.Pools {
		if pool := &p.Pools[i]; pool.Written != nil {
			for _, r := range pool.Ranges {
				m.Addresses = append(m.Addresses, rangeOf(r, true))
			}
		}
	}
	for i := range p.Document.Networks {
		if n, ok := networkOf(&p.Document.Networks[i]); ok {
			m.Networks = append(m.Networks, n)
		}
	}
	return m
}

func spotOf(o format.Origin) Spot {
	return Spot{o.At().Line, o.At().Column, o.At().Length, o.Path()}
}

func rangeOf(r format.AddressRange, pool bool) Range {
	return Range{First: r.First, Last: r.Last, Pool: pool, Spot: spotOf(r.Origin)}
}

func networkOf(n *format.Network) (out Network, ok bool) {
	prefix, err := netip.ParsePrefix(n.CIDR.Value)
	if err != nil {
		return out, false
	}
	out = Network{Prefix: prefix.Masked(), Spot: spotOf(n.CIDR.Origin), RouterSpot: spotOf(n.Router.Origin)}
	out.Router, _ = netip.ParseAddr(n.Router.Value)
	for _, list := range []struct {
		texts []format.Text
		to    *[]Range
	}{{n.DHCP, &out.DHCP}, {n.Nodes, &out.Nodes}} {
		for _, t := range list.texts {
			if r, fault := format.ParseRange(t.Value); !fault.Found() {
				r.Origin = t.Origin
				*list.to = append(*list.to, rangeOf(r, false))
			}
		}
	}
	return out, true
}

// Rendered is what a topology has that no other one of the same cluster may have.
type Rendered struct {
	Name     Spot // of the topology
	Whole    Spot
	Gateways []Gateway
	Objects  []Object
}

// Gateway is a tier's gateway by the label that Istio's Gateways select, in any namespace.
type Gateway struct {
	Label string
	Spot
}

// Object is one object, and what it says.
type Object struct {
	ID        manifest.ID
	Component string // of the library, which made it
	Sum       [sha256.Size]byte
	Spot
}

// RenderedOf is what a plan has of it but the objects.
func RenderedOf(p *plan.Plan) *Rendered {
	r := &Rendered{Name: spotOf(p.Document.Name.Origin), Whole: spotOf(p.Document.Origin)}
	if p.GatewayAPI() { // each Gateway is pods of its own
		return r
	}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		r.Gateways = append(r.Gateways, Gateway{t.Names.Label, spotOf(format.Or(t.Written.Names.Label.Origin, t.Written.Name.Origin))})
	}
	return r
}

// Add adds an object, with where in the topology that stands which made it.
func (r *Rendered) Add(m *manifest.Manifest, at places.Place) error {
	said, err := m.Object.Without("metadata", "labels", manifest.PartOf).MarshalJSON()
	if err != nil {
		return err
	}
	r.Objects = append(r.Objects, Object{m.ID(), m.Origin.Component, sha256.Sum256(said), Spot{Line: at.Line, Column: at.Column, Length: at.Length}})
	return nil
}
