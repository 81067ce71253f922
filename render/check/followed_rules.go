package check

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// hostRule is a DestinationRule as istiod keeps it.
type hostRule struct {
	objects.DestinationRule
	host     string
	exportTo []string       // sorted; of one that is for some pods its own namespace
	selector objects.Labels // of the pods that it is for
	selects  bool
}

func newHostRule(rule objects.DestinationRule) *hostRule {
	r := &hostRule{DestinationRule: rule, host: wholeHost(rule.Host().Value(), rule.ID().Namespace)}
	if selector := rule.WorkloadSelector(); selector.Present() {
		r.selector, r.selects, r.exportTo = selector.Labels(), true, []string{"."}
		return r
	}
	for _, to := range rule.ExportTo().All() {
		r.exportTo = append(r.exportTo, to.Value())
	}
	slices.Sort(r.exportTo)
	r.exportTo = slices.Compact(r.exportTo)
	return r
}

// namespace is the rule's own.
func (r *hostRule) namespace() string { return r.ID().Namespace }

// covers reports whether it is for a host.
func (r *hostRule) covers(host string) bool {
	return r.host == host || strings.HasPrefix(r.host, "*") && routing.Covers(r.host, host)
}

// mergedRule is what istiod has made of rules of one host: the first of them, to which
// the others add what it has not.
type mergedRule []*hostRule

// policy is the rule whose trafficPolicy it has; nil for none.
func (m mergedRule) policy() *hostRule {
	for _, r := range m {
		if r.TrafficPolicy().Present() {
			return r
		}
	}
	return nil
}

// subset is the rule whose subset of a name it has; nil for none.
func (m mergedRule) subset(name string) *hostRule {
	for _, r := range m {
		for _, s := range r.Subsets().All() {
			if s.Name().Value() == name {
				return r
			}
		}
	}
	return nil
}

// followedBy is what pods of a namespace, which have labels, follow of rules for a host, which
// stand by their age, the oldest first; nil where they follow none. istiod looks among those
// of the pods' namespace, of the host's, and of its own, and no further once it has found some
// (istio, pilot/pkg/model/push_context.go, destinationRule and setDestinationRules, and
// pilot/pkg/model/sidecar.go, DestinationRule).
func (c *checker) followedBy(namespace string, labels objects.Labels, host string, rules ...*hostRule) mergedRule {
	rules = slices.Clone(rules)
	slices.SortStableFunc(rules, func(a, b *hostRule) int {
		switch {
		case a.selects == b.selects:
			return 0
		case a.selects:
			return -1
		}
		return 1
	})
	own := c.merged(host, rules, func(r *hostRule) bool {
		if r.namespace() != namespace {
			return false
		}
		return namespace == c.known.IstioNamespace && c.private(r) || namespace != c.known.IstioNamespace && r.forOwn()
	})
	if len(own) > 0 {
		return chosenOf(own, namespace, labels)
	}
	for _, in := range append(c.namespacesOfHost(host), c.known.IstioNamespace) {
		out := c.merged(host, rules, func(r *hostRule) bool { return r.namespace() == in && !c.private(r) })
		out = slices.DeleteFunc(out, func(m mergedRule) bool { return !m[0].isFor(namespace) })
		if len(out) > 0 {
			return chosenOf(out, namespace, labels)
		}
	}
	return nil
}

// forOwn reports whether a rule is for its own namespace too.
func (r *hostRule) forOwn() bool { return r.isFor(r.namespace()) || slices.Contains(r.exportTo, ".") }

// isFor reports whether it names a namespace, or all.
func (r *hostRule) isFor(namespace string) bool {
	return len(r.exportTo) == 0 || slices.Contains(r.exportTo, "*") || slices.Contains(r.exportTo, namespace)
}

// private reports whether a rule is for its own namespace alone.
func (c *checker) private(r *hostRule) bool {
	if len(r.exportTo) == 0 {
		return c.known.PrivateRules
	}
	return len(r.exportTo) == 1 && (r.exportTo[0] == "." || r.exportTo[0] == r.namespace())
}

// namespacesOfHost are those of a Service, or of what says what is outside.
func (c *checker) namespacesOfHost(host string) []string {
	if short, ok := strings.CutSuffix(host, clusterDomain); ok {
		_, namespace, _ := strings.Cut(short, ".")
		return []string{namespace}
	}
	var out []string
	for entry := range c.world.ServiceEntriesOf(host) {
		out = append(out, entry.ID().Namespace)
	}
	return out
}

// merged are the rules of an index for a host, those of its own name before those of the
// longest wildcard, made one where istiod makes one of them (istio,
// pilot/pkg/model/destination_rule.go, mergeDestinationRule).
func (c *checker) merged(host string, rules []*hostRule, in func(*hostRule) bool) []mergedRule {
	nearest := ""
	for _, r := range rules {
		if in(r) && r.covers(host) && (nearest == "" || r.host == host || nearest != host && len(r.host) > len(nearest)) {
			nearest = r.host
		}
	}
	var out []mergedRule
	for _, r := range rules {
		if !in(r) || r.host != nearest {
			continue
		}
		apart := true
		for i := range out {
			first := out[i][0]
			if c.known.RulesApart {
				apart = !slices.Equal(r.exportTo, first.exportTo)
				if apart && !first.within(r) {
					continue
				}
			}
			if first.selects && r.selects && !sameLabels(first.selector, r.selector) {
				apart = true
				continue
			}
			apart = apart && first.selects != r.selects
			out[i] = append(out[i], r)
		}
		if apart {
			out = append(out, mergedRule{r})
		}
	}
	return out
}

// within reports whether another rule is for each namespace that this one names, of which
// there are some.
func (r *hostRule) within(other *hostRule) bool {
	for _, to := range r.exportTo {
		if !slices.Contains(other.exportTo, to) {
			return false
		}
	}
	return len(r.exportTo) > 0
}

func sameLabels(a, b objects.Labels) bool { return a.Match(b) && b.Match(a) }

// chosenOf is the first of those that are for pods with labels, else the last that is for all.
func chosenOf(of []mergedRule, namespace string, labels objects.Labels) (out mergedRule) {
	for _, m := range of {
		switch {
		case !m[0].selects:
			out = m
		case m[0].namespace() == namespace && labels.Match(m[0].selector):
			return m
		}
	}
	return out
}
