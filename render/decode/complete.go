package decode

import (
	"reflect"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/reference"
	"render/render/source"
)

// SetPaths are the paths for Set that may be meant by what was typed of one, one
// level at a time: a value's ends in "=", an object's in ".", an item's in "].".
// Items are called as in the topology, which may be nil.
func SetPaths(root *source.Node, typed string) []string {
	t, before := format.DocumentType(), ""
	if dot := strings.LastIndexByte(typed, '.'); dot >= 0 {
		before = typed[:dot+1]
		steps, err := format.ParseSteps(typed[:dot])
		if err != nil {
			return nil
		}
		for _, step := range steps {
			if step[0] != '[' {
				if t = format.TypeBelow(t, step); t == nil {
					return nil
				}
			}
			if root != nil {
				root = below(root, step)
			}
		}
	}
	var out []string
	for _, f := range format.LayoutOf(t).Fields {
		if f.Key != "" {
			out = append(out, setPaths(reference.Describe(t, f), root, before+f.Key)...)
		}
	}
	return out
}

// below is what is at a step, nil where there is nothing.
func below(n *source.Node, step string) *source.Node {
	item, ok := strings.CutPrefix(step, "[")
	if !ok {
		return n.Get(step)
	}
	found, fault := findItem(n, item)
	if fault.Found() {
		return nil
	}
	return *found
}

// setPaths are the paths of one field.
func setPaths(d reference.Described, root *source.Node, path string) []string {
	inner, object := format.Element(d.Typ)
	switch {
	case !object || d.MapForm:
		return []string{path + "="}
	case d.Typ.Kind() == reflect.Slice:
		var list *source.Node
		if root != nil {
			list = root.Get(d.Key)
		}
		if list == nil || list.Kind != source.List {
			return []string{path + "=", path + "[0]."}
		}
		out := []string{path + "="}
		for i, item := range list.Items {
			name := strconv.Itoa(i)
			if n := item.Get("name"); n != nil && n.Text != "" && !strings.ContainsAny(n.Text, "[].") {
				name = n.Text
			}
			out = append(out, path+"["+name+"].")
		}
		return out
	case format.LayoutOf(inner).Alone() != nil:
		return []string{path + "=", path + "."}
	}
	return []string{path + "."}
}
