package addresses

import (
	"net/netip"

	"render/render/findings"
	"render/render/format"
)

// verdict is what has been found, and what rules have found out for those behind them.
type verdict struct {
	*findings.Findings
	apart   bool                   // no tier is in the one pool of the file, microk8s's addon's; see addonApart
	used    map[netip.Addr]bool    // addresses of tiers, once they are asked for
	lent    []format.AddressRange  // that networks says somebody has, once they are asked for
	named   map[netip.Addr]bool    // that the file says of one host, once they are asked for
	given   map[netip.Addr]bool    // that were offered to a tier
	members map[int][]*format.Tier // by pool of the file the tiers in it, once they are asked for
	lan     *lan                   // what networks says, nil where it says nothing
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
