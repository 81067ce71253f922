package acme

import (
	"cmp"
	"iter"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// Around Gateways these are what an issuer says to prove hosts by their routes.
const byRoutes, inRoutes = "gatewayHTTPRoute: {parentRefs: [", "]} in its http01"

// unledIngress is why nobody answers by an Ingress that Istio serves, by other gateways than that of the host.
func (s *side) unledIngress(q Question) reason {
	label := s.world.IngressLabel()
	why := reason{before: "proves", behind: " by Ingresses, which Istio serves by gateways with the label istio: " + label + " alone, and requests for that come in by another"}
	const routes = ", or write routing: gateway-api and gatewayHTTPRoute in its http01"
	switch {
	case len(s.own(q.Certificate)) > 0:
		why.cure, why.own, why.rest = "write: ", byRoutes, inRoutes+" in place of ingress"
	case s.mesh.Reached(ofIngresses(s.world)):
		why.cure = "move it to the tier with that label" + routes
	default: // one tier alone can have it
		why.cure = "write: names: {label: " + label + "} in its tier" + routes
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
	there, comes, taken, section := false, false, false, ""
	for _, ref := range q.Solver.parents(q.Certificate) {
		id, _ := gatewayOf(ref, q.Certificate)
		g, ok := s.world.KubernetesGateway(id.Namespace, id.Name)
		there = there || ok
		if !ok || !s.mesh.LeadsTo(service, id) {
			continue
		}
		comes, section = true, cmp.Or(section, ref.Text("sectionName"))
		for l := range inClear(g, ref.Text("sectionName"), q.Host) {
			if s.world.Admits(l, q.Certificate.ID().Namespace) {
				return why, false
			}
			taken = true
		}
	}
	which, none := "which ", " no "
	if len(parents) > 1 {
		which, none = "none of which ", " "
	}
	own := s.own(q.Certificate)
	switch {
	case taken:
		why.behind, why.cure = which+"takes"+none+"routes of namespace "+wording.Quote(q.Certificate.ID().Namespace), "let its listener on port 80 take them by allowedRoutes"
	case comes && section != "":
		why.behind, why.cure = which+"takes"+none+"requests for that on port 80 by what sectionName names", "take sectionName out of its parentRefs"
	case comes:
		why.behind, why.cure = which+"takes"+none+"requests for that on port 80", "add a listener for that on port 80"
	case len(own) == 0:
		why.behind, why.cure = "to which requests for that do not come", "write: ingress: {class: istio} in its http01 in place of gatewayHTTPRoute"
	case !there:
		why.behind = strings.TrimSuffix(which+"is"+strings.Replace(none, "no", "not", 1), " ") + " there"
		why.cure, why.own, why.rest = "write: ", byRoutes, inRoutes
	default:
		why.behind, why.cure, why.own, why.rest = "to which requests for that do not come", "add", " ", " to its parentRefs"
	}
	why.before, why.behind = "proves", " by routes of "+titled(parents)+", "+why.behind
	return why, true
}

// unattached is why a solver's route attaches to nothing: it names none.
func (s *side) unattached(q Question) (why reason, lost bool) {
	if q.Solver.Members.Object("http01").Get("gatewayHTTPRoute") == nil || len(q.Solver.parents(q.Certificate)) > 0 {
		return why, false
	}
	why = reason{before: "proves", behind: " by routes of no Gateway", cure: "write parentRefs in its http01.gatewayHTTPRoute"}
	if len(s.own(q.Certificate)) > 0 {
		why.cure, why.own, why.rest = "write: ", byRoutes, inRoutes
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

// inClear are the listeners of a Gateway that take requests for a host on port 80, of a section the one.
func inClear(g objects.KubernetesGateway, section, host string) iter.Seq[objects.Listener] {
	return func(yield func(objects.Listener) bool) {
		for _, l := range g.Listeners().All() {
			port, _ := l.Port().Value()
			name := cmp.Or(l.Hostname().Value(), routing.EveryHost)
			if l.Protocol().Value() == "HTTP" && port == 80 && routing.Covers(name, host) && (section == "" || section == l.Name().Value()) && !yield(l) {
				return
			}
		}
	}
}
