package consequences

import (
	"slices"

	"render/render/access"
	"render/render/compare"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// checkPolicies tells of traffic between pods that is refused or let in from now on.
// Sidecars and gateways are told while they run.
func checkPolicies(c *change) {
	c.checkMutual()
	c.checkAuthorization()
	c.checkNetwork()
}

// checkAuthorization tells of requests that AuthorizationPolicies refuse from now on, or
// let in. Each action is asked by itself: what is left to another, what is denied, and
// what is allowed.
func (c *change) checkAuthorization() {
	pairs := c.meshPods()
	c.weigh(pairs, c.authorized("ALLOW"), words{"policy-shuts-out", "policy-lets-in", "let in only what their AuthorizationPolicies name from now on: all else ",
		"see that they name all who call, and what checks the pods' health", "let all in from now on that mutual TLS lets in: no AuthorizationPolicy refuses any of it any more",
		allowed[1], allowed[0], requests})
	c.weighDenials(pairs, c.authorized("DENY"), c.authorized("ALLOW").new, denied)
	c.weighDenials(pairs, c.authorized("CUSTOM"), nil, leftToAnother)
	c.checkUnseen(pairs)
}

// How it is told what a policy of each action is for from now on, and no more.
var (
	allowed       = [2]string{"%[1]s: lets in %[2]s from now on", "%[1]s: does not let in %[2]s any more: what no rule names %[3]s"}
	denied        = [2]string{"%[1]s: refuses %[2]s from now on: %[4]s", "%[1]s: does not refuse %[2]s any more"}
	leftToAnother = [2]string{"%[1]s: has another decide of %[2]s from now on: what that does not let in is refused", "%[1]s: does not have another decide of %[2]s any more"}
)

// checkUnseen tells of policies of which other rules are written, for pods that none of
// the objects makes.
func (c *change) checkUnseen(pairs []podsOfBoth) {
	before, now := c.old.World.RootNamespace(), c.new.World.RootNamespace()
	for p := range c.new.World.AuthorizationPolicies() {
		one := c.changes[p.Object()]
		if one == nil || one.Kind != compare.Changed || p.DryRun() {
			continue
		}
		old := objects.AuthorizationPolicy{Resource: one.Old.Resource()}
		if old.Action().Value() != p.Action().Value() || old.DryRun() || slices.ContainsFunc(pairs, func(both podsOfBoth) bool {
			return old.Chooses(both.old, old.Selector().Labels(), before) || p.Chooses(both.new, p.Selector().Labels(), now)
		}) {
			continue
		}
		come, gone := policies.Uncovered(policies.OfAuthorization(p), policies.OfAuthorization(old)), policies.Uncovered(policies.OfAuthorization(old), policies.OfAuthorization(p))
		switch p.Action().Value() {
		case "", "ALLOW":
			c.tellRules("policy-shuts-out", Danger, allowed[1], requests, gone, nil)
			c.tellRules("policy-lets-in", Danger, allowed[0], requests, come, nil)
		case "DENY":
			c.tellDenials(denied, come, gone, nil, nil)
		case "CUSTOM":
			c.tellDenials(leftToAnother, come, gone, nil, nil)
		}
	}
}

// meshPods are those with a proxy of Istio's on both sides: of workloads, and of gateways
// that are made of something else.
func (c *change) meshPods() []podsOfBoth {
	var out []podsOfBoth
	for w := range c.new.World.Workloads() {
		o := c.Old.Find(w.ID())
		if o == nil {
			continue
		}
		_, had := c.old.World.InjectedBy(o.Workload())
		if _, has := c.new.World.InjectedBy(w); had && has {
			out = append(out, podsOfBoth{titleOf(w), access.TargetOf(o.Workload()), access.TargetOf(w)})
		}
	}
	return append(out, c.madeGateways()...)
}

// madeGateways are the pods of gateways that are made of something else, on both sides.
func (c *change) madeGateways() (out []podsOfBoth) {
	for _, e := range c.new.Entrances {
		if old := c.old.ByService[e.Service]; old != nil && e.Maker != served.Itself && old.Maker == e.Maker {
			out = append(out, podsOfBoth{e.Namespace + "/" + e.Name, old.Target(), e.Target()})
		}
	}
	return out
}
