package served

import (
	"slices"

	"render/render/objects"
)

// PolicyPart is what a part of a DestinationRule is for: a host or a subset of it, or a port of one.
type PolicyPart struct {
	Part
	Port int64 // 0 for all others
}

// policyOf is what a rule says of a part.
type policyOf struct {
	objects.TrafficPolicy
	of *objects.Object
}

// TrafficPolicies are what DestinationRules say of how connections are made.
type TrafficPolicies struct {
	Order   []PolicyPart // of which something is said
	by      map[PolicyPart]policyOf
	subsets map[Part]bool
}

// TrafficPolicies are those of a side, and of rules beside its own: of several for a host the
// first has each part.
func (s *Side) TrafficPolicies(beside []*objects.Object) *TrafficPolicies {
	out := &TrafficPolicies{by: map[PolicyPart]policyOf{}, subsets: map[Part]bool{}}
	for _, o := range slices.Concat(s.World.OfKind(objects.IstioNetworking, "DestinationRule"), OfKind(beside, objects.IstioNetworking, "DestinationRule")) {
		rule := objects.DestinationRule{Resource: o.Resource()}
		host := Part{Service: ServiceOf(rule.Host().Value(), o.ID().Namespace)}
		out.add(host, rule.TrafficPolicy(), o)
		for _, subset := range rule.Subsets().All() {
			to := Part{Service: host.Service, Subset: subset.Name().Value()}
			out.subsets[to] = true
			out.add(to, subset.TrafficPolicy(), o)
		}
	}
	return out
}

func (t *TrafficPolicies) add(to Part, policy objects.TrafficPolicy, of *objects.Object) {
	one := func(at PolicyPart, p objects.TrafficPolicy) {
		if _, ok := t.by[at]; !ok && p.Present() {
			t.by[at] = policyOf{p, of}
			t.Order = append(t.Order, at)
		}
	}
	one(PolicyPart{Part: to}, policy)
	for _, setting := range policy.PortLevelSettings().All() {
		if number, ok := setting.Port().Value(); ok {
			one(PolicyPart{to, number}, setting)
		}
	}
}

// Member is what is said of a part by a name, and the rule that says so. What is said of a port
// is in place of all that is said of the rest; what a subset does not say is as for its host
// (istio, pilot/pkg/networking/util, MergeTrafficPolicy).
func (t *TrafficPolicies) Member(at PolicyPart, name string) (any, *objects.Object) {
	whole := at
	whole.Subset = ""
	for _, part := range [...]PolicyPart{at, {Part: at.Part}, whole, {Part: whole.Part}} {
		p, ok := t.by[part]
		if !ok {
			continue
		}
		if value := p.At(name).Raw(); value != nil || part.Port > 0 {
			return value, p.of
		}
	}
	return nil, nil
}

// Says reports whether something is said of a part itself by a name, and not by what it is a part
// of; of a port all is.
func (t *TrafficPolicies) Says(at PolicyPart, name string) bool {
	p, ok := t.by[at]
	return ok && (at.Port > 0 || p.At(name).Present())
}

// Knows reports whether a part is there: of a subset whether a rule has it.
func (t *TrafficPolicies) Knows(at PolicyPart) bool { return at.Subset == "" || t.subsets[at.Part] }
