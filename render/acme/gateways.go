package acme

import (
	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// showing are the Gateways of the Gateway API that show what is made of a Certificate.
func showing(w *objects.World, certificate *objects.Object) (out []manifest.ID) {
	secret := certificate.Members().Object("spec").Text("secretName")
	for g := range w.KubernetesGateways() {
		if shows(g, secret) {
			out = append(out, g.ID())
		}
	}
	return out
}

// shows reports whether some listener of a Gateway shows the certificate of a Secret.
func shows(g objects.KubernetesGateway, secret string) bool {
	for _, l := range g.Listeners().All() {
		for _, ref := range l.TLS().CertificateRefs().All() {
			if ref.Name().Value() == secret {
				return true
			}
		}
	}
	return false
}

// Around Gateways these are what an issuer says to prove hosts by their routes.
const byRoutes, inRoutes = "gatewayHTTPRoute: {parentRefs: [", "]} in its http01"

// unledIngress is why nobody answers by an Ingress that Istio serves, by other gateways than that of the host.
func (s *side) unledIngress(q Question) reason {
	label := s.world.IngressLabel()
	why := reason{before: "proves", behind: " by Ingresses, which Istio serves by gateways with the label istio: " + label + " alone, and requests for that come in by another"}
	if len(showing(s.world, q.Certificate)) > 0 {
		why.cure, why.own, why.rest = "write: ", byRoutes, inRoutes+" in place of ingress"
	} else {
		why.cure = "move it to a tier with that label, or write routing: gateway-api and gatewayHTTPRoute in its http01"
	}
	return why
}

// detached is why no route of its solver's takes requests for a host that come in by a Service: none of the
// Gateways that it names is there, or is the one that they come to, or takes them on port 80, or takes
// routes of the Certificate's namespace.
func (s *side) detached(q Question, service string) (why reason, lost bool) {
	parents := q.Solver.Gateways(q.Certificate)
	if len(parents) == 0 {
		return why, false // ListenerSets, of which the trace knows
	}
	there, comes, taken := false, false, false
	for _, id := range parents {
		g, ok := s.world.KubernetesGateway(id.Namespace, id.Name)
		there = there || ok
		if !ok || !s.mesh.LeadsTo(service, id) {
			continue
		}
		comes = true
		for _, l := range g.Listeners().All() {
			if !inClear(l, q.Host) {
				continue
			}
			if s.world.Admits(l, q.Certificate.ID().Namespace) {
				return why, false
			}
			taken = true
		}
	}
	of := " by routes of " + titled(parents) + ", "
	why = reason{before: "proves", behind: of + "which takes no requests for that on port 80"}
	switch own := showing(s.world, q.Certificate); {
	case taken:
		why.behind = of + "which takes none of namespace " + wording.Quote(q.Certificate.ID().Namespace)
		why.cure = "let its listener on port 80 take them by allowedRoutes"
	case comes:
		why.cure = "add a listener for that on port 80"
	case len(own) == 0:
		why.cure = "write: ingress: {class: istio} in its http01 in place of gatewayHTTPRoute"
	case !there:
		why.behind = of + "which is not there"
		why.cure, why.own, why.rest = "write: ", byRoutes, inRoutes
	default:
		why.behind = of + "to which requests for that do not come"
		why.cure, why.own, why.rest = "add", " ", " to its parentRefs"
	}
	return why, true
}

// titled are Gateways as a message calls them.
func titled(ids []manifest.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, "Gateway "+wording.Quote(id.Name)+" in namespace "+wording.Quote(id.Namespace))
	}
	return wording.Listed(out)
}

// inClear reports whether a listener takes requests for a host on port 80.
func inClear(l objects.Listener, host string) bool {
	port, _ := l.Port().Value()
	name := l.Hostname().Value()
	return l.Protocol().Value() == "HTTP" && port == 80 && (name == "" || routing.Covers(name, host))
}
