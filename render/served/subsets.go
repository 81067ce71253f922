package served

import (
	"slices"

	"render/render/objects"
)

// PodsOf are the workloads whose pods a Service chooses.
func (s *Side) PodsOf(one objects.Service) []*objects.Object {
	selector := one.Selector().Labels()
	if len(selector) == 0 {
		return nil
	}
	var out []*objects.Object
	for w := range s.World.PodsOf(one.ID().Namespace, selector) {
		out = append(out, w.Object())
	}
	return out
}

// PodsOfPart are the workloads whose pods are of a part of a Service: those with the
// labels of the subset beside what the Service asks for
// (https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset).
func (s *Side) PodsOfPart(p Part) []*objects.Object {
	one, ok := s.World.Service(p.Namespace, p.Name)
	if !ok {
		return nil
	}
	all := s.PodsOf(one)
	if p.Subset == "" {
		return all
	}
	labels, ok := s.Subset(p)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(all, func(o *objects.Object) bool {
		return !o.Workload().Template().Metadata().Labels().Labels().Match(labels)
	})
}

// Rules are the DestinationRules of a Service.
func (s *Side) Rules(of Service) []objects.DestinationRule {
	if s.rules == nil {
		s.rules = map[Service][]objects.DestinationRule{}
		for rule := range s.World.DestinationRules() {
			to := ServiceOf(rule.Host().Value(), rule.ID().Namespace)
			s.rules[to] = append(s.rules[to], rule)
		}
	}
	return s.rules[of]
}

// Subset are the labels of a subset, of the first DestinationRule of the Service that
// has it.
func (s *Side) Subset(p Part) (labels objects.Labels, ok bool) {
	for _, rule := range s.Rules(p.Service) {
		for _, one := range rule.Subsets().All() {
			if one.Name().Value() == p.Subset {
				return one.Labels().Labels(), true
			}
		}
	}
	return nil, false
}

// RulesOf are the DestinationRules that have a subset.
func (s *Side) RulesOf(p Part) (out []*objects.Object) {
	for _, rule := range s.Rules(p.Service) {
		for _, one := range rule.Subsets().All() {
			if one.Name().Value() == p.Subset {
				out = append(out, rule.Object())
			}
		}
	}
	return out
}
