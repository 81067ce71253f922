package plan

import (
	"slices"

	"render/render/format"
)

// gatewayNamespaces are where a tier's gateway has its pods, which read their
// Secrets there, and its Gateways. Where nothing is written Istio's own Gateways are
// beside apps, and those of the Gateway API are where their pods are to be.
func (p *Plan) gatewayNamespaces(t *format.Tier) (pods, gateways string) {
	d := p.Document
	pods, gateways = d.Istio.Namespace.Value, d.Namespace.Value
	if p.GatewayAPI() {
		pods = gateways
	}
	for _, written := range []format.Text{d.GatewayNamespace, t.GatewayNamespace} {
		if written.IsSet() {
			pods, gateways = written.Value, written.Value
		}
	}
	return pods, gateways
}

// GatewayNamespaceOrigin is where the namespace of a tier's gateway is written; of
// the default it is not set.
func (p *Plan) GatewayNamespaceOrigin(t *Tier) format.Origin {
	return format.Or(t.Written.GatewayNamespace.Origin, p.Document.GatewayNamespace.Origin)
}

// GatewayNamespaces are those of all tiers' gateways, each once.
func (p *Plan) GatewayNamespaces() []string {
	var out []string
	for i := range p.Tiers {
		if n := p.Tiers[i].GatewayNamespace; !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// Restricted is where a namespace was said to enforce the restricted standard.
func (p *Plan) Restricted(namespace string) format.Origin {
	for i := range p.Document.Namespaces {
		if n := &p.Document.Namespaces[i]; n.Name.Value == namespace && n.PodSecurity.Value == format.PodSecurityRestricted {
			return n.PodSecurity.Origin
		}
	}
	return format.Origin{}
}
