package decode

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

func noItem(message, help string) wording.Fault {
	return wording.Fault{Code: "set-path", Message: message, Help: help}
}

// noList tells of a list that is not there.
func noList(t reflect.Type, key string) wording.Fault {
	help := ""
	if t != nil {
		if near := wording.Suggest(key, format.LayoutOf(t).Keys); near != "" && near != key {
			help = "did you mean " + wording.Quote(near) + "?"
		}
	}
	return noItem(fmt.Sprintf("no list %q is there", key), help)
}

// findItem is an item of a list, by its number or by what it is called.
func findItem(n *source.Node, item string) (**source.Node, wording.Fault) {
	if n.Kind != source.List {
		return nil, noItem(fmt.Sprintf("%q is an item of %s, which is no list", item, n.What()), "")
	}
	if number, err := strconv.Atoi(item); err == nil {
		if number < 0 || number >= len(n.Items) {
			return nil, noItem(fmt.Sprintf("there is no item %d; the list has %d", number, len(n.Items)), lastItem(len(n.Items)))
		}
		return &n.Items[number], wording.Fault{}
	}
	var names []string
	for i, node := range n.Items {
		name := itemName(node)
		if name == item {
			return &n.Items[i], wording.Fault{}
		}
		if name != "" {
			names = append(names, name)
		}
	}
	help := ""
	switch near := wording.Suggest(item, names); {
	case near != "":
		help = "did you mean " + wording.Quote(near) + "?"
	case len(names) > 0:
		help = wording.OneOf(names)
	default:
		help = lastItem(len(n.Items))
	}
	return nil, noItem(fmt.Sprintf("no item is called %q", item), help)
}

// lastItem is the help that counts items.
func lastItem(n int) string {
	if n == 0 {
		return "write the whole list: LIST=[ITEM]"
	}
	return fmt.Sprintf("items are counted from 0, and the last is %d", n-1)
}

// itemName is what an item is called: by its name, a version or a host by itself, and a text as it is.
func itemName(n *source.Node) string {
	if n.Kind == source.Scalar {
		return n.Text
	}
	for _, key := range []string{"name", "version", "host"} {
		if v := n.Get(key); v != nil && v.Kind == source.Scalar {
			return v.Text
		}
	}
	return ""
}

// fromWithin is the help for steps that lead somewhere from an object farther in: the first of the
// file from which they do.
func fromWithin(root *source.Node, steps []string, assignment string) string {
	path := ""
	var walk func(n *source.Node, at string) bool
	walk = func(n *source.Node, at string) bool {
		if at != "" && n.Kind == source.Map && leads(n, steps) {
			path = at
			return true
		}
		for i, v := range n.Values {
			if walk(v, strings.TrimPrefix(at+"."+n.Keys[i].Text, ".")) {
				return true
			}
		}
		for i, item := range n.Items {
			if walk(item, at+"["+strconv.Itoa(i)+"]") {
				return true
			}
		}
		return false
	}
	if !walk(root, "") {
		return ""
	}
	return "write: " + path + "." + assignment
}

// leads reports whether the first of some steps, and the item that is named behind it, are there.
func leads(n *source.Node, steps []string) bool {
	at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == steps[0] })
	if at < 0 || len(steps) < 2 {
		return false
	}
	item, ok := strings.CutPrefix(steps[1], "[")
	if !ok {
		return false
	}
	_, fault := findItem(n.Values[at], item)
	return !fault.Found()
}
