package consequences

import (
	"render/render/objects"
	"render/render/policies"
)

// checkNetwork tells of pods that a NetworkPolicy closes or opens, for what comes in and
// for what goes out. It needs a network that enforces it.
func (c *change) checkNetwork() {
	var pairs []podsOfBoth
	for w := range c.new.World.Workloads() {
		if o := c.Old.Find(w.ID()); o != nil {
			pairs = append(pairs, podsOfBoth{titleOf(w), targetOf(o.Workload()), targetOf(w)})
		}
	}
	pairs = append(pairs, c.madeGateways()...)
	c.weigh(pairs, c.connected(policies.Ingress), words{"network-shuts-out", "network-lets-in", "take only connections that their NetworkPolicies name from now on, where the network enforces them",
		"see that gateways, istiod and the kubelet's checks are named", "take connections from everywhere from now on: no NetworkPolicy refuses any of them any more",
		"%s: does not let in %s any more, where the network enforces it", "%s: lets in %s from now on", "connections"})
	c.weigh(pairs, c.connected(policies.Egress), words{"network-shuts-out", "network-lets-in", "open only connections that their NetworkPolicies name from now on, where the network enforces them",
		"see that istiod, the cluster's DNS and all that they call are named", "open connections to everywhere from now on: no NetworkPolicy refuses any of them any more",
		"%s: does not let out %s any more, where the network enforces it", "%s: lets out %s from now on", "connections"})
}

// connected finds the NetworkPolicies about one way.
func (c *change) connected(way string) bothAsked {
	of := func(s *side, staying []*objects.Object) asked {
		var all []objects.NetworkPolicy
		for _, o := range s.withStaying(staying, objects.KubernetesNetwork, "NetworkPolicy") {
			if p := (objects.NetworkPolicy{Resource: o.Resource()}); about(p, way) {
				all = append(all, p)
			}
		}
		return func(t objects.PolicyTarget) (chosen []*objects.Object, rules []policies.Rule) {
			for _, p := range all {
				if p.ID().Namespace == t.Namespace && p.PodSelector().Match(t.Labels) {
					chosen, rules = append(chosen, p.Object()), append(rules, policies.OfNetwork(p, way)...)
				}
			}
			return chosen, rules
		}
	}
	return bothAsked{of(c.old, nil), of(c.new, c.staying)}
}

// about reports whether a policy is about a way of connections; without types it is about
// what comes in, and about what goes out where it has rules for that
// (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/).
func about(p objects.NetworkPolicy, way string) bool {
	for _, text := range p.PolicyTypes().All() {
		if text.Value() == way {
			return true
		}
	}
	return p.PolicyTypes().Len() == 0 && (way == policies.Ingress || p.Egress().Len() > 0)
}
