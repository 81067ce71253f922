package addresses

import (
	"fmt"
	"maps"
	"net/netip"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// warnOfDropped warns of prefixes with addresses of several tiers: a node tells routers of one as
// soon as it announces any of them (metallb, speaker/bgp_controller.go), and of those with the policy
// Local for which it has no pod it drops what it gets.
func (v *verdict) warnOfDropped() {
	for i := range v.Plan.Pools {
		pool := &v.Plan.Pools[i]
		if !pool.Ways.BGP {
			continue
		}
		for j := range pool.Told {
			a := &pool.Told[j]
			if v.warnOfDroppedIn(pool, a, a.Aggregation.V4, true) || v.warnOfDroppedIn(pool, a, a.Aggregation.V6, false) {
				break
			}
		}
	}
}

func (v *verdict) warnOfDroppedIn(pool *plan.Pool, a *format.BGPAdvertisement, length format.Number, is4 bool) bool {
	if !length.IsSet() || length.IsWrong() {
		return false
	}
	type user struct {
		tier *plan.Tier
		ip   netip.Addr
	}
	var users []user
	for i := range v.Plan.Tiers {
		t := &v.Plan.Tiers[i]
		for _, ip := range t.IPs {
			if t.Pool == pool.Name && ip.Is4() == is4 && t.Written.Balanced() {
				users = append(users, user{t, ip})
			}
		}
	}
	for _, one := range users {
		prefix, err := one.ip.Prefix(length.Value)
		if err != nil || one.tier.Written.TrafficPolicy.Value != format.TrafficLocal {
			continue
		}
		for _, other := range users {
			if other.ip == one.ip || !prefix.Contains(other.ip) || runsWhere(one.tier.Written, other.tier.Written) || toldLonger(pool, a, one.ip, other.ip) {
				continue
			}
			v.Warn("aggregation", length.Origin, fmt.Sprintf("a node tells routers of %s for tier %s too, and where it has no pod of tier %s it drops what comes for that: its trafficPolicy is Local", prefix, wording.Quote(other.tier.Written.Name.Value), wording.Quote(one.tier.Written.Name.Value)),
				"write trafficPolicy: Cluster in the tier, or an address in a prefix of its own, or remove aggregation", one.tier.Written.TrafficPolicy.Origin, other.tier.Written.Name.Origin)
			return true
		}
	}
	return false
}

// runsWhere reports whether a tier has a pod on every node that announces another.
func runsWhere(t, other *format.Tier) bool {
	if t.Pod.Kind.Value != format.KindDaemonSet || t.Affinity.Origin.IsSet() {
		return false
	}
	if len(t.NodeSelector) == 0 {
		return true
	}
	labels := func(list []format.Pair) map[string]string {
		out := map[string]string{}
		for _, l := range list {
			out[l.Key.Value] = l.Value.Value
		}
		return out
	}
	return other.TrafficPolicy.Value == format.TrafficLocal && other.Pod.Kind.Value == format.KindDaemonSet && maps.Equal(labels(t.NodeSelector), labels(other.NodeSelector))
}

// toldLonger reports whether another advertisement tells those who hear one of longer prefixes, which
// part two addresses: routers go by those.
func toldLonger(pool *plan.Pool, a *format.BGPAdvertisement, one, other netip.Addr) bool {
	for i := range pool.Told {
		b := &pool.Told[i]
		length := b.Aggregation.V4
		if one.Is6() {
			length = b.Aggregation.V6
		}
		long := one.BitLen()
		if length.IsSet() {
			long = length.Value
		}
		prefix, err := one.Prefix(long)
		if b != a && len(b.Peers)+len(b.Nodes) == 0 && err == nil && !prefix.Contains(other) {
			return true
		}
	}
	return false
}
