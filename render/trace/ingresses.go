package trace

import (
	"slices"

	"render/render/objects"
	"render/render/routing"
)

// readIngresses notes the hosts of Ingresses.
func (m *Mesh) readIngresses() {
	for _, o := range m.world.OfKind(objects.KubernetesNetwork, "Ingress") {
		spec := o.Root().At("spec")
		if spec.At("defaultBackend").Present() {
			m.ingressHosts = append(m.ingressHosts, ingressHost{routing.EveryHost, spec.At("defaultBackend")})
		}
		for _, rule := range spec.At("rules").Items().All() {
			one := ingressHost{routing.EveryHost, rule}
			if host := textOf(rule.At("host")); host != "" {
				one = ingressHost{host, rule.At("host")}
			}
			m.ingressHosts = append(m.ingressHosts, one)
		}
	}
}

// byIngress is the Ingress that may lead a request which no gateway leads anywhere: the one whose
// host is the nearest. A request for a gateway's address or Service comes to none, and neither
// does one for another port than those of HTTP, which controllers open.
func (m *Mesh) byIngress(r *Request) (nearest *ingressHost) {
	if r.Address.IsValid() || r.Service != "" || r.Raw || !slices.Contains([]int64{0, 80, 443}, r.Port) {
		return nil
	}
	for i := range m.ingressHosts {
		one := &m.ingressHosts[i]
		if (one.host == r.Host || routing.Covers(one.host, r.Host)) && (nearest == nil || routing.CompareHosts(one.host, nearest.host) < 0) {
			nearest = one
		}
	}
	return nearest
}

// led tells of the Ingress that may lead a request which fails by what is followed. One of a
// host that a gateway has routes for as near is at its gateway as much as there, and fails.
func (m *Mesh) led(t *Trace) {
	if t.Verdict != Fails {
		return
	}
	found := m.byIngress(&t.Request)
	if found == nil {
		return
	}
	t.Unjudged = append(t.Unjudged, Unjudged{title(found.at.Object()) + " is for its host, and where its controller leads requests is not followed", found.at})
	if e, _ := m.serving(&t.Request); e != nil {
		if routed := m.routes(e, &t.Request); routed != "" && routing.CompareHosts(routed, found.host) <= 0 {
			return
		}
	}
	t.ingress = found.at
}
