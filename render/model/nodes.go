package model

import "render/render/format"

// NodeSelector chooses nodes, by all that it says.
type NodeSelector struct {
	Labels      map[string]string `model:"labels"`
	Expressions []NodeExpression  `model:"expressions"`
}

// NodeExpression is what holds of one label of nodes.
type NodeExpression struct {
	Key      string   `model:"key"`
	Operator string   `model:"operator"`
	Values   []string `model:"values"` // of an operator that compares
}

// nodeSelectors choose nodes, a named one by its label.
func nodeSelectors(nodes []format.Node) []NodeSelector {
	var out []NodeSelector
	for i := range nodes {
		one := NodeSelector{Labels: nodes[i].Selector()}
		for _, e := range nodes[i].Expressions {
			one.Expressions = append(one.Expressions, NodeExpression{e.Key.Value, string(e.Operator.Value), format.Values(e.Values)})
		}
		out = append(out, one)
	}
	return out
}
