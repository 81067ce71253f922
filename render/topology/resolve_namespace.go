package topology

import (
	"cmp"
	"slices"

	"render/render/platform"
)

// namespaceUse is what a namespace is for.
type namespaceUse struct{ apps, istio, gateways bool }

// resolveNamespaces lists the namespaces in use and those the topology sets, by
// name. MetalLB's own is not among them: MetalLB's
// installation made it and gave it its labels.
func (r *resolver) resolveNamespaces() []ModelNamespace {
	d := r.plan.Document
	uses := map[string]namespaceUse{d.Namespace.Value: {}}
	for i := range r.plan.Tiers {
		for j := range r.plan.Tiers[i].apps {
			if a := &r.plan.Tiers[i].apps[j]; a.backend == nil {
				uses[a.namespace] = namespaceUse{apps: true}
			}
		}
	}
	mention := func(name string) {
		if _, ok := uses[name]; !ok {
			uses[name] = namespaceUse{}
		}
	}
	for i := range r.plan.Tiers {
		for j := range r.plan.Tiers[i].apps {
			mention(r.plan.Tiers[i].apps[j].namespace)
		}
	}
	for _, n := range d.Certs.Namespaces {
		if r.plan.rendersSecrets() {
			mention(n.Value)
		}
	}
	if r.plan.asksForCNI() {
		uses[sailCNINamespace] = namespaceUse{istio: true}
	}
	uses[d.Istio.Namespace.Value] = namespaceUse{istio: true, gateways: r.plan.injects()}
	if r.plan.Versions.Install == InstallOperator {
		uses[operatorNamespace] = namespaceUse{istio: true}
	}
	set := map[string]*Namespace{}
	for i := range d.Namespaces {
		n := &d.Namespaces[i]
		set[n.Name.Value] = n
		mention(n.Name.Value)
	}
	var out []ModelNamespace
	for name, u := range uses {
		out = append(out, r.resolveNamespace(name, u, set[name]))
	}
	slices.SortFunc(out, func(a, b ModelNamespace) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// resolveNamespace is a namespace in use, or one that the topology sets.
func (r *resolver) resolveNamespace(name string, use namespaceUse, set *Namespace) ModelNamespace {
	out := ModelNamespace{Name: name, Labels: map[string]string{}}
	inject := use.apps && !use.istio || use.gateways && !platform.IstioInjectionByPodLabel.In(r.plan.Versions.Istio)
	says := inject || use.istio && !use.gateways
	if set != nil {
		if set.Inject.IsSet() {
			inject, says = set.Inject.Value, true
		}
		out.Labels, out.PodSecurity = pairs(set.Labels), optionalWord(set.PodSecurity)
	}
	if says {
		out.Injection = &inject
	}
	return out
}
