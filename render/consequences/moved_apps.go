package consequences

import (
	"cmp"
	"fmt"

	"render/render/compare"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
	"render/render/wording"
)

// findMoving finds what of the old side is on the new one elsewhere.
func (c *change) findMoving() *moving {
	if c.movings != nil {
		return c.movings
	}
	out := &moving{all: c.movesAllAtOnce(), to: map[served.Service]bool{}}
	c.movings = out
	byName := map[string][]objects.Service{}
	for to := range c.new.World.Services() {
		byName[to.ID().Name] = append(byName[to.ID().Name], to)
		one := c.changes[to.Object()]
		if one == nil || one.Kind != compare.Renamed || one.Old.ID().Namespace != to.ID().Namespace {
			continue
		}
		if from, ok := c.old.World.Service(one.Old.ID().Namespace, one.Old.ID().Name); ok {
			out.renamed = append(out.renamed, moved{from, to})
		}
	}
	if out.all {
		return out
	}
	for _, from := range c.goneServices() {
		for _, to := range byName[from.ID().Name] {
			if id := to.ID(); id.Namespace != from.ID().Namespace && c.Old.Find(id) == nil {
				out.moved = append(out.moved, moved{from, to})
				out.to[served.Service{Namespace: id.Namespace, Name: id.Name}] = true
			}
		}
	}
	return out
}

// movedApps are those that move; none where all of a topology does, as by an overlay, of which no
// topology has the old ones and the new.
func (c *change) movedApps() []moved { return c.findMoving().moved }

// renamedApps are those that have another name in their namespace.
func (c *change) renamedApps() []moved { return c.findMoving().renamed }

// movesTo reports whether an app moves to a Service from another namespace.
func (c *change) movesTo(p served.Part) bool { return c.findMoving().to[p.Service] }

const helpMoved = "write the app a second time first, in the new namespace and without routes; then move its routes there, and remove the old one last"

const helpRenamed = "write the app a second time first, under its new name and without routes; then move its routes there, and remove the old one last"

const helpBeside = "policies add up: keep the old one beside it meanwhile, under another name, and delete that once nothing leads there any more"

// besideMoved is what a step brings of an app that moves.
func besideMoved(p served.Part) string {
	return fmt.Sprintf("add Service %s of namespace %s and its pods beside that of the old namespace, and wait until they are ready", wording.Quote(p.Name), wording.Quote(p.Namespace))
}

// helpShut is what to do about rules that let in or out no more what an app needs where it goes
// from; "" where they are of others too.
func (c *change) helpShut(rules []policies.Rule) string {
	help, of := "", c.movingParties()
	for i := range rules {
		r := &rules[i]
		switch away := r.By(&of.moved); {
		case away && r.Outward:
			help = cmp.Or(help, helpMoved)
		case away:
			help = "let pods of both namespaces in first, as by allowFrom, and those of the old one no more once the app has moved"
		case r.Outward && r.By(&of.renamedStopped):
			help = cmp.Or(help, "stop the app first, as its claim has it: nothing answers there then")
		case r.Outward && r.By(&of.renamed):
			help = cmp.Or(help, helpRenamed)
		case r.Outward && c.movesAll() && r.By(&of.gone):
			help = cmp.Or(help, helpBeside)
		default:
			return ""
		}
	}
	return help
}

// movingParties is for rules that are asked after checkHandovers, by which some stop before the change.
func (c *change) movingParties() *movingParties {
	of := c.findMoving()
	if of.parties != nil {
		return of.parties
	}
	out := &movingParties{}
	of.parties = out
	for _, m := range of.moved {
		out.moved.Add(partiesOf(c.old, m.from)...)
	}
	for _, m := range of.renamed {
		out.renamed.Add(partiesOf(c.old, m.from)...)
		if c.hands(podsOf(c.old, m.from)) {
			out.renamedStopped.Add(partiesOf(c.old, m.from)...)
		}
	}
	for _, s := range c.goneServices() {
		out.gone.Add(partiesOf(c.old, s)...)
		if c.hands(podsOf(c.old, s)) {
			out.goneStopped.Add(partiesOf(c.old, s)...)
		}
	}
	return out
}

// partiesWithout are who the pods are of the Services of a side that another has not.
func (s *side) partiesWithout(other *objects.World) *policies.Parties {
	if s.unshared == nil {
		s.unshared = &policies.Parties{}
		for one := range s.World.Services() {
			if other.Find(one.ID()) == nil {
				s.unshared.Add(partiesOf(s, one)...)
			}
		}
	}
	return s.unshared
}

// partiesOf are who the pods of a Service of a side are.
func partiesOf(of *side, s objects.Service) (out []policies.Party) {
	namespace := s.ID().Namespace
	for _, o := range podsOf(of, s) {
		account := cmp.Or(o.Workload().Template().Spec().ServiceAccountName().Value(), "default")
		out = append(out, policies.Party{Principal: "ns/" + namespace + "/sa/" + account, Namespace: namespace, Pods: s.Selector().Labels().String()})
	}
	return out
}

// movesAll reports whether all Gateways, and all Services that routes lead to, have other
// names or namespaces from now on, as where an overlay gives them: then no topology has
// the old ones and the new.
func (c *change) movesAll() bool { return c.findMoving().all }

func (c *change) movesAllAtOnce() bool {
	moved := 0
	for _, group := range [...]string{objects.IstioNetworking, objects.GatewayAPI} {
		for _, o := range c.old.World.OfKind(group, "Gateway") {
			if !c.goes(o) {
				return false
			}
			moved++
		}
	}
	for _, r := range c.old.World.RoutedServices() {
		if one, ok := c.old.World.Service(r.Namespace, r.Name); ok && !c.goes(one.Object()) {
			return false
		}
	}
	return moved > 0
}
