package model

import (
	"cmp"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// namespaceUse is what a namespace is for.
type namespaceUse struct{ apps, istio, gateways bool }

// resolveNamespaces lists the namespaces in use and those the topology sets, by
// name. MetalLB's own is not among them: MetalLB's
// installation made it and gave it its labels.
func (r *resolver) resolveNamespaces() []Namespace {
	d := r.plan.Document
	uses := map[string]namespaceUse{d.Namespace.Value: {}}
	for i := range r.plan.Tiers {
		for j := range r.plan.Tiers[i].Apps {
			if a := &r.plan.Tiers[i].Apps[j]; a.Backend == nil {
				uses[a.Namespace] = namespaceUse{apps: true}
			}
		}
	}
	mention := func(name string) {
		if _, ok := uses[name]; !ok {
			uses[name] = namespaceUse{}
		}
	}
	for i := range r.plan.Tiers {
		for j := range r.plan.Tiers[i].Apps {
			mention(r.plan.Tiers[i].Apps[j].Namespace)
		}
	}
	for _, n := range d.Certs.Namespaces {
		if r.plan.RendersSecrets() {
			mention(n.Value)
		}
	}
	if r.plan.AsksForCNI() && r.plan.Versions.Install == format.InstallSail {
		uses[plan.SailCNINamespace] = namespaceUse{istio: true}
	}
	uses[d.Istio.Namespace.Value] = namespaceUse{istio: true}
	if r.plan.Versions.Install == format.InstallOperator {
		uses[plan.OperatorNamespace] = namespaceUse{istio: true}
	}
	for i := range r.plan.Tiers {
		for _, name := range []string{r.plan.Tiers[i].GatewayNamespace, r.plan.Tiers[i].GatewaysIn} {
			mention(name)
		}
		if name := r.plan.Tiers[i].GatewayNamespace; r.plan.Injects() {
			use := uses[name]
			use.gateways = true
			uses[name] = use
		}
	}
	set := map[string]*format.Namespace{}
	for i := range d.Namespaces {
		n := &d.Namespaces[i]
		set[n.Name.Value] = n
		mention(n.Name.Value)
	}
	var out []Namespace
	for name, u := range uses {
		if n := set[name]; n != nil && n.Create.IsSet() && !n.Create.Value {
			continue // somebody else's
		}
		out = append(out, r.resolveNamespace(name, u, set[name]))
	}
	slices.SortFunc(out, func(a, b Namespace) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// resolveNamespace is a namespace in use, or one that the topology sets.
func (r *resolver) resolveNamespace(name string, use namespaceUse, set *format.Namespace) Namespace {
	out := Namespace{Name: name, Labels: map[string]string{}}
	inject := use.apps && !use.istio && !platform.NeverInjected(name) || use.gateways && !platform.IstioInjectionByPodLabel.In(r.plan.Versions.Istio)
	says := inject || use.istio && !use.gateways
	if set != nil {
		if set.Inject.IsSet() {
			inject, says = set.Inject.Value, true
		}
		out.Labels, out.PodSecurity = format.Pairs(set.Labels), optionalWord(set.PodSecurity)
	}
	if says {
		out.Injection = &inject
	}
	return out
}
