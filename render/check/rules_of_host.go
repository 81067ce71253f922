package check

import (
	"render/render/objects"
	"render/render/wording"
)

// checkRulesOfHost tells of DestinationRules of which one is followed in place of another of
// its host. Those of one namespace Istio makes one of, with all subsets and the trafficPolicy
// of the oldest that has one; those of a gateway's own namespace it follows there, and no
// other's (istio, pilot/pkg/model/destination_rule.go, mergeDestinationRule, and
// pilot/pkg/model/push_context.go, destinationRule).
func checkRulesOfHost(c *checker) {
	first := map[string][]objects.DestinationRule{}
	for rule := range c.world.DestinationRules() {
		if rule.Spec().At("workloadSelector").Present() {
			continue // for some pods of its own
		}
		host := wholeHost(rule.Host().Value(), rule.ID().Namespace)
		for _, other := range first[host] {
			added, own := rule, other
			if !c.added(added.Object()) {
				added, own = own, added
			}
			if c.added(added.Object()) && rule.ID() != other.ID() {
				c.followedInstead(added, own)
			}
		}
		first[host] = append(first[host], rule)
	}
}

func (c *checker) followedInstead(added, other objects.DestinationRule) {
	name, in := other.ID().String(), added.ID().Namespace
	const help = "write into that one what this one is to change, by a mixin or an overlay, and remove this one"
	switch policy := added.TrafficPolicy(); {
	case in == other.ID().Namespace:
		if policy.Present() && other.TrafficPolicy().Present() {
			c.warn("object-twice", policy.Field, "spec.trafficPolicy: "+name+" has one for host "+wording.Quote(other.Host().Value())+" too, and Istio follows that of the older object alone", help)
		}
	case !c.added(other.Object()) && c.runsGateways(other.ID().Namespace) && !c.runsGateways(in) && !ownAlone(added):
		c.warn("object-twice", added.Host().Field, "spec.host: gateways of namespace "+wording.Quote(other.ID().Namespace)+" follow "+name+", and this rule not", help+`; or write exportTo: ["."], if it is for its own namespace alone`)
	}
}

// runsGateways reports whether gateways run in a namespace.
func (c *checker) runsGateways(namespace string) bool {
	for _, p := range c.proxies.list {
		if c.namespaceOf(p) == namespace {
			return true
		}
	}
	return false
}
