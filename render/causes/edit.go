package causes

import (
	"slices"

	"render/render/source"
)

// edit is what is changed in nodes. Nodes themselves are never changed: what an alias stands
// for is one node, and changes wherever it stands.
type edit struct {
	replace map[*source.Node]*source.Node // a value or a key
	gone    map[*source.Node]bool         // items, and members by their keys
	put     map[*source.Node][]member     // in an object
}

type member struct{ key, value *source.Node }

// joined is what either of two edits changes.
func (e edit) joined(other edit) edit {
	return edit{merged(e.replace, other.replace), merged(e.gone, other.gone), merged(e.put, other.put)}
}

func merged[K comparable, V any](a, b map[K]V) map[K]V {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := make(map[K]V, len(a)+len(b))
	for _, m := range []map[K]V{a, b} {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

// apply is a node with the changes.
func (e *edit) apply(n *source.Node) *source.Node {
	if other := e.replace[n]; other != nil {
		return other
	}
	switch n.Kind {
	case source.List:
		out := *n
		out.Items = make([]*source.Node, 0, len(n.Items))
		for _, item := range n.Items {
			if !e.gone[item] {
				out.Items = append(out.Items, e.apply(item))
			}
		}
		return &out
	case source.Map:
		out := *n
		out.Keys, out.Values = make([]*source.Node, 0, len(n.Keys)), make([]*source.Node, 0, len(n.Keys))
		for i, k := range n.Keys {
			if !e.gone[k] {
				out.Keys, out.Values = append(out.Keys, e.apply(k)), append(out.Values, e.apply(n.Values[i]))
			}
		}
		for _, m := range e.put[n] {
			out.Keys, out.Values = append(out.Keys, m.key), append(out.Values, m.value)
		}
		return &out
	}
	return n
}

// text is a topology with the changes, as YAML.
func (e *edit) text(root *source.Node) []byte {
	out := e.apply(root)
	if out.Kind != source.Map || len(out.Keys) == 0 {
		return []byte("{}\n")
	}
	return source.AppendYAML(nil, out)
}

// slot is where a node stands: in an object under a key, or in a list.
type slot struct {
	in   *source.Node
	name *source.Node // the member's key; the item itself
}

// without is the edit that leaves out what stands in the last of some slots, from the root
// on, with whatever would hold nothing any more.
func without(way []slot) edit {
	for len(way) > 1 && len(way[len(way)-1].in.Items)+len(way[len(way)-1].in.Keys) == 1 {
		way = way[:len(way)-1]
	}
	return edit{gone: map[*source.Node]bool{way[len(way)-1].name: true}}
}

// plain is a scalar as it is written, and quoted one that is text in any case.
func plain(text string) *source.Node  { return &source.Node{Text: text} }
func quoted(text string) *source.Node { return &source.Node{Text: text, Quoted: true} }

// in puts a node into objects of one member each, the first key the outermost.
func in(keys []string, n *source.Node) *source.Node {
	for _, key := range slices.Backward(keys) {
		n = &source.Node{Kind: source.Map, Keys: []*source.Node{plain(key)}, Values: []*source.Node{n}}
	}
	return n
}

// mark marks a node with all in it.
func mark(n *source.Node, marked map[*source.Node]bool) {
	marked[n] = true
	for _, list := range [...][]*source.Node{n.Keys, n.Values, n.Items} {
		for _, inner := range list {
			mark(inner, marked)
		}
	}
}
