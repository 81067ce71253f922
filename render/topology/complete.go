package topology

import (
	"reflect"
	"strconv"
	"strings"

	"render/render/source"
)

// FieldPaths are the fields of one level that Explain knows and that may be meant
// by what was typed of a path, each with a tab and its first sentence behind it:
// of "ti" the first level, of "tiers" and "tiers.ap" those of a tier.
func FieldPaths(typed string) []string {
	steps := strings.Split(typed, ".")
	t, before := documentType, ""
	for i, step := range steps {
		name, _, _ := strings.Cut(step, "[")
		inner := typeBelow(t, name)
		if inner == nil || i == len(steps)-1 && strings.HasSuffix(step, "[") {
			break
		}
		t, before = inner, before+step+"."
	}
	var out []string
	for _, f := range newPlan(t).fields {
		if f.key != "" {
			text, _ := describe(t, f).text()
			first, _, _ := strings.Cut(text, ". ")
			out = append(out, before+f.key+"\t"+strings.TrimSuffix(first, "."))
		}
	}
	return out
}

// SetPaths are the paths for Set that may be meant by what was typed of one, one
// level at a time: a value's ends in "=", an object's in ".", an item's in "].".
// Items are called as in the topology, which may be nil.
func SetPaths(root *source.Node, typed string) []string {
	t, before := documentType, ""
	if dot := strings.LastIndexByte(typed, '.'); dot >= 0 {
		before = typed[:dot+1]
		steps, err := parseSteps(typed[:dot])
		if err != nil {
			return nil
		}
		for _, step := range steps {
			if step[0] != '[' {
				if t = typeBelow(t, step); t == nil {
					return nil
				}
			}
			if root != nil {
				root = below(root, step)
			}
		}
	}
	var out []string
	for _, f := range newPlan(t).fields {
		if f.key != "" {
			out = append(out, setPaths(describe(t, f), root, before+f.key)...)
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
	at, err := itemIndex(n, item)
	if err != nil {
		return nil
	}
	return n.Items[at]
}

// setPaths are the paths of one field.
func setPaths(d described, root *source.Node, path string) []string {
	inner, object := element(d.typ)
	switch {
	case !object || d.mapForm:
		return []string{path + "="}
	case d.typ.Kind() == reflect.Slice:
		var list *source.Node
		if root != nil {
			list = root.Get(d.key)
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
	case newPlan(inner).alone != nil:
		return []string{path + "=", path + "."}
	}
	return []string{path + "."}
}

// Words are the values of a field that is one of a few words, or true or false,
// by its path as Set has it; nil for any other.
func Words(path string) []string {
	steps, err := parseSteps(path)
	if err != nil {
		return nil
	}
	t, last := documentType, described{}
	for _, step := range steps {
		if step[0] == '[' {
			continue
		}
		if t == nil {
			return nil
		}
		f := newPlan(t).byKey[step]
		if f == nil {
			return nil
		}
		last = describe(t, *f)
		t = typeBelow(t, step)
	}
	if t != nil && last.typ.Kind() != reflect.Slice { // an object, or its commonest member alone
		alone := newPlan(t).alone
		if alone == nil {
			return nil
		}
		last = describe(t, *alone)
	}
	switch {
	case last.enum != nil:
		return last.enum
	case last.typ == reflect.TypeFor[Flag]():
		return []string{"true", "false"}
	}
	return nil
}
