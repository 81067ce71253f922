package addresses

import (
	"net/netip"
	"slices"

	"render/render/findings"
	"render/render/format"
)

// verdict is what has been found, and what rules have found out for those behind them.
type verdict struct {
	*findings.Findings
	apart bool                  // no tier is in the one pool of the file, microk8s's addon's; see addonApart
	used  map[netip.Addr]bool   // addresses of tiers, once they are asked for
	lent  []format.AddressRange // that networks says somebody has, once they are asked for
	lan   *lan                  // what networks says, nil where it says nothing
}

// usedAddresses are the addresses of all tiers.
func (v *verdict) usedAddresses() map[netip.Addr]bool {
	if v.used != nil {
		return v.used
	}
	v.used = map[netip.Addr]bool{}
	for i := range v.Doc.Tiers {
		for _, ip := range v.Doc.Tiers[i].IP {
			if a, err := netip.ParseAddr(ip.Value); err == nil {
				v.used[a] = true
			}
		}
	}
	return v.used
}

// spokenFor reports whether the file says of an address who has it, or it is one that old
// clients take for a network's or for everybody's, as avoidBuggyIPs has it.
func (v *verdict) spokenFor(a netip.Addr) bool {
	if last := a.AsSlice(); a.Is4() && (last[3] == 0 || last[3] == 255) {
		return true
	}
	if v.lent == nil {
		for i := range v.Doc.Networks {
			n := &v.Doc.Networks[i]
			for _, t := range slices.Concat(n.DHCP, n.Reserved, n.Nodes, []format.Text{n.Router}) {
				if r, fault := format.ParseRange(t.Value); !fault.Found() {
					v.lent = append(v.lent, r)
				}
			}
		}
		for _, t := range slices.Concat(v.servers(), v.routers()) {
			if a, err := netip.ParseAddr(t.Value); err == nil {
				v.lent = append(v.lent, format.AddressRange{First: a, Last: a})
			}
		}
	}
	return slices.ContainsFunc(v.lent, func(r format.AddressRange) bool { return r.Contains(a) })
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

// routers are the addresses of those that are told of addresses by BGP.
func (v *verdict) routers() (out []format.Text) {
	if v.Doc.MetalLB.BGP == nil {
		return nil
	}
	for i := range v.Doc.MetalLB.BGP.Peers {
		out = append(out, v.Doc.MetalLB.BGP.Peers[i].Address)
	}
	return out
}
