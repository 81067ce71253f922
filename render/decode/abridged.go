package decode

import (
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// mostRepeated is how many items of a list a cure repeats.
const mostRepeated = 8

// maxMended is how long a text may be for help that repeats it.
const maxMended = 256

// abridged is a value as it can be written in a line, where it is short; else "...".
func abridged(n *source.Node) string {
	return abridgedBy(n, func(scalar *source.Node) string { return format.YAMLWord(scalar.Text) })
}

// abridgedAsIs is such a value where it is handed on: text that is in quotes stays text.
func abridgedAsIs(n *source.Node) string {
	return abridgedBy(n, func(scalar *source.Node) string {
		plain := source.Node{Kind: source.Scalar, Text: scalar.Text}
		if scalar.Quoted && (plain.Null() || scalar.Text == "true" || scalar.Text == "false" || format.Decimal.MatchString(scalar.Text) || disputed.MatchString(scalar.Text)) {
			return strconv.Quote(scalar.Text)
		}
		return format.YAMLWord(scalar.Text)
	})
}

func abridgedBy(n *source.Node, word func(*source.Node) string) string {
	const mostItems, mostText = 4, 40
	var parts []string
	values := n.Items
	switch {
	case n.Kind == source.Scalar && len(n.Text) <= mostText:
		return word(n)
	case n.Kind == source.Map:
		values = n.Values
	case n.Kind != source.List:
		return "..."
	}
	if len(values) > mostItems {
		return "..."
	}
	for _, value := range values {
		parts = append(parts, abridgedBy(value, word))
	}
	if slices.Contains(parts, "...") {
		return "..."
	}
	if n.Kind == source.List {
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for i, k := range n.Keys {
		parts[i] = format.YAMLWord(k.Text) + ": " + parts[i]
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// abridgedMap is an object as it can be written in a line.
func abridgedMap(n *source.Node) string {
	parts := make([]string, len(n.Keys))
	for i, k := range n.Keys {
		parts[i] = format.YAMLWord(k.Text) + ": " + abridged(n.Values[i])
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// scalarOf is what a key of an object has, abridged; "" for none, and for what is no scalar.
func scalarOf(n *source.Node, key string) string {
	if v := n.Get(key); v != nil && v.Kind == source.Scalar && !v.Null() {
		return abridged(v)
	}
	return ""
}

// asWritten is a single value with the quotes that it has.
func asWritten(n *source.Node) string {
	if n.Quoted {
		return wording.Quoted(n.Text)
	}
	return abridged(n)
}

// anyOf are some words, of many the first.
func anyOf(words []string) string {
	if len(words) > 6 {
		return strings.Join(words[:6], ", ") + " ..."
	}
	return strings.Join(words, ", ")
}

// inFlow is a node in one line.
func inFlow(n *source.Node) string {
	var parts []string
	switch n.Kind {
	case source.Map:
		for i, k := range n.Keys {
			parts = append(parts, k.Text+": "+inFlow(n.Values[i]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case source.List:
		for _, item := range n.Items {
			parts = append(parts, inFlow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if n.Quoted {
		return wording.Quote(n.Text)
	}
	return format.YAMLWord(n.Text)
}
