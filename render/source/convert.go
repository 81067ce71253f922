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

func (c *converter) convert(n *yaml.Node, depth int, in within) *Node {
	c.written++
	if depth > MaxDepth {
		return c.stop("yaml-depth", n, fmt.Sprintf("is nested more than %d deep", MaxDepth), "write it flatter")
	}
	if n.Kind == yaml.AliasNode {
		if n.Alias.Line < c.begins {
			return c.stop("yaml-alias", n, fmt.Sprintf("the alias %q has its anchor in another document", "*"+n.Value), "write the value out")
		}
		target, ok := c.done[n.Alias]
		if !ok || target == nil {
			return c.stop("yaml-alias", n, fmt.Sprintf("the alias %q stands inside what it names", "*"+n.Value), "write the value out")
		}
		return target
	}
	if n.Style&yaml.TaggedStyle != 0 {
		c.diagnostics.Tally(diag.Diagnostic{Code: "yaml-tag", Place: c.tag(n), Message: fmt.Sprintf("the tag %q has no meaning here", n.Tag),
			Help: "remove the tag; in quotes a value is always text"})
	}
	if n.Anchor != "" {
		c.done[n] = nil
	}
	out := &Node{Place: c.place(n), size: 1}
	switch n.Kind {
	case yaml.ScalarNode:
		const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
		out.Text, out.Quoted = n.Value, n.Style&quoted != 0
		c.checkScalar(n)
	case yaml.SequenceNode:
		out.Kind = List
		out.Flow = n.Style&yaml.FlowStyle != 0
		out.Items = make([]*Node, len(n.Content))
		inside := within{item: true, flow: out.Flow, inline: out.Flow, dash: n.Column}
		for i, item := range n.Content {
			out.Items[i] = c.convert(item, depth+1, inside)
			out.size = saturate(out.size + out.Items[i].size)
			n.Content[i] = nil // let go of what is converted: large texts are there but once
		}
	case yaml.MappingNode:
		if text := c.template(n); text != "" {
			out.Text, out.Place.Length = text, utf8.RuneCountInString(text)
			break
		}
		out.Kind, out.Flow = Map, n.Style&yaml.FlowStyle != 0
		in.flow = out.Flow
		c.convertMap(n, out, depth, in)
	}
	if n.Anchor != "" {
		c.done[n] = out
	}
	return out
}

// template is the text of a variable as templates have it, {{ .x }}, which YAML
// takes for an object whose key is an object; "" where it is none.
func (c *converter) template(n *yaml.Node) string {
	if n.Style&yaml.FlowStyle == 0 || len(n.Content) != 2 || n.Content[0].Kind != yaml.MappingNode {
		return ""
	}
	const most = 256
	text := c.cursor.From(c.place(n), most)
	if end := strings.Index(text, "}}"); strings.HasPrefix(text, "{{") && end > 0 {
		return text[:end+2]
	}
	return ""
}

func (c *converter) convertMap(n *yaml.Node, out *Node, depth int, in within) {
	count := len(n.Content) / 2
	out.Keys, out.Values = make([]*Node, 0, count), make([]*Node, 0, count)
	var seen map[string]*Node
	if count > 8 {
		seen = make(map[string]*Node, count)
	}
	looked, lost := false, false // for items without their dash
	var merged []*Node
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode {
			c.fail("yaml-key", n.Content[i], "a key is a word, not "+(&Node{Kind: kindOf(key)}).What(), "write a plain key")
			continue
		}
		if key.Tag == "!!merge" {
			c.fail("yaml-merge-key", key, `the merge key "<<" is not understood`, "write the members out, or give the whole value an anchor and an alias")
			merged = append(merged, c.convert(n.Content[i+1], depth+1, within{}))
			continue
		}
		c.checkKey(key)
		k := c.convert(key, depth+1, within{})
		v := c.convert(n.Content[i+1], depth+1, within{key: key.Value})
		out.size = saturate(out.size + 1 + v.size)
		if first := earlier(out.Keys, seen, k.Text); first != nil {
			if !looked {
				looked, lost = true, c.itemInside(out, k, in) || c.lostDashes(n, in)
			}
			if lost {
				continue
			}
			help := "remove one of the two"
			if len(out.Keys) <= mostMerged {
				if at := slices.Index(out.Keys, first); apart(out.Values[at], v) {
					help = "write the fields of both below one of them"
					both := *out.Values[at] // which an alias may have elsewhere
					both.Keys, both.Values = append(slices.Clip(both.Keys), v.Keys...), append(slices.Clip(both.Values), v.Values...)
					out.Values[at] = &both // as is meant
				}
			}
			c.fail("key-twice", key, fmt.Sprintf("the key %s is there twice", wording.Quote(k.Text)), help,
				diag.Related{Place: first.Place, Note: "the first"})
			continue
		}
		if seen != nil {
			seen[k.Text] = k
		}
		out.Keys, out.Values = append(out.Keys, k), append(out.Values, v)
	}
	for _, value := range merged {
		out.merge(value, seen)
	}
	n.Content = nil // as in a list
}

