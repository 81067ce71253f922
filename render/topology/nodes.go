package topology

import (
	"maps"
	"slices"
	"strings"
)

// nodes checks the nodes of a tier or of a router. MetalLB refuses a list in
// which two items choose alike.
func (v *validator) nodes(list []Node) {
	seen := map[string]Origin{}
	for i := range list {
		n := &list[i]
		key := n.labelText()
		if first, ok := seen[key]; ok && key != "" {
			v.fail(n.Origin, "chooses the same nodes as another item, which MetalLB refuses", "remove one of the two", first.related())
		}
		seen[key] = n.Origin
		if n.Name.IsSet() == (len(n.Labels) > 0) {
			v.fail(n.Origin, "a node is named, or chosen by labels", "write: its name, or {labels: {...}}")
		}
	}
}

// nodeSelectors are the labels of nodes, a named one's by its name.
func nodeSelectors(nodes []Node) []map[string]string {
	var out []map[string]string
	for _, n := range nodes {
		out = append(out, n.labels())
	}
	return out
}

// labels are those that a node is chosen by.
func (n *Node) labels() map[string]string {
	if n.Name.IsSet() {
		return map[string]string{"kubernetes.io/hostname": n.Name.Value}
	}
	return pairs(n.Labels)
}

// labelText is the same for nodes that are chosen alike.
func (n *Node) labelText() string {
	labels := n.labels()
	var text strings.Builder
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		text.WriteString(key + "=" + labels[key] + "\n")
	}
	return text.String()
}
