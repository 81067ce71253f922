package model

import (
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// resolver turns a plan into its model.
type resolver struct {
	plan  *plan.Plan
	model *Model // what is there of it so far: what all objects have
}

// Resolve makes the model of a plan in which no rule failed.
func Resolve(p *plan.Plan) *Model {
	d := p.Document
	m := &Model{
		Name:      d.Name.Value,
		Namespace: d.Namespace.Value,
		Labels: map[string]string{
			"app.kubernetes.io/managed-by": "render",
			"app.kubernetes.io/part-of":    d.Name.Value,
		},
		Annotations: format.Pairs(d.Annotations),
	}
	for _, l := range d.Labels {
		m.Labels[l.Key.Value] = l.Value.Value
	}
	r := &resolver{plan: p, model: m}
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
	m.Routing = string(d.Routing.Value)
	m.ReferenceGrants = r.resolveReferenceGrants()
	return m
}

func optional(t format.Text) *string {
	if t.Value == "" {
		return nil
	}
	return &t.Value
}

// optionalWord is a word that may be absent.
func optionalWord[T format.Word](e format.Enum[T]) *string {
	if e.Value == "" {
		return nil
	}
	text := string(e.Value)
	return &text
}

func setText(t format.Text) *string {
	if !t.IsSet() {
		return nil
	}
	return &t.Value
}

func given(f format.Flag) *bool {
	if !f.IsSet() {
		return nil
	}
	return &f.Value
}

// nodeSelectors are the labels of nodes, a named one's by its name.
func nodeSelectors(nodes []format.Node) []map[string]string {
	var out []map[string]string
	for _, n := range nodes {
		out = append(out, n.Selector())
	}
	return out
}
