package acme

import (
	"net/netip"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/trace"
	"render/render/wording"
)

// side is the objects through which questions are followed, with all that is made to answer those of HTTP-01.
type side struct {
	world     *objects.World
	showing   map[string][]manifest.ID // the Gateways of the Gateway API that show the certificate of a Secret
	questions []Question               // of HTTP-01
	made      solvers
	plain     *trace.Mesh // without what is made
	mesh      *trace.Mesh
}

func newSide(w *objects.World) *side {
	s := &side{world: w, showing: map[string][]manifest.ID{}, made: solvers{namespaces: map[string]bool{}}}
	for g := range w.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			for _, ref := range l.TLS().CertificateRefs().All() {
				if name := ref.Name().Value(); !slices.Contains(s.showing[name], g.ID()) {
					s.showing[name] = append(s.showing[name], g.ID())
				}
			}
		}
	}
	return s
}

// own are the Gateways of the Gateway API that show what is made of a Certificate.
func (s *side) own(certificate *objects.Object) []manifest.ID {
	return s.showing[certificate.Members().Object("spec").Text("secretName")]
}

// ask adds a question of HTTP-01, but for those of an Ingress of somebody's, which is led elsewhere.
func (s *side) ask(q Question) {
	if _, byIngress := q.Solver.Ingress(); byIngress || len(q.Solver.parents(q.Certificate)) > 0 {
		s.made.present(s.world, q, len(s.questions))
		s.questions = append(s.questions, q)
	}
}

// unanswered are those that nobody answers.
func (s *side) unanswered() (out []Unanswered) {
	if len(s.questions) == 0 {
		return nil
	}
	s.plain, s.mesh = trace.New(s.world, trace.Known{}), trace.New(s.world.With(s.made.all(s.world)), trace.Known{})
	for i, q := range s.questions {
		if why, lost := s.lost(q, i); lost {
			out = append(out, s.tell(q, why))
		}
	}
	return out
}

// lost is why nobody answers the question of a number. A host that no gateway serves may lead wherever its DNS
// says, and of one that several serve it is enough that one does.
func (s *side) lost(q Question, number int) (why reason, lost bool) {
	for _, service := range s.plain.Serving(q.Host) {
		of, is := s.lostAt(q, number, service)
		if !is {
			return why, false
		}
		if !lost {
			why, lost = of, true
		}
	}
	return why, lost
}

// lostAt is why it is not answered where it comes in by a Service.
func (s *side) lostAt(q Question, number int, by string) (why reason, lost bool) {
	if _, byIngress := q.Solver.Ingress(); !byIngress {
		why, lost = s.detached(q, by)
	} else if !s.mesh.LeadsTo(by, ofIngresses(s.world)) {
		why, lost = s.unledIngress(q), true
	}
	if lost {
		return why, true
	}
	ask := trace.Request{Host: q.Host, Port: 80, Path: path(number), Service: by, Tokenless: true}
	from := q.asksFrom()
	if len(from) == 0 {
		from = []netip.Addr{{}}
	}
	var first *trace.Trace
	for _, ask.From = range from {
		t := s.mesh.Follow(ask)
		if t.Verdict == trace.Arrives && slices.ContainsFunc(t.To, func(d trace.Destination) bool { return d.Host == service(q.Certificate.ID().Namespace) }) {
			return why, false
		}
		if first == nil {
			first = &t
		}
	}
	ask.From = netip.Addr{}
	anybody := s.mesh.Follow(ask)
	return untaken(first, anybody.Verdict != trace.Fails), true
}

// untaken is why what an authority asks for does not come to the solver, by how it was followed, and whether
// it comes there from elsewhere.
func untaken(t *trace.Trace, elsewhere bool) reason {
	const asked = "/.well-known/acme-challenge/*"
	why := reason{before: "proves", behind: " by HTTP-01, and the gateway answers what an authority asks for by itself", cure: "take " + asked + " out of what it answers"}
	switch {
	case t.Verdict == trace.Redirects:
		why.behind = " by HTTP-01, and port 80 redirects what an authority asks for"
		why.cure = "write: redirect: {except: [" + asked + "]} in the tier's tls, or where it proves all hosts so, solver: http01 in the topology under secrets.cert-manager"
	case t.Verdict == trace.Fails && t.Status == 403:
		why.behind, why.cure = " by HTTP-01, and access refuses what an authority asks for", "write: except: ["+asked+"] in what says access"
	case t.Verdict == trace.Fails && kept(t):
		why.behind = " by HTTP-01, and NetworkPolicies let no connection through to its solver"
		why.cure = "write: solver: http01 in the topology under secrets.cert-manager, or a policy for pods with the label " + objects.SolverLabel
	case t.Verdict == trace.Fails && elsewhere:
		why.behind, why.cure = " by HTTP-01, and an authority asks from networks that are not let in", "remove the tier's sourceRanges"
	case t.Verdict == trace.Fails:
		why.behind, why.cure = " by HTTP-01, and what an authority asks for does not come to its solver: "+t.Why, t.Cure
	case t.Verdict == trace.Arrives && len(t.To) > 0:
		why.behind = " by HTTP-01, and " + wording.Quote(t.To[0].Host) + " answers what an authority asks for in place of its solver"
		why.cure = "take " + asked + " out of its routes"
	}
	return why
}

// kept reports whether a NetworkPolicy is what keeps a request out.
func kept(t *trace.Trace) bool {
	if len(t.Hops) == 0 {
		return false
	}
	of := t.Hops[len(t.Hops)-1].Field.Object()
	return of != nil && of.ID().Kind == "NetworkPolicy"
}
