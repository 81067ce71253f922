package topology

import (
	"render/render/platform"
)

// resolver turns a plan into its model.
type resolver struct {
	plan  *Plan
	model *Model // what is there of it so far: what all objects have
}

// Resolve makes the model of a plan in which no rule failed.
func Resolve(p *Plan) *Model {
	d := p.Document
	m := &Model{
		Name:      d.Name.Value,
		Namespace: d.Namespace.Value,
		Labels: map[string]string{
			"app.kubernetes.io/managed-by": "render",
			"app.kubernetes.io/part-of":    d.Name.Value,
		},
		Annotations: pairs(d.Annotations),
	}
	for _, l := range d.Labels {
		m.Labels[l.Key.Value] = l.Value.Value
	}
	r := &resolver{plan: p, model: m}
	m.Kubernetes = ModelKubernetes{
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

func optional(t Text) *string {
	if t.Value == "" {
		return nil
	}
	return &t.Value
}

// optionalWord is a word that may be absent.
func optionalWord[T word](e Enum[T]) *string {
	if e.Value == "" {
		return nil
	}
	text := string(e.Value)
	return &text
}

func setText(t Text) *string {
	if !t.IsSet() {
		return nil
	}
	return &t.Value
}

func given(f Flag) *bool {
	if !f.IsSet() {
		return nil
	}
	return &f.Value
}

// nodeSelectors are the labels of nodes, a named one's by its name.
func nodeSelectors(nodes []Node) []map[string]string {
	var out []map[string]string
	for _, n := range nodes {
		out = append(out, n.labels())
	}
	return out
}
