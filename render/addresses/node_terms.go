package addresses

import (
	"render/render/format"
	"render/render/nodes"
)

// termsOf are nodes as terms.
func termsOf(list []format.Node) (out []nodes.Term) {
	for i := range list {
		n, all := &list[i], nodes.Term{}
		if n.Name.IsSet() {
			all = append(all, nodes.Equal(format.HostnameLabel, n.Name.Value))
		}
		all = append(all, equal(n.Labels)...)
		for j := range n.Expressions {
			e := &n.Expressions[j]
			all = append(all, nodes.Requirement{Key: e.Key.Value, Operator: string(e.Operator.Value), Values: format.Values(e.Values)})
		}
		out = append(out, all)
	}
	return out
}

// equal says that labels have values.
func equal(labels []format.Pair) (out nodes.Term) {
	for _, l := range labels {
		out = append(out, nodes.Equal(l.Key.Value, l.Value.Value))
	}
	return out
}
