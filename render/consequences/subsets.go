package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// checkSubsets tells of Services, and of subsets of them, to which routes send requests, and that no
// pods are of any more: no DestinationRule has them, their labels are others, or they are asked to
// have none.
func checkSubsets(c *change) {
	seen, sent := map[served.Part]bool{}, map[served.Part]bool{}
	for o := range c.old.World.Routings() {
		for _, p := range served.PartsIn(o) {
			sent[p] = true
		}
	}
	for o := range c.new.World.Routings() {
		for _, p := range served.PartsIn(o) {
			if seen[p] {
				continue
			}
			seen[p] = true
			if idle := c.idle(p, sent[p]); len(idle) > 0 {
				what, fail := "requests", "fail with 503"
				if kind := o.ID().Kind; kind == "TCPRoute" || kind == "TLSRoute" {
					what, fail = "connections", "fail"
				}
				c.tell("pods-none", Danger, fmt.Sprintf("%s: has no pods, since 0 are asked for by %s, and %s that %s sends there %s", partTitle(p), titlesOf(idle), what, titled(o), fail),
					"give it pods first, or send no "+what+" there", append(idle, o)...)
				continue
			}
			if p.Subset == "" {
				continue // of whole Services checkEmptied tells the rest
			}
			labels, there := c.new.Subset(p)
			if len(c.old.PodsOfPart(p)) == 0 || len(c.new.PodsOfPart(p)) > 0 || slices.ContainsFunc(c.old.PodsOfPart(p), c.left) && there {
				continue
			}
			of := []*objects.Object{o}
			for _, rule := range slices.Concat(c.old.Rules(p.Service), c.new.Rules(p.Service)) {
				of = append(of, rule.Object())
			}
			if !there && slices.ContainsFunc(of, c.left) { // its DestinationRule stays
				continue
			}
			why := "no pods have its labels, " + labelsQuoted(labels)
			if !there {
				why = "no DestinationRule has it any more"
			}
			c.tell("pods-none", Danger, fmt.Sprintf("%s: %s, and requests that %s sends there fail with 503", partTitle(p), why, titled(o)),
				"take it out of the route first", of...)
		}
	}
}

// idle are what has the pods of a subset, where 0 are asked for by all of it, and requests were
// answered there, or are sent there alone from now on.
func (c *change) idle(p served.Part, sent bool) []*objects.Object {
	now, before := c.new.PodsOfPart(p), c.old.PodsOfPart(p)
	scaled := func(o *objects.Object) bool { return !scaledToNone(o) }
	_, was := c.old.World.Service(p.Namespace, p.Name)
	switch {
	case len(now) == 0 || !was || slices.ContainsFunc(now, scaled) || c.tellsOf("pods-none", now[0]):
		return nil
	case sent && !slices.ContainsFunc(before, scaled):
		return nil
	case slices.ContainsFunc(before, func(o *objects.Object) bool { return c.left(o) && scaled(o) }):
		return nil
	}
	return now
}
