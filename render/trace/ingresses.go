package trace

import (
	"cmp"
	"iter"
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/objects"
	"render/render/routing"
)

// readIngresses notes the hosts of Ingresses, and of what else other controllers lead requests by.
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
	m.readOthers()
	for _, group := range [...]string{"traefik.io", "traefik.containo.us"} {
		for _, o := range m.world.OfKind(group, "IngressRoute") {
			for _, route := range o.Root().At("spec", "routes").Items().All() {
				for _, host := range hostsOfRule(textOf(route.At("match"))) {
					m.ingressHosts = append(m.ingressHosts, ingressHost{host, route.At("match")})
				}
			}
		}
	}
}

// readOthers notes the hosts of Gateways of the Gateway API that are not istiod's: of a listener for all hosts those that
// routes to that Gateway name.
func (m *Mesh) readOthers() {
	for g := range m.world.KubernetesGateways() {
		if m.ours(g) {
			continue
		}
		for _, l := range g.Listeners().All() {
			if host := l.Hostname(); host.Value() != "" {
				m.ingressHosts = append(m.ingressHosts, ingressHost{host.Value(), host.Field})
			}
		}
		for _, routes := range [...]iter.Seq[objects.Route]{m.world.HTTPRoutes(), m.world.GRPCRoutes()} {
			for r := range routes {
				if attaches(r, g) {
					for _, host := range r.Hostnames().All() {
						m.ingressHosts = append(m.ingressHosts, ingressHost{host.Value(), g.Field})
					}
				}
			}
		}
	}
}

// attaches reports whether a route names a Gateway as its parent.
func attaches(r objects.Route, g objects.KubernetesGateway) bool {
	for _, parent := range r.ParentRefs().All() {
		if cmp.Or(parent.Kind().Value(), "Gateway") == "Gateway" && parent.Name().Value() == g.ID().Name && cmp.Or(parent.Namespace().Value(), r.ID().Namespace) == g.ID().Namespace {
			return true
		}
	}
	return false
}

// hostsOfRule are the hosts that a rule of a router of Traefik names (https://doc.traefik.io/traefik/routing/routers/#rule).
func hostsOfRule(rule string) (out []string) {
	for _, found := range ruleHosts().FindAllStringSubmatch(rule, -1) {
		for _, one := range strings.Split(found[1], ",") {
			out = append(out, strings.Trim(strings.TrimSpace(one), "`\""))
		}
	}
	return out
}

func ruleHosts() *regexp.Regexp {
	return ruleHostsOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`\bHost\(([^)]*)\)`) })
}

var ruleHostsOnce later.Value[*regexp.Regexp]

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
