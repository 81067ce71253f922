// Package nodes has choices of nodes by their labels: whether nodes can be of two of them, and whether
// all of one are of another.
//
// It answers from what is written alone, and must never guess which nodes a cluster has.
package nodes

import (
	"slices"
	"strconv"
)

// Term is what holds of some nodes, all of it. A choice of nodes is a list of terms, of which
// one has to hold; nil chooses all nodes.
type Term []Requirement

// Requirement is what holds of one label of nodes, by the words of Kubernetes' node selectors:
// those of label selectors, Gt and Lt.
type Requirement struct {
	Key, Operator string
	Values        []string
}

// The operators; those that compare numbers only an affinity has.
const (
	in           = "In"
	notIn        = "NotIn"
	exists       = "Exists"
	doesNotExist = "DoesNotExist"

	greater = "Gt"
	less    = "Lt"
)

// Both are the terms that hold of nodes of two choices.
func Both(a, b []Term) []Term {
	if a == nil || b == nil {
		return append(slices.Clip(a), b...)
	}
	var out []Term
	for _, one := range a {
		for _, other := range b {
			out = append(out, append(slices.Clip(one), other...))
		}
	}
	return out
}

// Meet reports whether there may be a node that is of both choices.
func Meet(a, b []Term) bool {
	both := Both(a, b)
	return both == nil || slices.ContainsFunc(both, func(t Term) bool { return !t.HoldsOfNone() })
}

// Equal says that a label has a value.
func Equal(key, value string) Requirement { return Requirement{key, in, []string{value}} }

// of are the requirements of a label.
func (t Term) of(key string) (out Term) {
	for _, r := range t {
		if r.Key == key {
			out = append(out, r)
		}
	}
	return out
}

// values are those that a label may have, by requirements that are all its own; bounded is
// whether they are these alone.
func (t Term) values() (out []string, bounded bool) {
	for _, r := range t {
		switch {
		case r.Operator != in:
		case bounded:
			out = slices.DeleteFunc(out, func(v string) bool { return !slices.Contains(r.Values, v) })
		default:
			out, bounded = slices.Clone(r.Values), true
		}
	}
	return slices.DeleteFunc(out, func(v string) bool {
		return slices.ContainsFunc(t, func(r Requirement) bool { return !r.holds(v) })
	}), bounded
}

// holds reports whether a requirement holds of a value that a label has.
func (r Requirement) holds(value string) bool {
	has := slices.Contains(r.Values, value)
	switch r.Operator {
	case in:
		return has
	case notIn:
		return !has
	case exists:
		return true
	case greater, less:
		bound, ok := r.bound()
		n, err := strconv.Atoi(value)
		return ok && err == nil && (r.Operator == greater) == (n > bound) && n != bound
	}
	return false
}

func (r Requirement) bound() (int, bool) {
	if len(r.Values) != 1 {
		return 0, false
	}
	n, err := strconv.Atoi(r.Values[0])
	return n, err == nil
}

// needs reports whether some of the requirements, which are all of one label, ask for it to
// be there.
func (t Term) needs() bool {
	return slices.ContainsFunc(t, func(r Requirement) bool {
		return r.Operator != notIn && r.Operator != doesNotExist
	})
}

func (t Term) forbids() bool {
	return slices.ContainsFunc(t, func(r Requirement) bool { return r.Operator == doesNotExist })
}

// HoldsOfNone reports whether no node can be so.
func (t Term) HoldsOfNone() bool {
	return slices.ContainsFunc(t, func(r Requirement) bool {
		of := t.of(r.Key)
		values, bounded := of.values()
		return bounded && len(values) == 0 || of.needs() && of.forbids()
	})
}

// Implies reports whether each node that is as t says is as other says too.
func (t Term) Implies(other Term) bool {
	for _, r := range other {
		of := t.of(r.Key)
		values, bounded := of.values()
		said := slices.ContainsFunc(of, func(own Requirement) bool {
			return own.Operator == r.Operator && (r.Operator != notIn && slices.Equal(own.Values, r.Values) ||
				r.Operator == notIn && !slices.ContainsFunc(r.Values, func(v string) bool { return !slices.Contains(own.Values, v) }))
		})
		switch {
		case said:
		case r.Operator == exists && of.needs():
		case r.Operator == notIn && of.forbids():
		case bounded && !slices.ContainsFunc(values, func(v string) bool { return !r.holds(v) }):
		default:
			return false
		}
	}
	return true
}

// ImpliesOneOf reports whether each node that is as t says is as one of others says, which need
// not be the same one for all: of two names each has its own.
func (t Term) ImpliesOneOf(others []Term) bool {
	if slices.ContainsFunc(others, t.Implies) {
		return true
	}
	return slices.ContainsFunc(t, func(r Requirement) bool {
		if r.Operator != in || len(r.Values) < 2 {
			return false
		}
		return !slices.ContainsFunc(r.Values, func(value string) bool {
			one := append(slices.Clip(t), Requirement{r.Key, r.Operator, []string{value}})
			return !slices.ContainsFunc(others, one.Implies)
		})
	})
}
