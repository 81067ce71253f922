package trace

import (
	"slices"

	"render/render/objects"
	"render/render/wording"
)

// defaultTrustDomain is the mesh's own unless it says another; in policies it stands for
// that one too (istio, pilot/pkg/security/trustdomain/bundle.go).
const defaultTrustDomain = "cluster.local"

// readMeshConfig reads what of the mesh's configuration decides where requests go.
func (m *Mesh) readMeshConfig() {
	m.config = m.world.MeshConfig()
	m.exportTo = m.config.ExportsVirtualServices()
	trust, _ := m.config.Setting("trustDomain")
	aliases, _ := m.config.Setting("trustDomainAliases")
	for _, domain := range append([]string{textOf(trust), defaultTrustDomain}, texts(aliases)...) {
		if domain != "" && !contains(m.trustDomains, domain) {
			m.trustDomains = append(m.trustDomains, domain)
		}
	}
	value, _ := m.config.Setting("enableAutoMtls")
	m.clear = value.Raw() == false
	scoped, _ := m.world.PilotEnvironment("PILOT_SCOPE_GATEWAY_TO_NAMESPACE")
	m.scoped = scoped == "true"
	m.readUnjudged()
	m.readIngresses()
}

func texts(list objects.Field) []string {
	var out []string
	for _, one := range list.Items().All() {
		out = append(out, textOf(one))
	}
	return out
}

// exported are the namespaces that a VirtualService of a namespace is for which says
// nothing of it.
func (m *Mesh) exported(namespace string) []string {
	out := slices.Clone(m.exportTo)
	for i := range out {
		if out[i] == "." {
			out[i] = namespace
		}
	}
	return out
}

// readUnjudged notes what of the mesh's configuration may have any request go elsewhere, in
// ways that are not known here, and the Ingresses that istiod reads.
func (m *Mesh) readUnjudged() {
	if value, at := m.config.Setting("discoverySelectors"); value.Items().Len() > 0 {
		m.unjudgedOf = append(m.unjudgedOf, Unjudged{"istiod reads the objects of those namespaces alone that the mesh's discoverySelectors choose", at})
	}
	for _, name := range [...]string{"PILOT_ENABLE_STRICT_GATEWAY_MERGING", "ENABLE_GATEWAY_API_MANUAL_DEPLOYMENT", "PILOT_ENABLE_GATEWAY_API", "ENABLE_GATEWAY_API_INFERENCE_EXTENSION", "ENABLE_MCS_HOST"} {
		if value, at := m.world.PilotEnvironment(name); at.Present() {
			m.unjudgedOf = append(m.unjudgedOf, Unjudged{"istiod runs with " + name + "=" + wording.Quote(value) + ", which changes what it makes of Gateways", at})
		}
	}
	for _, o := range m.world.OfKind(objects.KubernetesNetwork, "Ingress") {
		class := objects.IngressClass{Annotation: o.Resource().Metadata().Annotations().Text("kubernetes.io/ingress.class").Value(), Name: textOf(o.Root().At("spec", "ingressClassName"))}
		if m.world.ServesIngresses(class) {
			m.ingresses = append(m.ingresses, o)
		}
	}
}

// unjudgedMesh adds what of that is of a request that comes to a gateway's pods.
func (m *Mesh) unjudgedMesh(t *Trace, p *pods) {
	t.Unjudged = append(t.Unjudged, m.unjudgedOf...)
	if own, _ := p.labels.Get("istio"); own == "ingressgateway" {
		for _, o := range m.ingresses {
			t.Unjudged = append(t.Unjudged, Unjudged{title(o) + ", of which istiod makes a Gateway and routes too", o.Root()})
		}
	}
}
