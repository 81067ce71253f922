package addresses

import (
	"net/netip"
	"slices"

	"render/render/calls"
	"render/render/format"
)

// spokenFor reports whether the file says of an address who has it, or it has been offered already, or is one that old
// clients take for a network's or for everybody's, as avoidBuggyIPs has it.
func (v *verdict) spokenFor(a netip.Addr) bool {
	if last := a.AsSlice(); a.Is4() && (last[3] == 0 || last[3] == 255) {
		return true
	}
	if v.named == nil {
		v.readSpokenFor()
	}
	return v.named[a] || v.given[a] || slices.ContainsFunc(v.lent, func(r format.AddressRange) bool { return r.Contains(a) })
}

// offer notes an address that is offered to a tier, since two tiers that take what they are offered need two.
func (v *verdict) offer(a netip.Addr) {
	if v.given == nil {
		v.given = map[netip.Addr]bool{}
	}
	v.given[a] = true
}

// readSpokenFor reads who has which address: ranges of networks, and hosts that are named one by one, of which there may
// be thousands.
func (v *verdict) readSpokenFor() {
	for i := range v.Doc.Networks {
		n := &v.Doc.Networks[i]
		for _, t := range slices.Concat(n.DHCP, n.Reserved, n.Nodes, []format.Text{n.Router}) {
			if r, fault := format.ParseRange(t.Value); !fault.Found() {
				v.lent = append(v.lent, r)
			}
		}
	}
	v.named = map[netip.Addr]bool{}
	for _, t := range slices.Concat(v.servers(), v.routers(), v.ledTo()) {
		if a, err := netip.ParseAddr(t.Value); err == nil {
			v.named[a] = true
		}
	}
	for _, host := range v.called() {
		if a, err := netip.ParseAddr(host); err == nil {
			v.named[a] = true
		}
	}
	for _, t := range v.clients() {
		if p, err := netip.ParsePrefix(t.Value); err == nil && p.IsSingleIP() {
			v.named[p.Addr()] = true
		} else if a, err := netip.ParseAddr(t.Value); err == nil { // which is told, and is a host all the same
			v.named[a] = true
		}
	}
}

// servers are the addresses of what is outside the cluster.
func (v *verdict) servers() (out []format.Text) {
	for i := range v.Doc.Tiers {
		for j := range v.Doc.Tiers[i].Apps {
			if t := v.Doc.Tiers[i].Apps[j].Outside.Address; t.IsSet() && format.IsIP(t.Value) {
				out = append(out, t)
			}
		}
	}
	return out
}

// routers are the addresses of those that are told of addresses by BGP, and of the nodes that tell them.
func (v *verdict) routers() (out []format.Text) {
	if v.Doc.MetalLB.BGP == nil {
		return nil
	}
	for i := range v.Doc.MetalLB.BGP.Peers {
		peer := &v.Doc.MetalLB.BGP.Peers[i]
		out = append(out, peer.Address, peer.SourceAddress, peer.RouterID)
	}
	return out
}

// ledTo are the addresses to which DNS leads in place of the tiers' own: of whatever passes requests on to them.
func (v *verdict) ledTo() (out []format.Text) {
	for i := range v.Doc.Tiers {
		out = append(out, v.Doc.Tiers[i].DNS.Target...)
	}
	return out
}

// clients are the networks that may come in, or may not; one of a single address is a host that somebody has.
func (v *verdict) clients() (out []format.Text) {
	add := func(a *format.Access) {
		if a == nil {
			return
		}
		out = append(append(out, a.From...), a.NotFrom...)
		for i := range a.AnyOf {
			out = append(append(out, a.AnyOf[i].From...), a.AnyOf[i].NotFrom...)
		}
	}
	for i := range v.Doc.Tiers {
		t := &v.Doc.Tiers[i]
		out = append(append(out, t.SourceRanges...), t.Proxies.From...)
		add(t.Access)
		for j := range t.Apps {
			add(t.Apps[j].Access)
		}
	}
	return out
}

// called are the hosts that apps' variables name.
func (v *verdict) called() (out []string) {
	for i := range v.Doc.Tiers {
		for j := range v.Doc.Tiers[i].Apps {
			for _, one := range v.Doc.Tiers[i].Apps[j].Env {
				for _, at := range calls.In(one.Key.Value, one.Value.Text.Value) {
					out = append(out, at.Host)
				}
			}
		}
	}
	return out
}
