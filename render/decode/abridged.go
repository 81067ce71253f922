package decode

import (
	"strings"

	"render/render/format"
	"render/render/source"
)

// abridged is a value as it can be written in a line, where it is short.
func abridged(n *source.Node) string {
	if n.Kind == source.Scalar && len(n.Text) <= 40 {
		return format.YAMLWord(n.Text)
	}
	if n.Kind != source.List || len(n.Items) > 4 {
		return "..."
	}
	list := make([]string, len(n.Items))
	for i, item := range n.Items {
		if list[i] = abridged(item); list[i] == "..." {
			return "..."
		}
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// abridgedMap is an object as it can be written in a line.
func abridgedMap(n *source.Node) string {
	parts := make([]string, len(n.Keys))
	for i, k := range n.Keys {
		parts[i] = format.YAMLWord(k.Text) + ": " + abridged(n.Values[i])
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
