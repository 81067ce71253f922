package source

import (
	"encoding/json"
	"strings"
)

// AppendYAML writes a node as YAML, an object's members and a list's items each
// on a line of its own. A plain scalar stays as it was written; what an alias stands for
// is written out.
func AppendYAML(dst []byte, n *Node) []byte { return appendNode(dst, n, 0) }

func appendNode(dst []byte, n *Node, depth int) []byte {
	indent := strings.Repeat("  ", depth)
	switch n.Kind {
	case Map:
		for i, k := range n.Keys {
			if i > 0 || depth == 0 || dst[len(dst)-1] == '\n' {
				dst = append(dst, indent...)
			}
			dst = append(appendScalar(dst, k), ':')
			dst = appendValue(dst, n.Values[i], depth)
		}
	case List:
		for _, item := range n.Items {
			dst = append(append(dst, indent...), '-')
			if item.Kind == Map && len(item.Keys) > 0 {
				dst = appendNode(append(dst, ' '), item, depth+1)
			} else {
				dst = appendValue(dst, item, depth)
			}
		}
	default:
		dst = append(appendScalar(dst, n), '\n')
	}
	return dst
}

// appendValue writes what stands behind a key or a dash, and the end of the
// line.
func appendValue(dst []byte, n *Node, depth int) []byte {
	switch {
	case n.Kind == Map && len(n.Keys) == 0:
		return append(dst, " {}\n"...)
	case n.Kind == List && len(n.Items) == 0:
		return append(dst, " []\n"...)
	case n.Kind == Scalar:
		return append(appendScalar(append(dst, ' '), n), '\n')
	}
	return appendNode(append(dst, '\n'), n, depth+1)
}

// appendScalar writes a plain scalar as it is, unless it went on in another line.
func appendScalar(dst []byte, n *Node) []byte {
	if !n.Quoted && !strings.Contains(n.Text, "\n") {
		return append(dst, n.Text...)
	}
	text, err := json.Marshal(n.Text)
	if err != nil {
		panic(err) // text is always JSON
	}
	return append(dst, text...)
}
