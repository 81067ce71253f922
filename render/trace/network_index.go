package trace

import (
	"slices"

	"render/render/objects"
)

// networkPolicies are those about something, with the rules for that.
func (m *Mesh) networkPolicies(about func(objects.NetworkPolicy) bool, rules func(objects.NetworkPolicy) objects.List[objects.NetworkRule]) *networkPolicies {
	out := &networkPolicies{}
	for p := range m.world.NetworkPolicies() {
		if !about(p) {
			continue
		}
		one := &networkPolicy{NetworkPolicy: p}
		for i, r := range rules(p).All() {
			one.rules = append(one.rules, r)
			all := r.Peers().Len() == 0
			for _, peer := range r.Peers().All() {
				if all = all || peer.IPBlock().Present(); !peer.IPBlock().Present() {
					one.peers.Add("", peer.PodSelector().MatchLabels().Labels())
					one.of = append(one.of, i)
				}
			}
			if all {
				one.rest = append(one.rest, i)
			}
		}
		out.list = append(out.list, one)
		out.by.Add(p.ID().Namespace, p.PodSelector().MatchLabels().Labels())
	}
	return out
}

// of are those that are for some pods.
func (n *networkPolicies) of(p *pods) (out []*networkPolicy) {
	if p.onNode() {
		return nil
	}
	for _, i := range n.by.Match(p.namespace, p.labels) {
		if n.list[i].PodSelector().Match(p.labels) {
			out = append(out, n.list[i])
		}
	}
	return out
}

// near are the rules that may be for an end of a connection, in their order.
func (p *networkPolicy) near(other caller) []objects.NetworkRule {
	if other.opener == nil || other.vague {
		return p.rules
	}
	at := slices.Clone(p.rest)
	for _, i := range p.peers.Match("", other.opener.labels) {
		at = append(at, p.of[i])
	}
	slices.Sort(at)
	var out []objects.NetworkRule
	for _, i := range slices.Compact(at) {
		out = append(out, p.rules[i])
	}
	return out
}
