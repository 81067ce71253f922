package served

import (
	"cmp"
	"slices"
	"strings"

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

// TrafficPolicies are what DestinationRules say of how some clients' connections are made.
type TrafficPolicies struct {
	Order   []PolicyPart // of which something is said
	by      map[PolicyPart]policyOf
	subsets map[Part]bool
	rules   map[Service]*objects.Object // the first of those that are taken for each
}

// Rule is the first rule by which clients speak to a Service; nil for none.
func (t *TrafficPolicies) Rule(to Service) *objects.Object { return t.rules[to] }

// TrafficPolicies are those of a side, and of rules beside its own, for clients of a namespace; of "" for
// those of each Service's own. One namespace's rules are taken for a host, and of these the first has each part.
func (s *Side) TrafficPolicies(beside []*objects.Object, from string) *TrafficPolicies {
	out := &TrafficPolicies{by: map[PolicyPart]policyOf{}, subsets: map[Part]bool{}, rules: map[Service]*objects.Object{}}
	sight := sight{s.World, from, s.World.RootNamespace(), s.World.MeshConfig().ExportsRules()}
	nearest := map[Service]int{}
	all := slices.Concat(s.World.OfKind(objects.IstioNetworking, "DestinationRule"), OfKind(beside, objects.IstioNetworking, "DestinationRule"))
	for _, o := range all {
		rule := objects.DestinationRule{Resource: o.Resource()}
		host := HostOf(rule.Host().Value(), o.ID().Namespace)
		if far := sight.of(rule, host); far > 0 && (nearest[host] == 0 || far < nearest[host]) {
			nearest[host], out.rules[host] = far, o
		}
	}
	for _, o := range all {
		rule := objects.DestinationRule{Resource: o.Resource()}
		host := Part{Service: HostOf(rule.Host().Value(), o.ID().Namespace)}
		if far := sight.of(rule, host.Service); far == 0 || far > nearest[host.Service] {
			continue
		}
		out.add(host, rule.TrafficPolicy(), o)
		for _, subset := range rule.Subsets().All() {
			to := Part{Service: host.Service, Subset: subset.Name().Value()}
			out.subsets[to] = true
			out.add(to, subset.TrafficPolicy(), o)
		}
	}
	return out
}

// sight is how clients of a namespace see rules.
type sight struct {
	world      *objects.World
	from, root string
	byDefault  []string
}

// of is how far a rule for a host is from the clients, 0 where they do not see it. What is in their own
// namespace goes first, in the root namespace only where it is for that alone; then what is in the host's, then
// what is in the root namespace (istio, pilot/pkg/model/push_context.go, destinationRule).
func (s sight) of(rule objects.DestinationRule, host Service) int {
	name := rule.Host().Value()
	if _, there := s.world.Service(host.Namespace, host.Name); !there && strings.Contains(name, ".") && !strings.HasSuffix(name, ".svc.cluster.local") {
		host.Namespace = "" // outside the cluster, as far as is known
	}
	own, from := rule.ID().Namespace, cmp.Or(s.from, host.Namespace)
	to := rule.Namespaces(s.byDefault)
	seen := from == "" || slices.Contains(to, "*") || slices.Contains(to, from)
	switch {
	case own == from && (own != s.root || slices.Equal(to, []string{own})):
		return 1
	case seen && (own == host.Namespace || host.Namespace == ""):
		return 2
	case seen && own == s.root:
		return 3
	}
	return 0
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
