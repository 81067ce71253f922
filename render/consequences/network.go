package consequences

import (
	"render/render/access"
	"render/render/policies"
)

// checkNetwork tells of pods that a NetworkPolicy closes or opens, for what comes in and
// for what goes out. It needs a network that enforces it.
func (c *change) checkNetwork() {
	var pairs []podsOfBoth
	for w := range c.new.World.Workloads() {
		if o := c.Old.Find(w.ID()); o != nil {
			pairs = append(pairs, podsOfBoth{titleOf(w), access.TargetOf(o.Workload()), access.TargetOf(w)})
		}
	}
	pairs = append(pairs, c.madeGateways()...)
	c.weigh(pairs, c.connected(policies.Ingress), words{"network-shuts-out", "network-lets-in", "take only connections that their NetworkPolicies name from now on, where the network enforces them",
		"see that gateways, istiod and the kubelet's checks are named", "take connections from everywhere from now on: no NetworkPolicy refuses any of them any more",
		"%[1]s: does not let in %[2]s any more, where the network enforces it", "%[1]s: lets in %[2]s from now on", "connections"})
	c.weigh(pairs, c.connected(policies.Egress), words{"network-shuts-out", "network-lets-in", "open only connections that their NetworkPolicies name from now on, where the network enforces them",
		"see that istiod, the cluster's DNS and all that they call are named", "open connections to everywhere from now on: no NetworkPolicy refuses any of them any more",
		"%[1]s: does not let out %[2]s any more, where the network enforces it", "%[1]s: lets out %[2]s from now on", "connections"})
}
