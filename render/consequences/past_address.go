package consequences

import "render/render/policies"

// bothRules are what policies let in to pods on both sides.
type bothRules struct{ was, is []policies.Rule }

// tellPast tells of rules of gateways that change for nobody who comes in by their addresses, since Services ask
// there in place of policies, or the other way round, and gives back the others.
func (c *change) tellPast(p *podsOfBoth, gone, come []policies.Rule, both bothRules, say words) (_, _ []policies.Rule) {
	before, after := c.gatesBefore(), c.gatesAfter()
	if say.what == requests {
		shut, gone := apart(gone, func(r *policies.Rule) bool { return before.LetsInAs(r, p.old, after) })
		opened, come := apart(come, func(r *policies.Rule) bool { return after.LetsInAs(r, p.new, before) })
		c.tellRules(say.shut, Warning, "%[1]s: lets in %[2]s past the gateway's address, as from inside the cluster, no more: what no rule names %[3]s", say.what, shut, nil)
		c.tellRules(say.opened, Warning, "%[1]s: lets in %[2]s past the gateway's address, as from inside the cluster, from now on", say.what, opened, nil)
		return gone, come
	}
	let := func(r *policies.Rule, from []string, others []policies.Rule) bool {
		one, ok := r.Among(from)
		return ok && len(policies.Uncovered([]policies.Rule{one}, others)) == 0
	}
	if after.KeepsEach(p.new, before) {
		var shut []policies.Rule
		shut, gone = apart(gone, func(r *policies.Rule) bool { return let(r, after.SourcesOf(p.new), both.is) })
		c.tellRules(say.shut, Note, say.narrower+"; whom it keeps out from now on AuthorizationPolicies kept out before", say.what, shut, nil)
	}
	if after.OpensNone(p.new, before) {
		var opened []policies.Rule
		opened, come = apart(come, func(r *policies.Rule) bool { return let(r, before.SourcesOf(p.old), both.was) })
		c.tellRules(say.opened, Note, say.wider+"; whom it kept out AuthorizationPolicies keep out from now on", say.what, opened, nil)
	}
	return gone, come
}
