package addresses

import (
	"render/render/format"
	"render/render/wording"
)

// checkNodes checks the nodes of a tier or of a router. MetalLB refuses a list in
// which two items choose alike.
func (v *verdict) checkNodes(list []format.Node) {
	seen := map[string]format.Origin{}
	for i := range list {
		n := &list[i]
		key := n.LabelText()
		if first, ok := seen[key]; ok && key != "" {
			v.Fail("node-form", n.Origin, "chooses the same nodes as another item, which MetalLB refuses", "remove one of the two", first)
		}
		seen[key] = n.Origin
		if n.Name.IsSet() == (len(n.Labels)+len(n.Expressions) > 0) {
			v.Fail("node-form", n.Origin, "a node is named, or chosen by labels", "write: its name, or {labels: {...}}")
		}
		v.checkExpressions(n.Expressions)
	}
}

// checkExpressions checks what is to hold of nodes' labels, as MetalLB reads it
// (internal/config, validateLabelSelectorMatchExpressions).
func (v *verdict) checkExpressions(list []format.NodeExpression) {
	seen := map[string]format.Origin{}
	for i := range list {
		e := &list[i]
		first, twice := seen[e.Text()]
		seen[e.Text()] = e.Origin
		switch operator := e.Operator.Value; {
		case e.Operator.IsWrong() || !e.Operator.IsSet():
		case operator.Compares() && len(e.Values) == 0:
			v.Fail("node-form", e.Operator.Origin, string(operator)+" compares with values, and there are none", "write values: [...] beside it, or operator: Exists")
		case !operator.Compares() && len(e.Values) > 0:
			v.Fail("node-form", e.Values[0].Origin, string(operator)+" compares with no values", "remove them, or write operator: In", e.Operator.Origin)
		case twice:
			v.Fail("value-twice", e.Origin, "says the same as another item, which MetalLB refuses", "remove one of the two", first)
		}
		values := map[string]format.Origin{}
		for _, t := range e.Values {
			if first, twice := values[t.Value]; twice {
				v.Fail("value-twice", t.Origin, wording.Quote(t.Value)+" is there twice, which MetalLB refuses", "remove one of the two", first)
			}
			values[t.Value] = t.Origin
		}
	}
}
