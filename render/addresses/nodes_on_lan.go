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
	if v.lan == nil || v.warnOfNoNodes(p) || len(t.Announce.Nodes) > 0 || t.Announce.IsWrong() {
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
		own, other, most := v.lan.nodes[at], at, 0
		for j := range v.lan.prefixes {
			if n := v.lan.nodes[j]; n > most && v.lan.prefixes[j].Addr().Is4() == ip.Is4() {
				other, most = j, n
			}
		}
		if own <= 0 || most <= own {
			continue
		}
		v.Warn("announcer-off-lan", format.Or(format.ListOrigin(t.Announce.Interfaces), t.IP[i].Origin),
			fmt.Sprintf("a node that is not in %s may be chosen to announce %s, and then nobody hears it: %d of %d nodes are in it, and MetalLB chooses among all, whatever their interfaces",
				v.lan.prefixes[at], wording.Quote(ip.String()), own, most),
			"write announce.nodes, with the names of the nodes that are in it", v.lan.origins[at], v.lan.origins[other])
		return
	}
}

// warnOfNoNodes warns of an address of a network that is written to have none of the nodes, while another one has
// some: who asks there for the address gets no answer. Where its nodes are not written at all, nothing is known of them.
func (v *verdict) warnOfNoNodes(p *plan.Tier) bool {
	for i, ip := range p.IPs {
		ways, _ := v.waysOf(ip)
		at := v.lan.network(ip)
		if at < 0 || !ways.Layer2 || ways.BGP || i >= len(p.Written.IP) || v.lan.nodes[at] != 0 {
			continue
		}
		for j := range v.lan.prefixes {
			n := v.lan.nodes[j]
			if n <= 0 || v.lan.prefixes[j].Addr().Is4() != ip.Is4() {
				continue
			}
			v.Warn("announcer-off-lan", p.Written.IP[i].Origin,
				fmt.Sprintf("nobody in %s hears %s announced: no node is in it, and a node announces in its own network alone", v.lan.prefixes[at], wording.Quote(ip.String())),
				"write an IP of "+v.lan.prefixes[j].String()+", or tell a router of it by BGP; or write in nodes those that are in it", v.lan.origins[at], v.lan.origins[j])
			return true
		}
	}
	return false
}
