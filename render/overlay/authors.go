package overlay

import (
	"strconv"
	"strings"

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

func (p *mergePatch) entry() (*source.Node, string) { return p.node, p.path }
func (s *resource) entry() (*source.Node, string)   { return s.node, s.path }

func (p *jsonPatch) entry() (*source.Node, string) {
	last := p.ops[len(p.ops)-1]
	return last.node, last.field
}

func (p *mergePatch) wrote(object any, path []string) written { return follow(p.node, object, path) }
func (s *resource) wrote(object any, path []string) written   { return follow(s.node, object, path) }

// wrote looks at the last operation first. Where none wrote what the path leads
// to, it is one that changed something below, as a remove does.
func (p *jsonPatch) wrote(object any, path []string) written {
	var best written
	whole := false
	for i := len(p.ops) - 1; i >= 0; i-- {
		op := &p.ops[i]
		shared := 0
		for shared < len(op.path) && shared < len(path) && sameStep(op.path[shared], path[shared]) {
			shared++
		}
		found := written{steps: shared, key: op.at, value: op.at}
		if value := op.node.Get("value"); shared == len(op.path) && op.name != "test" && value != nil {
			found = follow(value, at(object, path[:shared]), path[shared:])
			found.steps += shared
			if found.steps == shared {
				found.key = op.at
			}
		}
		above := len(op.path) <= len(path)
		if op.name != "test" && (found.steps > best.steps || found.steps == best.steps && above && !whole) {
			best, whole = found, above
			best.field = op.field
		}
	}
	return best
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
		name, _ := find(inner, "name").(string)
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
		object = find(object, step)
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

// sameStep compares a step of a JSON pointer with one of a path.
func sameStep(token, step string) bool {
	return token == step || "["+token+"]" == step || token == "-" && strings.HasPrefix(step, "[")
}
