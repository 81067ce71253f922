package consequences

import (
	"fmt"
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
	"render/render/wording"
)

// tell tells of all, and has a step keep them.
func (p *prunedFirst) tell() {
	for i := range p.list {
		e := &p.list[i]
		older, newer := titledApart(e.o, e.next)
		until := "is there"
		if p.changes[e.next].Old != nil && !p.comes(e.next) {
			until = "is changed"
		}
		help := p.keep(e)
		if e.step != "" { // kept it would get requests by its share of all pods
			help = "have no requests go there before, weight: 0, in a step of its own"
		}
		p.change.tell("pruned-first", Warning, fmt.Sprintf("%s: Argo CD deletes it before %s %s: %s meanwhile", older, newer, until, fmt.Sprintf(e.what, fewListed(e.whose))),
			help, e.o, e.next)
		if e.step != "" {
			p.steps.Need(beforehand, e.step)
			continue
		}
		for _, title := range append([]string{p.keptTitle(e.o)}, p.keptBehind(e)...) {
			p.keepFirst(title, nil)
		}
	}
}

// keep is what to do about an object that is deleted too early.
func (p *prunedFirst) keep(e *early) string {
	what, all := "it", "it"
	if behind := p.keptBehind(e); len(behind) > 0 {
		what, all = "it and "+fewListed(behind), "them"
	}
	return fmt.Sprintf("take %s out in a step of its own; or, where all else of the Application is healthy, which Argo CD waits for then, annotate %s in the cluster before: %s: PruneLast=true", what, all, argoOptions)
}

// keptTitle is an object that a step keeps, as it is called there.
func (p *prunedFirst) keptTitle(o *objects.Object) string {
	one, ok := p.old.World.Service(o.ID().Namespace, o.ID().Name)
	if !ok || one.Object() != o {
		return titled(o)
	}
	gone := slices.DeleteFunc(slices.Clone(podsOf(p.old, one)), func(o *objects.Object) bool { return !p.goes(o) })
	switch {
	case len(gone) == 0:
		return titled(o)
	case slices.ContainsFunc(gone, p.isGuarded):
		return titled(o) + " with its pods and their policies"
	}
	return titled(o) + " and its pods"
}

// isGuarded reports whether policies for pods of the old side are deleted with them: without these, pods that a step
// keeps would be open to all meanwhile.
func (p *prunedFirst) isGuarded(o *objects.Object) bool {
	if p.guards == nil {
		for _, action := range [...]string{"ALLOW", "DENY", "CUSTOM"} {
			p.guards = append(p.guards, p.authorized(action).old)
		}
		for _, way := range [...]string{policies.Ingress, policies.Egress} {
			p.guards = append(p.guards, p.connected(way).old)
		}
	}
	return slices.ContainsFunc(p.guards, func(of access.Chosen) bool {
		list, _ := of(access.TargetOf(o.Workload()))
		return slices.ContainsFunc(list, func(one *objects.Object) bool { return p.goes(one) && p.deletes(one) })
	})
}

// keptBehind are the Services to which a route that has to be kept leads, and which go too.
func (p *prunedFirst) keptBehind(e *early) []string {
	var out []string
	for _, to := range p.leadsOf(e.o) {
		if one, ok := p.old.World.Service(to.Namespace, to.Name); ok && p.goes(one.Object()) && p.deletes(one.Object()) {
			out = append(out, p.keptTitle(one.Object()))
		}
	}
	return out
}

// leadsOf are the Services to which a route of the old side sends requests or connections.
func (p *prunedFirst) leadsOf(o *objects.Object) []served.Service {
	if p.leads == nil {
		p.leads = map[*objects.Object][]served.Service{}
		for _, a := range p.old.Answers() {
			for _, to := range a.Services {
				p.leads[a.Object] = served.AppendService(p.leads[a.Object], to)
			}
		}
		connections := p.old.OwnPassages()
		for _, at := range connections.Order {
			to := connections.By[at]
			for _, part := range to.To {
				p.leads[to.From] = served.AppendService(p.leads[to.From], part.Service)
			}
		}
	}
	return p.leads[o]
}

// checkVersions finds versions whose pods, or whose DestinationRules, are deleted before a route leads
// there no more.
func (p *prunedFirst) checkVersions(was, is served.Answer) {
	for _, part := range served.SubsetsIn(was.Object) {
		if slices.Contains(served.SubsetsIn(is.Object), part) {
			continue
		}
		pods := p.old.PodsOfPart(part)
		for _, list := range [...][]*objects.Object{pods, p.old.RulesOf(part)} {
			if len(pods) == 0 || slices.ContainsFunc(list, func(o *objects.Object) bool { return !p.before(o, is.Object) }) {
				continue
			}
			for _, o := range list {
				one := p.add(o, is.Object, "requests for %s fail with 503", wording.Quote(is.Host))
				if slices.Contains(pods, o) && slices.ContainsFunc(served.PartsIn(is.Object), func(to served.Part) bool { return to == served.Part{Service: part.Service} }) {
					one.step = "have requests for " + partTitle(part) + " go to other versions, by weight: 0"
				}
			}
		}
	}
}
