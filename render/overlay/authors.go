package overlay

import (
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/source"
)

// author is a request that writes fields into objects.
type author interface {
	// wrote finds what it wrote of a path in an object, which is as it is by now.
	wrote(object any, path []string) written
	// entry is the request as a whole.
	entry() (n *source.Node, path string)
}

// written is what was written of a path: how many steps of it, the key of the last
// of them, if it has one, and the value. field is the part of the request, "" for
// all of it.
type written struct {
	steps      int
	key, value *source.Node
	field      string
}

// follow goes down from a node as far as a path does; object is the node's value in
// the object. An item of a list is known by its name: the third in the object may
// be the first in a patch. Without names it is the item of which the path goes on
// longest.
func follow(n *source.Node, object any, path []string) written {
	best := written{value: n}
	if len(path) == 0 {
		return best
	}
	inner := at(object, path[:1])
	if n.Kind == source.List {
		name, _ := manifest.At(inner, "name").(string)
		for _, item := range n.Items {
			other := item.Get("name")
			found := follow(item, inner, path[1:])
			if found.steps++; found.steps > best.steps && (name == "" || other == nil || other.Text == name) {
				best = found
			}
		}
		return best
	}
	for i, key := range n.Keys {
		if key.Text == path[0] {
			if best = follow(n.Values[i], inner, path[1:]); best.steps == 0 {
				best.key = key
			}
			best.steps++
		}
	}
	return best
}

// at is the value at a path; nil where there is none.
func at(object any, path []string) any {
	for _, step := range path {
		if list, ok := object.([]any); ok {
			if i, ok := itemStep(step); ok && i < len(list) {
				object = list[i]
				continue
			}
			return nil
		}
		object = manifest.At(object, step)
	}
	return object
}

// itemStep reads "[2]".
func itemStep(step string) (int, bool) {
	inner, ok := strings.CutPrefix(step, "[")
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(strings.TrimSuffix(inner, "]"))
	return i, err == nil && i >= 0
}
