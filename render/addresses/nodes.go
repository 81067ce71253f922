package addresses

import "render/render/format"

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
		if n.Name.IsSet() == (len(n.Labels) > 0) {
			v.Fail("node-form", n.Origin, "a node is named, or chosen by labels", "write: its name, or {labels: {...}}")
		}
	}
}
