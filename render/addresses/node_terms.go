package addresses

import (
	"slices"
	"strconv"

	"render/render/format"
)

// term is what holds of some nodes, all of it. A choice of nodes is a list of terms, of which
// one has to hold; nil chooses all nodes.
type term []requirement

// requirement is what holds of one label of nodes, by the words of Kubernetes' node selectors:
// those of label selectors, Gt and Lt.
type requirement struct {
	key, operator string
	values        []string
}

// The operators that only an affinity has.
const (
	nodeGreater = "Gt"
	nodeLess    = "Lt"
)

// termsOf are nodes as terms.
func termsOf(nodes []format.Node) (out []term) {
	for i := range nodes {
		n, all := &nodes[i], term{}
		if n.Name.IsSet() {
			all = append(all, requirement{format.HostnameLabel, string(format.NodeIn), []string{n.Name.Value}})
		}
		all = append(all, equal(n.Labels)...)
		for j := range n.Expressions {
			e := &n.Expressions[j]
			all = append(all, requirement{e.Key.Value, string(e.Operator.Value), format.Values(e.Values)})
		}
		out = append(out, all)
	}
	return out
}

// equal says that labels have values.
func equal(labels []format.Pair) (out term) {
	for _, l := range labels {
		out = append(out, requirement{l.Key.Value, string(format.NodeIn), []string{l.Value.Value}})
	}
	return out
}

// both are the terms that hold of nodes of two choices.
func both(a, b []term) []term {
	if a == nil || b == nil {
		return append(slices.Clip(a), b...)
	}
	var out []term
	for _, one := range a {
		for _, other := range b {
			out = append(out, append(slices.Clip(one), other...))
		}
	}
	return out
}

// of are the requirements of a label.
func (t term) of(key string) (out term) {
	for _, r := range t {
		if r.key == key {
			out = append(out, r)
		}
	}
	return out
}

// values are those that a label may have, by requirements that are all its own; bounded is
// whether they are these alone.
func (t term) values() (out []string, bounded bool) {
	for _, r := range t {
		switch {
		case r.operator != string(format.NodeIn):
		case bounded:
			out = slices.DeleteFunc(out, func(v string) bool { return !slices.Contains(r.values, v) })
		default:
			out, bounded = slices.Clone(r.values), true
		}
	}
	return slices.DeleteFunc(out, func(v string) bool {
		return slices.ContainsFunc(t, func(r requirement) bool { return !r.holds(v) })
	}), bounded
}

// holds reports whether a requirement holds of a value that a label has.
func (r requirement) holds(value string) bool {
	in := slices.Contains(r.values, value)
	switch r.operator {
	case string(format.NodeIn):
		return in
	case string(format.NodeNotIn):
		return !in
	case string(format.NodeExists):
		return true
	case nodeGreater, nodeLess:
		bound, ok := r.bound()
		n, err := strconv.Atoi(value)
		return ok && err == nil && (r.operator == nodeGreater) == (n > bound) && n != bound
	}
	return false
}

func (r requirement) bound() (int, bool) {
	if len(r.values) != 1 {
		return 0, false
	}
	n, err := strconv.Atoi(r.values[0])
	return n, err == nil
}

// needs reports whether some of the requirements, which are all of one label, ask for it to
// be there.
func (t term) needs() bool {
	return slices.ContainsFunc(t, func(r requirement) bool {
		return r.operator != string(format.NodeNotIn) && r.operator != string(format.NodeDoesNotExist)
	})
}

func (t term) forbids() bool {
	return slices.ContainsFunc(t, func(r requirement) bool { return r.operator == string(format.NodeDoesNotExist) })
}

// holdsOfNone reports whether no node can be so.
func (t term) holdsOfNone() bool {
	return slices.ContainsFunc(t, func(r requirement) bool {
		of := t.of(r.key)
		values, bounded := of.values()
		return bounded && len(values) == 0 || of.needs() && of.forbids()
	})
}

// implies reports whether each node that is as t says is as other says too.
func (t term) implies(other term) bool {
	for _, r := range other {
		of := t.of(r.key)
		values, bounded := of.values()
		said := slices.ContainsFunc(of, func(own requirement) bool {
			return own.operator == r.operator && (r.operator != string(format.NodeNotIn) && slices.Equal(own.values, r.values) ||
				r.operator == string(format.NodeNotIn) && !slices.ContainsFunc(r.values, func(v string) bool { return !slices.Contains(own.values, v) }))
		})
		switch {
		case said:
		case r.operator == string(format.NodeExists) && of.needs():
		case r.operator == string(format.NodeNotIn) && of.forbids():
		case bounded && !slices.ContainsFunc(values, func(v string) bool { return !r.holds(v) }):
		default:
			return false
		}
	}
	return true
}

// impliesOneOf reports whether each node that is as t says is as one of others says, which need
// not be the same one for all: of two names each has its own.
func (t term) impliesOneOf(others []term) bool {
	if slices.ContainsFunc(others, t.implies) {
		return true
	}
	return slices.ContainsFunc(t, func(r requirement) bool {
		if r.operator != string(format.NodeIn) || len(r.values) < 2 {
			return false
		}
		return !slices.ContainsFunc(r.values, func(value string) bool {
			one := append(slices.Clip(t), requirement{r.key, r.operator, []string{value}})
			return !slices.ContainsFunc(others, one.implies)
		})
	})
}
