package check

import (
	"reflect"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// checkRulesOfHost tells of DestinationRules of the user's which gateways do not follow, for
// they follow one of the library's for the host, or one of the user's; and of such for which
// they no longer follow the library's.
func checkRulesOfHost(c *checker) {
	var own, added []*hostRule
	for rule := range c.world.DestinationRules() {
		if c.added(rule.Object()) {
			added = append(added, newHostRule(rule))
		} else {
			own = append(own, newHostRule(rule))
		}
	}
	byHost := map[string][]*hostRule{}
	for _, rule := range own {
		byHost[rule.host] = append(byHost[rule.host], rule)
	}
	for _, rule := range added {
		near := byHost[rule.host]
		if strings.HasPrefix(rule.host, "*") {
			near = own
		}
		for _, other := range near {
			if rule.covers(other.host) && other.ID() != rule.ID() {
				c.besideRendered(rule, other)
			}
		}
		if !rule.selects {
			byHost[rule.host] = append(byHost[rule.host], rule)
		}
	}
}

// besideRendered tells what becomes of a rule of the user's beside another of its host.
func (c *checker) besideRendered(rule, other *hostRule) {
	namespace := other.namespace()
	if c.added(other.Object()) && rule.namespace() != namespace {
		return // each for whom it is meant
	}
	for _, labels := range c.podsFollowing(other) {
		follow := func(rules ...*hostRule) mergedRule { return c.followedBy(namespace, labels, other.host, rules...) }
		if len(follow(other)) == 0 {
			continue
		}
		t := twoRules{checker: c, rule: rule, other: other, meant: len(follow(rule)) > 0, older: follow(rule, other), younger: follow(other, rule)}
		if t.tell() {
			return
		}
	}
}

// podsFollowing are the labels of the gateways that may follow a rule, each.
func (c *checker) podsFollowing(rule *hostRule) []objects.Labels {
	var out []objects.Labels
	for _, p := range c.proxies.list {
		if c.namespaceOf(p) == rule.namespace() {
			out = append(out, p.labels.With(rule.selector))
		}
	}
	if len(out) == 0 {
		out = append(out, rule.selector)
	}
	return out
}

// twoRules are one of the user's and another of its host, and what gateways in the namespace
// of that one follow, where the user's is the older object, and where it is the younger.
type twoRules struct {
	*checker
	rule, other    *hostRule
	meant          bool // they would follow the user's, were it alone
	older, younger mergedRule
}

const (
	mendInto = "write into that one what this one is to change, by a mixin or an overlay"
	mendRule = mendInto + ", and remove this one"
)

// tell reports whether there was anything to tell.
func (t *twoRules) tell() bool {
	name, host := t.other.ID().String(), wording.Quote(t.other.host)
	gateways := t.clients()
	switch older, younger := t.older.has(t.rule), t.younger.has(t.rule); {
	case len(t.older) == 0 || len(t.younger) == 0:
		t.warn("object-twice", t.rule.WorkloadSelector().Field, "spec.workloadSelector: Istio takes "+name+" into this rule for host "+host+", and "+gateways+" which it does not choose follow neither", mendRule)
	case !t.older.has(t.other) && !t.younger.has(t.other):
		t.warn("object-twice", t.rule.Host().Field, "spec.host: "+gateways+" follow this rule, and "+name+" for host "+host+" no more", mendRule)
	case !t.older.has(t.other):
		t.warn("object-twice", t.rule.Host().Field, "spec.host: of this rule and "+name+" for host "+host+" "+gateways+" follow the older object alone", mendRule)
	case !t.younger.has(t.other):
		t.warn("object-twice", t.rule.Host().Field, "spec.host: of this rule and "+name+" for host "+host+" "+gateways+" follow the younger object alone", mendRule)
	case !t.meant, !older && !younger && !t.lacks():
		return false
	case !older && !younger:
		t.warn("object-twice", t.rule.Host().Field, "spec.host: "+gateways+" follow "+name+" for host "+host+", and this rule not", t.otherwise())
	default:
		return t.tellMerged()
	}
	return true
}

// clients are those whom it is about.
func (t *twoRules) clients() string {
	for _, p := range t.proxies.list {
		if t.namespaceOf(p) == t.other.namespace() {
			return "gateways of namespace " + wording.Quote(t.other.namespace())
		}
	}
	return "pods of namespace " + wording.Quote(t.other.namespace())
}

// otherwise is what to do where the gateways do not follow a rule that may be for others too.
func (t *twoRules) otherwise() string {
	mend := mendRule
	if t.rule.host != t.other.host {
		mend = mendInto // which holds for other hosts
	}
	switch {
	case t.rule.namespace() != t.other.namespace():
		return mend + `; or write exportTo: ["."], if it is for its own namespace alone`
	case t.other.selects:
		return mend + "; or write workloadSelector, if it is for other pods than the gateways'"
	}
	return mend
}

// has reports whether anything of a rule is in what is followed.
func (m mergedRule) has(rule *hostRule) bool {
	for _, r := range m {
		if r == rule {
			return true
		}
	}
	return false
}

// lacks reports whether the rule that is followed has nothing of something that the user's
// has.
func (t *twoRules) lacks() bool {
	policy := t.other.TrafficPolicy()
	for _, member := range t.rule.TrafficPolicy().Members() {
		if !policy.At(member.Key).Present() {
			return true
		}
	}
	for _, s := range t.rule.Subsets().All() {
		if (mergedRule{t.other}).subset(s.Name().Value()) == nil {
			return true
		}
	}
	return false
}

// tellMerged tells of what both have, where Istio makes one rule of them.
func (t *twoRules) tellMerged() bool {
	name, host := t.other.ID().String(), wording.Quote(t.other.host)
	if policy := t.rule.TrafficPolicy(); policy.Present() && t.other.TrafficPolicy().Present() {
		t.warn("object-twice", policy.Field, "spec.trafficPolicy: "+name+" has one for host "+host+" too, and Istio follows "+t.winner(mergedRule.policy), mendRule)
		return true
	}
	for _, s := range t.rule.Subsets().All() {
		subset := s.Name().Value()
		for _, same := range t.other.Subsets().All() {
			if same.Name().Value() == subset && !reflect.DeepEqual(same.Raw(), s.Raw()) {
				t.warn("object-twice", s.Field, s.Path()+": "+name+" has a subset "+wording.Quote(subset)+" for host "+host+" too, and Istio follows "+
					t.winner(func(m mergedRule) *hostRule { return m.subset(subset) }), mendRule)
				return true
			}
		}
	}
	if !t.older.has(t.rule) && t.lacks() {
		t.warn("object-twice", t.rule.Host().Field, "spec.host: "+t.clients()+" follow "+name+" for host "+host+", and this rule not, where it is the older object", mendRule)
		return true
	}
	return false
}

// winner says of which of the two something is followed.
func (t *twoRules) winner(of func(mergedRule) *hostRule) string {
	switch older, younger := of(t.older) == t.rule, of(t.younger) == t.rule; {
	case older && younger:
		return "this one's alone"
	case older:
		return "that of the older object alone"
	case younger:
		return "that of the younger object alone"
	}
	return "that one's alone"
}