// mostMerged is of how many keys each is looked for, where one is there twice.
const mostMerged = 64

// apart reports whether two values are objects that have no key in common.
func apart(a, b *Node) bool {
	return a.Kind == Map && b.Kind == Map && len(a.Keys) > 0 && len(b.Keys) > 0 && max(len(a.Keys), len(b.Keys)) <= mostMerged && !slices.ContainsFunc(b.Keys, func(k *Node) bool { return a.Get(k.Text) != nil })
}

// merge adds the members that a merge key has from another object, or from several, of which each goes before those
// behind it, for who reads files in which it is understood.
func (n *Node) merge(from *Node, seen map[string]*Node) {
	for _, item := range from.Items {
		if item.Kind == Map {
			n.merge(item, seen)
		}
	}
	if seen == nil && len(from.Keys) > 8 {
		seen = make(map[string]*Node, len(from.Keys))
		for _, k := range n.Keys {
			seen[k.Text] = k
		}
	}
	for i, k := range from.Keys {
		if earlier(n.Keys, seen, k.Text) != nil {
			continue
		}
		if seen != nil {
			seen[k.Text] = k
		}
		n.size = saturate(n.size + 1 + from.Values[i].size)
		n.Keys, n.Values = append(n.Keys, k), append(n.Values, from.Values[i])
	}
}

func earlier(keys []*Node, seen map[string]*Node, text string) *Node {
	if seen != nil {
		return seen[text]
	}
	for _, k := range keys {
		if k.Text == text {
			return k
		}
	}
	return nil
}

func kindOf(n *yaml.Node) Kind {
	switch n.Kind {
	case yaml.SequenceNode:
		return List
	case yaml.MappingNode:
		return Map
	}
	return Scalar
}

// checkKey finds keys that could not be written again for every YAML reader.
func (c *converter) checkKey(n *yaml.Node) {
	if len(n.Value) <= maxKey/len(`\U00000000`) {
		return
	}
	size := len(`""`)
	for _, r := range n.Value {
		switch {
		case r > 0x7e || r < ' ':
			size += len(`\U00000000`)
		case r == '"' || r == '\\':
			size++
		}
		size++
	}
	if size > maxKey {
		c.fail("yaml-key", n, fmt.Sprintf("is a key of %d characters, longer than every YAML reader takes", utf8.RuneCountInString(n.Value)), "write a shorter one")
	}
}

// checkScalar finds the control characters that escapes in double quotes can
// bring in; those in the text itself were found before.
func (c *converter) checkScalar(n *yaml.Node) {
	if message := Garbled(n.Value); message != "" {
		c.fail("yaml-character", n, message, "remove it")
	}
}

// Garbled tells what of a text is a control character, or none at all; "" where nothing
// is. Parse tells it of every value and key.
func Garbled(text string) string {
	for i := 0; i < len(text); i++ {
		if ch := text[i]; ch >= ' ' && ch < 0x7f || ch == '\n' || ch == '\t' {
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < ' ' && r != '\r' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff {
			return fmt.Sprintf("holds the control character U+%04X", r)
		}
		if r == 0xfffe || r == 0xffff { // no characters at all, which YAML leaves out
			return fmt.Sprintf("holds U+%04X, which is no character", r)
		}
		i += size - 1
	}
	return ""
}

func (c *converter) checkGrowth(root *Node) {
	if root.size > MaxGrowth*c.written+freeNodes {
		c.diagnostics.Add(diag.Diagnostic{
			Code:    "yaml-alias",
			Place:   root.Place,
			Message: fmt.Sprintf("the aliases in it make it more than %d times as large as it is written", MaxGrowth),
			Help:    "write the values out",
		})
		c.fatal = true
	}
}
