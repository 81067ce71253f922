package model

import (
	"render/render/format"
	"render/render/manifest"
	"render/render/plan"
	"render/render/platform"
)

// Resolve makes the model of a plan in which no rule failed, with the sets of keys that were read,
// by the names of their files.
func Resolve(p *plan.Plan, keySets map[string]string) *Model {
	d := p.Document
	m := &Model{
		Name:      d.Name.Value,
		Namespace: d.Namespace.Value,
		Labels: map[string]string{
			manifest.ManagedBy: manifest.Render,
			manifest.PartOf:    d.Name.Value,
		},
		Annotations: format.Pairs(d.Annotations),
	}
	for _, l := range d.Labels {
		m.Labels[l.Key.Value] = l.Value.Value
	}
	r := &resolver{plan: p, model: m, keySets: keySets}
	m.Kubernetes = Kubernetes{
		DisruptionBudgets: platform.DisruptionBudgetAPI(p.Versions.Kubernetes),
		Autoscalers:       platform.AutoscalerAPI(p.Versions.Kubernetes),
	}
	m.MetalLB = r.resolveMetalLB()
	m.Istio = r.resolveIstio()
	for i := range p.Tiers {
		m.Tiers = append(m.Tiers, r.resolveTier(&p.Tiers[i]))
	}
	m.Issuers = r.resolveIssuers()
	m.Namespaces = r.resolveNamespaces()
	m.Monitoring = r.resolveMonitoring()
	m.Routing = string(d.Routing.Value)
	m.ReferenceGrants = r.resolveReferenceGrants()
	return m
}
