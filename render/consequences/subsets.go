package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkSubsets tells of subsets of Services to which routes send requests, and that no pods are
// of any more: no DestinationRule has them, their labels are others, or they are asked to have none.
func checkSubsets(c *change) {
	seen, sent := map[served.Part]bool{}, map[served.Part]bool{}
	for v := range c.old.World.VirtualServices() {
		for _, p := range subsetsIn(v.Object()) {
			sent[p] = true
		}
	}
	for v := range c.new.World.VirtualServices() {
		for _, p := range subsetsIn(v.Object()) {
			if seen[p] {
				continue
			}
			seen[p] = true
			if idle := c.idle(p, sent[p]); len(idle) > 0 {
				c.tell("pods-none", Danger, fmt.Sprintf("subset %s of Service %s: has no pods, since 0 are asked for by %s, and requests that %s sends there fail with 503", wording.Quote(p.Subset), wording.Quote(p.Name), titlesOf(idle), titled(v.Object())),
					"give it pods first, or send no requests there", append(idle, v.Object())...)
				continue
			}
			labels, there := c.new.subset(p)
			if len(c.old.podsOfPart(p)) == 0 || len(c.new.podsOfPart(p)) > 0 || slices.ContainsFunc(c.old.podsOfPart(p), c.left) && there {
				continue
			}
			of := []*objects.Object{v.Object()}
			for _, rule := range slices.Concat(c.old.rules[p.Service], c.new.rules[p.Service]) {
				of = append(of, rule.Object())
			}
			if !there && slices.ContainsFunc(of, c.left) { // its DestinationRule stays
				continue
			}
			why := "no pods have its labels, " + labelsQuoted(labels)
			if !there {
				why = "no DestinationRule has it any more"
			}
			c.tell("pods-none", Danger, fmt.Sprintf("subset %s of Service %s: %s, and requests that %s sends there fail with 503", wording.Quote(p.Subset), wording.Quote(p.Name), why, titled(v.Object())),
				"take it out of the route first", of...)
		}
	}
}

// idle are what has the pods of a subset, where 0 are asked for by all of it, and requests were
// answered there, or are sent there alone from now on.
func (c *change) idle(p served.Part, sent bool) []*objects.Object {
	now, before := c.new.podsOfPart(p), c.old.podsOfPart(p)
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

// subsetsIn are the subsets of Services to which a VirtualService sends requests: of several each
// that has a share of them.
func subsetsIn(o *objects.Object) []served.Part {
	var out []served.Part
	spec := o.Resource().Spec()
	for _, kind := range [...]string{"http", "tls", "tcp"} {
		for _, route := range spec.At(kind).Items().All() {
			several := route.At("route").Items().Len() > 1
			for _, to := range route.At("route").Items().All() {
				if weight, _ := wholeAt(to, "weight"); several && weight == 0 {
					continue
				}
				if subset := textAt(to.At("destination"), "subset"); subset != "" {
					out = append(out, served.Part{Service: served.ServiceOf(textAt(to.At("destination"), "host"), o.ID().Namespace), Subset: subset})
				}
			}
		}
	}
	return out
}
