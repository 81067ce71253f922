package plan

import (
	"maps"
	"slices"

	"render/render/format"
	"render/render/manifest"
)

// ServiceLabels are labels of a tier's gateway Service, and whether they are all that it
// has: Istio's installer, and istiod where it makes the Service, give it more.
func (p *Plan) ServiceLabels(t *Tier) (labels map[string]string, all bool) {
	labels = maps.Clone(p.GatewayPods(t))
	if !p.Injects() {
		return labels, false
	}
	labels[manifest.ManagedBy], labels[manifest.PartOf] = manifest.Render, p.Document.Name.Value
	maps.Copy(labels, format.Pairs(p.Document.Labels))
	labels["app.kubernetes.io/name"] = t.Names.Workload
	return labels, true
}

// ServiceLabel is a label that the gateway Service of this tier has and those of others have
// not, as it is written.
func (p *Plan) ServiceLabel(t *Tier) string {
	pods := p.GatewayPods(t)
	key := slices.Max(slices.Collect(maps.Keys(pods))) // istio, not app
	return key + ": " + format.YAMLWord(pods[key])
}
