package objects

import (
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// layout is where an object and what is in it stand in their text. It has the
// object's own shape, so that the way through the one is the way through the
// other, and rendered objects, which have none, pay nothing for it.
type layout struct {
	line, column, length int32
	inside               []layout // of members or items, in their order
}

// layoutOf lays a value beside the node that it was read from. A member whose key
// is not spelled as it reads (on, which is "true") stands where its object does.
func layoutOf(value any, node *source.Node, at places.Place) layout {
	l := layout{line: int32(at.Line), column: int32(at.Column), length: int32(at.Length)}
	switch v := value.(type) {
	case manifest.Object:
		if node.Kind != source.Map {
			break
		}
		l.inside = make([]layout, len(v))
		find := keyFinder(node)
		for i := range v {
			n := find(v[i].Key)
			if n < 0 {
				l.inside[i] = layout{line: l.line, column: l.column, length: l.length}
				continue
			}
			l.inside[i] = layoutOf(v[i].Value, node.Values[n], node.Keys[n].Place)
		}
	case []any:
		if node.Kind != source.List || len(node.Items) != len(v) {
			break
		}
		l.inside = make([]layout, len(v))
		for i := range v {
			l.inside[i] = layoutOf(v[i], node.Items[i], node.Items[i].Place)
		}
	}
	return l
}

// manyKeys is from how many keys on a node's are found by a map.
const manyKeys = 16

// keyFinder finds the number of a key of a node, -1 where there is none.
func keyFinder(node *source.Node) func(key string) int {
	if len(node.Keys) < manyKeys {
		return func(key string) int {
			for n, k := range node.Keys {
				if k.Text == key {
					return n
				}
			}
			return -1
		}
	}
	byText := make(map[string]int, len(node.Keys))
	for n, k := range node.Keys {
		byText[k.Text] = n
	}
	return func(key string) int {
		if n, ok := byText[key]; ok {
			return n
		}
		return -1
	}
}
