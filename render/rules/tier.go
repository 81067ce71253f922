package rules

import (
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/pods"
	"render/render/schemas"
	"render/render/wording"
)

// checkTier checks what concerns one tier alone.
func (v *verdict) checkTier(p *plan.Tier) {
	t := p.Written
	if r := &t.Replicas; !r.Count.IsSet() && r.IsSet() {
		pods.Bounds(v.Findings, r.Origin, r.Min, r.Max)
	}
	v.checkLimits(&t.Resources)
	v.checkMergedResources(&t.Resources)
	v.checkInjectedTier(t)
	v.checkTLS(p)
	for i, toleration := range t.Tolerations {
		if toleration.Seconds.IsSet() && toleration.Effect.Value != format.TaintNoExecute {
			v.fail("toleration", t.Tolerations[i].Seconds.Origin, "counts only for the effect NoExecute", "write effect: NoExecute beside it, or remove it")
		}
		if toleration.Operator.Value == format.TolerationExists && toleration.Value.IsSet() {
			v.fail("toleration", toleration.Value.Origin, "has no meaning with the operator Exists", "remove it")
		}
	}
	pods.Fields(v.Findings, &t.Affinity, nil, schemas.CheckAffinity)
}

// checkTiers checks each tier, and finds those that are there twice.
func (v *verdict) checkTiers() {
	names, labels := map[string]format.Origin{}, map[string]format.Origin{}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		t := p.Written
		if t.Name.Value == "" {
			continue
		}
		if first, ok := names[t.Name.Value]; ok {
			v.fail("tier-twice", t.Name.Origin, "tier "+wording.Quote(t.Name.Value)+" is there twice", "write: another name", first)
			continue
		}
		names[t.Name.Value] = t.Name.Origin
		origin := format.Or(t.Names.Label.Origin, t.Name.Origin)
		if p.Names.Label == plan.IstiodLabel {
			v.fail("label-taken", origin, "the label istio="+plan.IstiodLabel+" is that of istiod's own pods", "write: another label in names.label", v.doc.Istio.Version.Origin)
		}
		if first, ok := labels[p.Names.Label]; ok {
			v.fail("label-taken", origin, "the label istio="+p.Names.Label+" is also that of another tier's gateway, and each would get the other's requests",
				"write: another label in names.label", first)
		}
		labels[p.Names.Label] = origin
		v.checkTier(p)
	}
}

// checkInjectedTier checks what only a gateway that istiod injects has.
func (v *verdict) checkInjectedTier(t *format.Tier) {
	r := &t.Replicas
	if !v.plan.Injects() || r.Count.IsSet() || !r.IsSet() || !t.Resources.IsSet() {
		return
	}
	for _, list := range [][]format.Pair{t.Resources.Requests, t.Resources.Limits} {
		if slices.ContainsFunc(list, func(p format.Pair) bool { return p.Key.Value == "cpu" }) {
			return
		}
	}
	v.fail("autoscaler", t.Resources.Origin, "says nothing of CPU, and the autoscaler goes by how much of the CPU that was asked for is used",
		"write requests: {cpu: 100m}", r.Origin)
}
