package addresses

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkNodesOnLAN warns of an address that a node may announce which is not in its network: of all
// nodes that may, MetalLB chooses one by their names and the address, and looks at no network and
// at no interface before (metallb, speaker/layer2_controller.go, ShouldAnnounce). Where only some
// of the nodes are in the network, the chosen one may be none of them, and nobody hears it.
func (v *verdict) checkNodesOnLAN(p *plan.Tier) {
	t := p.Written
	if v.lan == nil || len(t.Announce.Nodes) > 0 || t.Announce.IsWrong() {
		return
	}
	if t.TrafficPolicy.Value == format.TrafficLocal && (len(t.NodeSelector) > 0 || t.Affinity.IsSet()) {
		return // only nodes with a gateway pod announce, and those are chosen
	}
	for i, ip := range p.IPs {
		ways, _ := v.waysOf(ip)
		at := v.lan.network(ip)
		if at < 0 || !ways.Layer2 || i >= len(t.IP) {
			continue
		}
		own, other, most := v.lan.nodesOf(at), at, 0
		for j := range v.lan.prefixes {
			if n := v.lan.nodesOf(j); n > most && v.lan.prefixes[j].Addr().Is4() == ip.Is4() {
				other, most = j, n
			}
		}
		if own == 0 || most <= own {
			continue
		}
		v.Warn("announcer-off-lan", format.Or(format.ListOrigin(t.Announce.Interfaces), t.IP[i].Origin),
			fmt.Sprintf("a node that is not in %s may be chosen to announce %s, and then nobody hears it: %d of %d nodes are in it, and MetalLB chooses among all, whatever their interfaces",
				v.lan.prefixes[at], wording.Quote(ip.String()), own, most),
			"write announce.nodes, with the names of the nodes that are in it", v.lan.origins[at], v.lan.origins[other])
		return
	}
}

// nodesOf counts the nodes that are in a network.
func (l *lan) nodesOf(at int) (n int) {
	for i := range l.uses {
		if l.uses[i].node && l.prefixes[at].Contains(l.uses[i].First) {
			n++
		}
	}
	return n
}
