package trace

import (
	"fmt"
	"strings"

	"render/render/objects"
)

// injected reports whether pods have a sidecar.
func (m *Mesh) injected(p *pods) bool { return !p.made && m.world.HasSidecar(p.workload) }

// mutual judges whether what a gateway speaks to pods is what they take: a gateway
// speaks mutual TLS to those that have a sidecar, unless a DestinationRule says
// otherwise.
func (m *Mesh) mutual(t *Trace, d Destination, p *pods, number int64) {
	mode, at := m.clientMode(d)
	sidecar := m.injected(p)
	by, strict := m.world.Strict(nil, p.namespace, p.labels, number)
	switch {
	case !sidecar && (mode == "ISTIO_MUTUAL"):
		t.fail(503, fmt.Sprintf("%s has the gateway speak Istio's mutual TLS, and %s has no sidecar that takes it", title(at.Object()), title(p.object)),
			"inject the sidecar, or leave the mode out")
	case sidecar && strict && (mode == "DISABLE" || mode == "SIMPLE" || mode == "MUTUAL"):
		t.fail(503, fmt.Sprintf("%s takes mutual TLS of Istio's alone, and %s has the gateway speak %s", title(by.Object()), title(at.Object()), mode),
			"leave "+map[bool]string{true: "the policy", false: "the mode"}[at.Object().ID().Kind == "BackendTLSPolicy"]+" out, or write PERMISSIVE into the PeerAuthentication")
	case sidecar && strict && mode == "" && m.clear:
		_, at := m.config.Setting("enableAutoMtls")
		t.fail(503, fmt.Sprintf("%s takes mutual TLS of Istio's alone, and %s has the gateway speak none of its own accord", title(by.Object()), title(at.Object())),
			"write a DestinationRule with the mode ISTIO_MUTUAL, or take out enableAutoMtls")
	case !sidecar && mode == "SIMPLE" && at.Object().ID().Kind == "BackendTLSPolicy":
		t.hop(StepPolicy, at, title(at.Object())+" has the gateway speak TLS to it")
	case !sidecar && strict:
		t.hop(StepPolicy, by.Field, fmt.Sprintf("%s has no sidecar, so that the mode STRICT binds nobody there", title(p.object)))
	}
}

// clientMode is how DestinationRules have TLS spoken to a destination; "" where they
// leave it to istiod.
func (m *Mesh) clientMode(d Destination) (string, objects.Field) {
	for _, r := range m.rulesOf(d.Host) {
		policy := r.TrafficPolicy()
		for _, s := range r.Subsets().All() {
			if s.Name().Value() == d.Subset && s.TrafficPolicy().TLS().Present() {
				policy = s.TrafficPolicy()
			}
		}
		tls := policy.TLS()
		for _, p := range policy.PortLevelSettings().All() {
			if wholeOf(p.At("port", "number")) == d.Port {
				tls = p.TLS()
			}
		}
		if mode := tls.Mode().Value(); mode != "" {
			return mode, tls.Field
		}
	}
	return m.backendTLS(d)
}

// backendTLS is how BackendTLSPolicies have gateways speak to a Service's port: each of
// which istiod makes a DestinationRule (istio, pilot/pkg/config/kube/gateway/backend_policies.go).
func (m *Mesh) backendTLS(d Destination) (string, objects.Field) {
	namespace, name, _ := strings.Cut(serviceKey(d.Host), "/")
	for _, o := range m.world.OfKind(objects.GatewayAPI, "BackendTLSPolicy") {
		if o.ID().Namespace != namespace {
			continue
		}
		for _, ref := range objects.Refs(o.Root().At("spec", "targetRefs")).All() {
			section := ref.SectionName().Value()
			if ref.Kind().Value() == "Service" && ref.Group().Value() == "" && ref.Name().Value() == name && (section == "" || m.portName(namespace, name, d.Port) == section) {
				return "SIMPLE", ref.Field
			}
		}
	}
	return "", objects.Field{}
}

// portName is what a Service calls one of its ports.
func (m *Mesh) portName(namespace, name string, port int64) string {
	if s, ok := m.world.Service(namespace, name); ok {
		for _, p := range s.Ports().All() {
			if number, _ := p.Port().Value(); number == port {
				return p.Name().Value()
			}
		}
	}
	return ""
}

// unjudged notes what of a gateway's configuration only a proxy knows the effect of.
func (m *Mesh) unjudged(t *Trace, p *pods) {
	add := func(o *objects.Object, what string) {
		t.Unjudged = append(t.Unjudged, Unjudged{title(o) + ", " + what, o.Root()})
	}
	m.unjudgedMesh(t, p)
	for f := range m.world.EnvoyFilters() {
		if m.chooses(f.Resource, f.WorkloadSelector().Labels(), p) {
			add(f.Object(), "which changes Envoy's configuration")
		}
	}
	for _, kind := range [...][3]string{{"extensions.istio.io", "WasmPlugin", "which runs code in the proxy"}, {"security.istio.io", "RequestAuthentication", "which asks for tokens"}} {
		if (t.Request.Tokenless || t.Request.Raw) && kind[1] == "RequestAuthentication" {
			continue // it refuses wrong tokens alone
		}
		for _, o := range m.world.OfKind(kind[0], kind[1]) {
			spec := o.Resource().Spec()
			labels := objects.LabelMap{Field: spec.At("selector", "matchLabels")}.Labels()
			if m.chooses(o.Resource(), labels, p) {
				add(o, kind[2])
			}
		}
	}
}

// chooses reports whether what is for pods by a selector, or for Gateways by references,
// is for some pods.
func (m *Mesh) chooses(r objects.Resource, selector objects.Labels, p *pods) bool {
	return r.Chooses(p.target(), selector, m.root)
}

// authorizes are the AuthorizationPolicies that are for some pods.
func (m *Mesh) authorizes(p *pods) (out []objects.AuthorizationPolicy) {
	if m.authorizing == nil {
		m.authorizing = &authorizing{by: objects.NewPolicyIndex(m.root)}
		for a := range m.world.AuthorizationPolicies() {
			m.authorizing.list = append(m.authorizing.list, a)
			m.authorizing.by.Add(a.Resource, a.Selector().Labels())
		}
	}
	for _, n := range m.authorizing.by.Match(p.target()) {
		out = append(out, m.authorizing.list[n])
	}
	return out
}

// target are the pods as policies see them.
func (p *pods) target() objects.PolicyTarget {
	return objects.PolicyTarget{Namespace: p.namespace, Labels: p.labels, Gateway: p.gateway}
}
