package acme

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/trace"
	"render/render/wording"
)

// side is the objects through which questions of HTTP-01 are followed, with all that is made to answer
// them.
type side struct {
	world     *objects.World
	questions []Question
	made      []*presented
	plain     *trace.Mesh // without what is made
	mesh      *trace.Mesh
}

// ask adds a question.
func (s *side) ask(q Question) {
	s.questions = append(s.questions, q)
	s.made = append(s.made, present(s.world, q, len(s.made)))
}

// unanswered are those that nobody answers.
func (s *side) unanswered() (out []Unanswered) {
	if len(s.questions) == 0 {
		return nil
	}
	var list []manifest.Manifest
	for _, p := range s.made {
		list = append(list, p.list...)
	}
	s.plain, s.mesh = trace.New(s.world, trace.Known{}), trace.New(s.world.With(list), trace.Known{})
	for i, q := range s.questions {
		if why, lost := s.lost(q, s.made[i]); lost {
			out = append(out, unanswered(s.world, q, why))
		}
	}
	return out
}

// lost is why nobody answers a question. A host that no gateway serves may lead wherever its DNS says, and
// of one that several serve it is enough that one does.
func (s *side) lost(q Question, p *presented) (why reason, lost bool) {
	_, byIngress := q.Solver.Ingress()
	if !byIngress && len(q.Solver.parents(q.Certificate)) == 0 {
		return why, false // an Ingress of somebody's, which is led elsewhere
	}
	for _, service := range s.plain.Serving(q.Host) {
		of, is := s.lostAt(q, p, service)
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
func (s *side) lostAt(q Question, p *presented, service string) (why reason, lost bool) {
	if p.gateway != (manifest.ID{}) && !s.mesh.LeadsTo(service, p.gateway) {
		return s.unledIngress(q), true
	}
	if p.gateway == (manifest.ID{}) {
		if why, lost = s.detached(q, service); lost {
			return why, true
		}
	}
	ask := trace.Request{Host: q.Host, Port: 80, Path: p.path, Service: service, Tokenless: true}
	from := q.asksFrom()
	if len(from) == 0 {
		from = []netip.Addr{{}}
	}
	var first *trace.Trace
	for _, ask.From = range from {
		t := s.mesh.Follow(ask)
		if t.Verdict == trace.Arrives && slices.ContainsFunc(t.To, func(d trace.Destination) bool { return d.Host == p.service }) {
			return why, false
		}
		if first == nil {
			first = &t
		}
	}
	ask.From = netip.Addr{}
	anybody := s.mesh.Follow(ask)
	return untaken(first, p, anybody.Verdict != trace.Fails), true
}

// untaken is why what an authority asks for does not come to the solver, by how it was followed, and whether
// it comes there from elsewhere.
func untaken(t *trace.Trace, p *presented, elsewhere bool) reason {
	const path = "/.well-known/acme-challenge/*"
	why := reason{before: "proves", behind: " by HTTP-01, and the gateway answers what an authority asks for by itself", cure: "take " + path + " out of what it answers"}
	switch {
	case t.Verdict == trace.Redirects:
		why.behind = " by HTTP-01, and port 80 redirects what an authority asks for"
		why.cure = "write: redirect: {except: [" + path + "]} in the tier's tls, or where it proves all hosts so, solver: http01 in the topology under secrets.cert-manager"
	case t.Verdict == trace.Fails && t.Status == 403:
		why.behind, why.cure = " by HTTP-01, and access refuses what an authority asks for", "write: except: ["+path+"] in what says access"
	case t.Verdict == trace.Fails && kept(t):
		why.behind = " by HTTP-01, and NetworkPolicies let no connection through to its solver"
		why.cure = "write: solver: http01 in the topology under secrets.cert-manager, or a policy for pods with the label " + objects.SolverLabel
	case t.Verdict == trace.Fails && elsewhere:
		why.behind, why.cure = " by HTTP-01, and an authority asks from networks that are not let in", "remove the tier's sourceRanges"
	case t.Verdict == trace.Fails:
		why.behind, why.cure = " by HTTP-01, and what an authority asks for does not come to its solver: "+strings.ReplaceAll(t.Why, p.name, solverName), t.Cure
	case t.Verdict == trace.Arrives && len(t.To) > 0:
		why.behind = " by HTTP-01, and " + wording.Quote(t.To[0].Host) + " answers what an authority asks for in place of its solver"
		why.cure = "take " + path + " out of its routes"
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
