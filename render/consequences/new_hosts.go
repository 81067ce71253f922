package consequences

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// isEntrance reports whether pods are a gateway's, which answers for no host without a route.
func (s *side) isEntrance(t objects.PolicyTarget) bool {
	return slices.ContainsFunc(s.Entrances, func(e *served.Entrance) bool {
		return e.Namespace == t.Namespace && len(e.Pods) > 0 && (len(e.From) > 0 || e.Maker == served.ControlPlane) && t.Labels.Match(e.Pods)
	})
}

// ofNewHosts reports whether a rule of a gateway is for requests alone whose hosts no route of
// the old side was for: of them nothing is taken away.
func (c *change) ofNewHosts(r rule) bool {
	for i := range r.clauses {
		if to := &r.clauses[i]; to.kind == "to" {
			return len(to.alts) > 0 && !slices.ContainsFunc(to.alts, func(a alternative) bool { return !c.namesNewHosts(a) })
		}
	}
	return false
}

// namesNewHosts reports whether an operation is for some hosts, and no route of the old side
// for any of them.
func (c *change) namesNewHosts(a alternative) bool {
	for i := range a {
		if t := &a[i]; t.key == "hosts" && !t.not {
			return !slices.ContainsFunc(t.values, func(text string) bool {
				host, _, _ := strings.Cut(text, ":")
				return slices.ContainsFunc(c.old.hostsOfRoutes(), func(had string) bool { return routing.Overlap(host, had) })
			})
		}
	}
	return false
}

// hostsOfRoutes are all hosts for which there is a route; "*" of a route that does not say.
func (s *side) hostsOfRoutes() []string {
	if s.routed != nil {
		return s.routed
	}
	add := func(hosts objects.List[objects.Text]) {
		before := len(s.routed)
		for _, h := range hosts.All() {
			s.routed = append(s.routed, h.Value())
		}
		if len(s.routed) == before {
			s.routed = append(s.routed, "*")
		}
	}
	for v := range s.World.VirtualServices() {
		add(v.Hosts())
	}
	for r := range s.World.HTTPRoutes() {
		add(r.Hostnames())
	}
	for r := range s.World.GRPCRoutes() {
		add(r.Hostnames())
	}
	for range s.World.OfKind("networking.k8s.io", "Ingress") {
		s.routed = append(s.routed, "*") // which are not followed
	}
	if s.routed == nil {
		s.routed = []string{}
	}
	return s.routed
}
