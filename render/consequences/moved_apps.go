package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
	"render/render/wording"
)

// moved is a Service that goes while another comes in its place: that of an app which moves to another
// namespace, or has another name from now on. A topology may have both, since an app's name is its own in
// a namespace.
type moved struct{ from, to objects.Service }

// movedApps are those that move; none where all of a topology does, as by an overlay, of which no
// topology has the old ones and the new.
func (c *change) movedApps() (out []moved) {
	if c.movesAll() {
		return nil
	}
	for _, from := range c.goneServices() {
		for to := range c.new.World.Services() {
			if id := to.ID(); id.Name == from.ID().Name && id.Namespace != from.ID().Namespace && c.Old.Find(id) == nil {
				out = append(out, moved{from, to})
			}
		}
	}
	return out
}

// renamedApps are those that have another name in their namespace.
func (c *change) renamedApps() (out []moved) {
	for to := range c.new.World.Services() {
		one := c.changes[to.Object()]
		if one == nil || one.Kind != compare.Renamed || one.Old.ID().Namespace != to.ID().Namespace {
			continue
		}
		if from, ok := c.old.World.Service(one.Old.ID().Namespace, one.Old.ID().Name); ok {
			out = append(out, moved{from, to})
		}
	}
	return out
}

// movesTo reports whether an app moves to a Service from another namespace.
func (c *change) movesTo(p served.Part) bool {
	return slices.ContainsFunc(c.movedApps(), func(m moved) bool {
		return m.to.ID().Name == p.Name && m.to.ID().Namespace == p.Namespace
	})
}

const helpMoved = "write the app a second time first, in the new namespace and without routes; then move its routes there, and remove the old one last"

const helpRenamed = "write the app a second time first, under its new name and without routes; then move its routes there, and remove the old one last"

const helpBeside = "policies add up: keep the old one beside it meanwhile, under another name, and delete that once nothing leads there any more"

// besideMoved is what a step brings of an app that moves.
func besideMoved(p served.Part) string {
	return fmt.Sprintf("add Service %s of namespace %s and its pods beside that of the old namespace", wording.Quote(p.Name), wording.Quote(p.Namespace))
}

// helpShut is what to do about rules that let in or out no more what an app needs where it goes
// from; "" where they are of others too.
func (c *change) helpShut(rules []policies.Rule) string {
	help := ""
	movedApps, renamed := c.movedApps(), c.renamedApps()
	for i := range rules {
		goes := func(m moved) bool { return rules[i].By(partiesOf(c.old, m.from)) }
		stops := func(m moved) bool { return goes(m) && c.hands(podsOf(c.old, m.from)) }
		switch away := slices.ContainsFunc(movedApps, goes); {
		case away && rules[i].Outward:
			help = cmp.Or(help, helpMoved)
		case away:
			help = "let pods of both namespaces in first, as by allowFrom, and those of the old one no more once the app has moved"
		case rules[i].Outward && slices.ContainsFunc(renamed, stops):
			help = cmp.Or(help, "stop the app first, as its claim has it: nothing answers there then")
		case rules[i].Outward && slices.ContainsFunc(renamed, goes):
			help = cmp.Or(help, helpRenamed)
		case rules[i].Outward && c.movesAll() && slices.ContainsFunc(c.goneServices(), func(s objects.Service) bool { return rules[i].By(partiesOf(c.old, s)) }):
			help = cmp.Or(help, helpBeside)
		default:
			return ""
		}
	}
	return help
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
func (c *change) movesAll() bool {
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
