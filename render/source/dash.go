package source

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"render/render/diag"
	"render/render/wording"
)

// A list item that has lost its dash goes on with the item before it, so that each
// of its keys is there twice. Whoever then removes one of two removes an item.

// undashed are the keys of an object at which, by all looks, another item of a list
// begins without its dash: where the first key comes again, or where several keys
// come again together.
func undashed(keys []*yaml.Node, values []*yaml.Node) []int {
	var out []int
	seen := map[string]int{}
	first := 0
	for i, k := range keys {
		at, again := seen[k.Value]
		if !again {
			seen[k.Value] = i
			continue
		}
		if k.Value == keys[first].Value {
			again = !sameScalar(values[at], values[i]) || i+1 < len(keys)
		} else {
			again = comeAgain(keys[i:], seen) > 1
		}
		if again {
			out = append(out, i)
			first, seen = i, map[string]int{k.Value: i}
		}
	}
	return out
}

// comeAgain counts the keys, from the first up to where it comes once more, that
// were there before.
func comeAgain(keys []*yaml.Node, before map[string]int) int {
	n := 0
	for i, k := range keys {
		if i > 0 && k.Value == keys[0].Value {
			break
		}
		if _, there := before[k.Value]; there {
			n++
		}
		if n > 1 {
			break
		}
	}
	return n
}

func sameScalar(a, b *yaml.Node) bool {
	return a.Kind == yaml.ScalarNode && b.Kind == yaml.ScalarNode && a.Value == b.Value
}

// lostDashes tells of items without their dash in an object, and whether there
// are any: then nothing else that is said of it would be true.
func (c *converter) lostDashes(n *yaml.Node, in within) bool {
	var keys, values []*yaml.Node
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Kind == yaml.ScalarNode {
			keys, values = append(keys, n.Content[i]), append(values, n.Content[i+1])
		}
	}
	if !in.item && !c.listed(in.key) {
		return c.lostFirst(keys, values)
	}
	starts := undashed(keys, values)
	if len(starts) > 0 && !in.item && !in.flow {
		starts = append([]int{0}, starts...)
	}
	for _, i := range starts {
		c.lostDash(keys[i], in)
	}
	return len(starts) > 0
}

// lostFirst finds a list whose first item has lost its dash and stands at the
// column of the key that the list belongs to, as in "tiers:" and "name: a" below.
func (c *converter) lostFirst(keys, values []*yaml.Node) bool {
	for i := 1; i < len(keys); i++ {
		above, key := keys[i-1], keys[i]
		if !c.listed(above.Value) || values[i-1].Tag != "!!null" || values[i-1].Value != "" || key.Column != above.Column || key.Line == above.Line {
			continue
		}
		if slices.ContainsFunc(keys[:i], func(k *yaml.Node) bool { return k.Value == key.Value }) {
			c.lostDash(key, within{item: true, dash: key.Column})
			return true
		}
	}
	return false
}

// itemInside finds an item that is written too far in, so that it became the last of a
// list inside the item before it, which its other keys then go on with: below is the
// first of them that is there twice.
func (c *converter) itemInside(n, below *Node, in within) bool {
	if !in.item || in.flow || in.dash == 0 {
		return false
	}
	last := lastWithin(n.Values[len(n.Values)-1])
	if last == nil || last.Keys[0].Text != n.Keys[0].Text || below.Text == n.Keys[0].Text {
		return false
	}
	at := last.Keys[0].Place
	line := c.source.Line(at.Line)
	here, to := indentOf(line), in.dash-1
	if here <= to || !strings.HasPrefix(line[here:], "- ") {
		return false
	}
	at.Column, at.Length = 1, here
	c.diagnostics.Add(diag.Diagnostic{Code: "yaml-indentation", Place: at,
		Message: fmt.Sprintf("this item is indented by %s, and the item that the lines below it belong to by %d", wording.Spaces(here), to),
		Help:    "write it " + wording.Spaces(here-to) + " to the left"})
	c.fatal = true
	return true
}

// lastWithin is the last item of a list, or of one at its end, where it has one key; nil
// for none.
func lastWithin(list *Node) *Node {
	for list.Kind == List && !list.Flow && len(list.Items) > 0 {
		last := list.Items[len(list.Items)-1]
		if last.Kind != Map || last.Flow || len(last.Keys) == 0 {
			return nil
		}
		if len(last.Keys) == 1 {
			return last
		}
		list = last.Values[len(last.Values)-1]
	}
	return nil
}

// listed reports whether a key's value is a list of objects. The answer is kept:
// finding it takes long, and one key may stand in a text ten thousand times.
func (c *converter) listed(key string) bool {
	const most = 1000 // different keys, of which no format has so many
	if c.lists == nil {
		return false
	}
	known, ok := c.listKeys[key]
	if !ok && len(c.listKeys) < most {
		known = c.lists(key)
		c.listKeys[key] = known
	}
	return known
}

// lostDash tells of one item. What is marked is what the help replaces: in a block
// the line from the column of the dash, so that all below stays where it is.
func (c *converter) lostDash(key *yaml.Node, in within) {
	p := diag.Diagnostic{Code: "yaml-dash", Place: c.place(key), Message: "a list item begins here without its dash"}
	switch {
	case in.flow && !in.item:
		p.Message = "these are several items of a list, in the braces of one"
		p.Help = "write { } round each, and [ ] round all: [{" + key.Value + ": ...}, {" + key.Value + ": ...}]"
	case in.flow && in.inline:
		p.Message = "another list item begins here, in the braces of the one before it"
		p.Help = "write: }, {" + key.Value
	case in.flow:
		p.Message = "another list item begins here, in the braces of the one before it"
		p.Help = `close the braces before it, and begin a line of its own with "- {" here`
	default:
		column := in.dash
		if column == 0 {
			column = max(1, key.Column-2)
		}
		rest := c.cursor.From(c.place(key), maxRest)
		rest = rest[:len(strings.TrimRight(bare(rest), " \t"))]
		p.Place.Column = column
		p.Place.Length = utf8.RuneCountInString(rest) + key.Column - column
		p.Help = "write: -" + strings.Repeat(" ", max(1, key.Column-column-1)) + rest
	}
	c.diagnostics.Add(p)
	c.fatal = true
}
