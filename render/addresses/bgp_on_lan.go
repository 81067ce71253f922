package addresses

import (
	"fmt"
	"net/netip"

	"render/render/format"
	"render/render/platform"
	"render/render/wording"
)

// checkPeerOnLAN checks where a router is by what is known of the LAN: on no node, and no farther
// than sessions reach.
func (v *verdict) checkPeerOnLAN(b *format.BGP, p *format.BGPPeer, router netip.Addr) {
	if v.lan == nil || p.VRF.IsSet() {
		return // whose network is another
	}
	near, known := false, format.Origin{}
	for i := range v.lan.uses {
		u := &v.lan.uses[i]
		if !u.node || u.First.Is4() != router.Is4() {
			continue
		}
		if u.Contains(router) && len(p.Nodes) == 0 {
			v.Warn("bgp-peer-node", p.Address.Origin, wording.Quote(p.Address.Value)+" is a node's, where no router listens: MetalLB opens sessions and takes none",
				"write the router's address, or if another router runs on the node, nodes: [...] in the peer without that node", u.Origin)
			return
		}
		at := v.lan.network(u.First)
		near, known = near || v.lan.prefixes[at].Contains(router), format.Or(known, v.lan.origins[at])
	}
	if known.IsSet() && !near {
		v.checkHops(b, p, known)
	}
}

// checkHops warns of a router of another autonomous system in no network of the nodes: FRR
// opens a session to it only where it is told of the hops between (metallb,
// internal/bgp/frr/templates; its native mode counts none).
func (v *verdict) checkHops(b *format.BGP, p *format.BGPPeer, known format.Origin) {
	mode, said := v.mode()
	metallb := v.Plan.Versions.MetalLB
	if p.EBGPMultiHop.IsSet() || !b.ASN.IsSet() || !p.ASN.IsSet() || p.ASN.IsWrong() || b.Internal(p) || mode == format.MetalLBNative || !platform.MetalLBFRR.In(metallb) {
		return
	}
	who, help := "MetalLB", "write ebgpMultiHop: true in the peer, or its network with the addresses that nodes have there into networks"
	if !byFRR(mode) {
		who, help = "MetalLB in its FRR modes", help+", or metallb.mode: native, if that is the mode it runs in"
	}
	v.Warn("bgp-multi-hop", p.Address.Origin, fmt.Sprintf("%s is in no network of the nodes, and %s opens no session to another autonomous system over a router between", wording.Quote(p.Address.Value), who), help, known, said)
}
