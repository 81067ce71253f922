package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/served"
)

// late are those that an outcome sends to which come in the same change, where the
// applier does not wait for their pods before it applies the route.
func (c *change) late(now, old served.Outcome) []served.Part {
	var out []served.Part
	for _, p := range now.To {
		p.Port = ""
		if c.hands(c.new.podsOfPart(p)) {
			continue
		}
		whole := []served.Service{p.Service}
		switch {
		case c.startsAnew(whole):
			p.Subset = ""
			if c.waits(whole, now.From, old.From) {
				continue
			}
		case p.Subset == "" || !c.subsetLate(p, now, old):
			continue
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// subsetLate reports whether all pods of a subset come with the change, and are not
// waited for. Argo CD waits; but what it deletes of the old pods goes with the wave of
// the new ones, and the old route still leads there (see pruneWave).
func (c *change) subsetLate(p served.Part, now, old served.Outcome) bool {
	pods := c.new.podsOfPart(p)
	if len(pods) == 0 || slices.ContainsFunc(pods, func(o *objects.Object) bool { return !c.comes(o) || c.tellsOf("pods-replaced", o) }) {
		return false
	}
	if c.by != ArgoCD || slices.ContainsFunc(pods, func(o *objects.Object) bool { return waveOf(o) >= waveOf(now.From) }) {
		return true
	}
	return slices.ContainsFunc(old.To, func(p served.Part) bool {
		return slices.ContainsFunc(c.old.podsOfPart(p), func(o *objects.Object) bool { return c.goes(o) && c.deletes(o) })
	})
}

// podsOfPart are the workloads whose pods are of a part of a Service: those with the
// labels of the subset beside what the Service asks for
// (https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset).
func (s *side) podsOfPart(p served.Part) []*objects.Object {
	one, ok := s.World.Service(p.Namespace, p.Name)
	if !ok {
		return nil
	}
	all := podsOf(s, one)
	if p.Subset == "" {
		return all
	}
	labels, ok := s.subset(p)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(all, func(o *objects.Object) bool {
		return !o.Workload().Template().Metadata().Labels().Labels().Match(labels)
	})
}

// subset are the labels of a subset, of the first DestinationRule of the Service that
// has it.
func (s *side) subset(p served.Part) (labels objects.Labels, ok bool) {
	if s.rules == nil {
		s.rules = map[served.Service][]objects.DestinationRule{}
		for rule := range s.World.DestinationRules() {
			to := served.ServiceOf(rule.Host().Value(), rule.ID().Namespace)
			s.rules[to] = append(s.rules[to], rule)
		}
	}
	for _, rule := range s.rules[p.Service] {
		for _, one := range rule.Subsets().All() {
			if one.Name().Value() == p.Subset {
				return one.Labels().Labels(), true
			}
		}
	}
	return nil, false
}
