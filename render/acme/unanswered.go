package acme

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// Unanswered are hosts of a Certificate that its issuer cannot prove, by one solver or for want of one, and
// all for the same reason.
type Unanswered struct {
	Certificate, Issuer *objects.Object
	Solver              objects.Field // of the issuer; all of its solvers for want of one
	Hosts               []string
	Unserved            bool          // it proves them by Ingresses of a class that Istio does not serve
	Class               string        // that one
	Gateways            []manifest.ID // of the Gateway API by whose routes it proves them

	reason reason
	solves bool          // there is a solver at all
	own    []manifest.ID // Gateways of the Gateway API that show the Certificate
}

// reason is why nobody answers: what the issuer does for hosts, as words that go round the hosts, and a cure,
// as words that go round the Gateways that show the Certificate where they are a part of it.
type reason struct{ before, behind, cure, own, rest string }

// Says is what its issuer does, behind its name.
func (u Unanswered) Says() string {
	return u.reason.before + " " + wording.FewQuoted(u.Hosts) + u.reason.behind
}

// Cure is what has the hosts proved.
func (u Unanswered) Cure() string {
	var parents []string
	if u.reason.own != "" {
		for _, id := range u.own {
			parents = append(parents, "{name: "+id.Name+", namespace: "+id.Namespace+", kind: Gateway}")
		}
	}
	cure := u.reason.cure + u.reason.own + strings.Join(parents, ", ") + u.reason.rest
	if !u.solves {
		return cure
	}
	return cure + "; or prove it by dns01"
}

// tell is what is wrong with one question.
func (s *side) tell(q Question, why reason) Unanswered {
	solvers := q.Issuer.Root().At("spec", "acme", "solvers")
	if list := solvers.Items(); q.Solver.Solves() && q.Solver.Place < list.Len() { // else it is an assumed one
		solvers = list.Item(q.Solver.Place)
	}
	return Unanswered{solves: q.Solver.Solves(), own: s.own(q.Certificate), Certificate: q.Certificate, Issuer: q.Issuer, Solver: solvers, Hosts: []string{q.Host}, Gateways: q.Solver.Gateways(q.Certificate), reason: why}
}

// BySolver puts those together that one solver proves and that have one reason, each host once.
func BySolver(list []Unanswered) (out []Unanswered) {
	for _, one := range list {
		i := slices.IndexFunc(out, func(u Unanswered) bool {
			return u.Issuer == one.Issuer && u.Solver.Path() == one.Solver.Path() && u.reason == one.reason
		})
		if i < 0 {
			out = append(out, one)
			continue
		}
		for _, host := range one.Hosts {
			if !slices.Contains(out[i].Hosts, host) {
				out[i].Hosts = append(slices.Clip(out[i].Hosts), host)
			}
		}
		for _, id := range one.own {
			if !slices.Contains(out[i].own, id) {
				out[i].own = append(slices.Clip(out[i].own), id)
			}
		}
	}
	return out
}

// Unserved are those of the questions that are asked by Ingresses of a class which Istio does not serve.
func Unserved(w *objects.World, questions []Question) (out []Unanswered) {
	side := newSide(w)
	for _, q := range questions {
		if u, is := side.unserved(q); is {
			out = append(out, u)
		}
	}
	return BySolver(out)
}

// unclassed is why a question may not be answered that is asked by Ingresses which name Istio's class by the
// field, where there is no object of it (istio, pilot/pkg/config/kube/ingress, shouldProcessIngressWithClass;
// istio/istio#45755, #45752).
func (s *side) unclassed(q Question) (why reason, is bool) {
	class, is := q.Solver.Ingress()
	if !is || class.Annotation != "" || class.Name != "istio" || s.world.ServesIngresses(objects.IngressClass{}) ||
		slices.ContainsFunc(s.world.OfKind(objects.KubernetesNetwork, "IngressClass"), func(o *objects.Object) bool { return o.ID().Name == class.Name }) {
		return why, false
	}
	return reason{before: "proves", behind: " by Ingresses with ingressClassName: istio, which Istio serves only where an IngressClass istio is in the cluster, and its installers make none",
		cure: "write: class: istio in its http01.ingress in place of ingressClassName", rest: "; or have an IngressClass called istio, of controller istio.io/ingress-controller, among the objects"}, true
}

func (s *side) unserved(q Question) (u Unanswered, is bool) {
	class, is := q.Solver.Ingress()
	if !is || s.world.ServesIngresses(class) {
		return u, false
	}
	of := "of no class"
	if class.Called() != "" {
		of = "of class " + wording.Quote(class.Called())
	}
	why := reason{before: "proves", behind: " by Ingresses " + of + ", which Istio does not serve", cure: "write: class: istio in its http01.ingress"}
	if q.Certificate.Resource().Metadata().Annotations().Text(objects.SolverNote).Value() != "http01" { // else the topology says it
		why.rest = ", and solver: http01 in the topology under secrets.cert-manager"
	}
	switch {
	case len(s.own(q.Certificate)) > 0:
		why.cure, why.own, why.rest = "write: ", byRoutes, inRoutes+" in place of ingress"+why.rest
	case len(s.world.OfKind(objects.GatewayAPI, "Gateway")) > 0:
		why.cure = "write: gatewayHTTPRoute in its http01 in place of ingress"
	case class.Name != "": // cert-manager takes one of the two
		why.cure += " in place of ingressClassName"
	}
	u = s.tell(q, why)
	u.Unserved, u.Class = true, class.Called()
	return u, true
}

// Find are those of the questions that nobody answers.
func Find(w *objects.World, questions []Question) []Unanswered {
	return BySolver(find(w, questions))
}

// find are these, each for itself.
func find(w *objects.World, questions []Question) (out []Unanswered) {
	side := newSide(w)
	for _, q := range questions {
		if why, lost := without(q); lost {
			out = append(out, side.tell(q, why))
		} else if u, is := side.unserved(q); is {
			out = append(out, u)
		} else if why, lost := side.unclassed(q); lost {
			out = append(out, side.tell(q, why))
		} else if why, lost := side.unattached(q); lost {
			out = append(out, side.tell(q, why))
		} else if q.Solver.HTTP01() {
			side.ask(q)
		}
	}
	return append(out, side.unanswered()...)
}

// without is why a host has no solver at all. An issuer without any may be of an authority that knows
// already whose its hosts are, which Let's Encrypt does not.
func without(q Question) (why reason, lost bool) {
	list := q.Issuer.Members().Object("spec").Object("acme").List("solvers")
	switch {
	case q.Solver.Solves() || len(list) == 0 && !q.asked("letsencrypt.org"):
		return why, false
	case routing.IsWild(q.Host) && len(list) > 0:
		return reason{before: "has no solver with dns01 for", behind: ", and no authority proves a wildcard by HTTP-01", cure: "add one to spec.acme.solvers"}, true
	}
	return reason{before: "has no solver for", cure: "add one to spec.acme.solvers, or the name to the selector of one"}, true
}
