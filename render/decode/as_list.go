package decode

import (
	"encoding/json"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/places"
	"render/render/source"
	"render/render/wording"
)

// listCure shows a value as a list where brackets alone make it one.
func listCure(f *format.Field, n *source.Node, cursor *places.Cursor) string {
	const spelt = "write a list: each item behind \"- \", or all in [ ]"
	if inside := listInside(f, n); inside != nil && inside.Kind == source.List {
		if word := abridged(inside); word != "..." {
			return "write: " + word
		}
		return "write what " + wording.Quote(n.Keys[0].Text) + " holds in its place"
	} else if inside != nil {
		return listCure(f, inside, cursor)
	}
	if list := itemsByName(f, n); list != nil {
		switch word := abridged(list); {
		case len(list.Items) == 0:
			return "remove it: ports 80 and 443 are there where a tier has hosts"
		case word != "..." && n.Flow:
			return "write: " + word
		case word != "...":
			return "write in its place: " + word
		}
	}
	if p := f.Inner(); p != nil && p.Alone() == nil && n.Kind == source.Scalar {
		if item := itemFitting(p, n); item != "" {
			return "write: [" + item + "]"
		}
	}
	if f.Key == "tolerations" && n.Kind == source.Scalar {
		if slices.Contains([]string{"all", "any", "*", "true"}, strings.ToLower(n.Text)) {
			return "write: [{operator: Exists}]"
		}
		if item := itemMeant(f.Key, n.Text); item != "" {
			return "write: [" + item + "]"
		}
	}
	items := itemsIn(f, n, cursor)
	if n.Kind != source.Scalar || len(items) == 0 {
		return spelt
	}
	if ports := portsOfTier(f, items); ports != "" {
		return ports
	}
	list := bracketed(itemOf(f), items)
	if onlyTold(f, n) {
		return "write args: " + strings.TrimPrefix(list, "write: ") + " in its place: what begins with - is no program"
	}
	return list
}

// onlyTold reports whether what stands as a command is what the image's own is told: Compose's command
// is what Kubernetes calls args.
func onlyTold(f *format.Field, n *source.Node) bool {
	return f.Key == "command" && n.Kind == source.Scalar && strings.HasPrefix(strings.TrimLeft(n.Text, " \n[\"'"), "-")
}

// itemsIn are the items that a single value has when it is written as a list: those between its
// commas or in its lines, or its words where each of them is right, as one name beside another;
// none where that cannot be told.
func itemsIn(f *format.Field, n *source.Node, cursor *places.Cursor) []string {
	if words := wordsOf(f, n); words != nil {
		return words
	}
	items := n.Lines(cursor)
	if len(items) == 1 && n.Kind == source.Scalar {
		items = strings.Split(strings.TrimRight(strings.TrimLeft(n.Text, "["), "]"), ",")
	}
	var out []string
	for _, item := range items {
		item = strings.TrimSpace(item)
		if len(items) > 1 {
			item = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(item, ","), "-"))
		}
		if item == "" || strings.ContainsAny(item, "[]{}#'\"\n") || strings.Contains(item, ": ") {
			return nil
		}
		if words := strings.Fields(item); len(words) > 1 && (areItems(f, words, n.Quoted) || f.Key == "command" || f.Key == "args") {
			out = append(out, words...)
			continue
		}
		out = append(out, item)
	}
	return out
}

// wordsOf are those of a command in which quotes say where a word ends: as a list in one text, or as a
// shell reads it; none of any other value.
func wordsOf(f *format.Field, n *source.Node) []string {
	if f.Key != "command" && f.Key != "args" || n.Kind != source.Scalar || !strings.ContainsAny(n.Text, `"'`) {
		return nil
	}
	var items []string
	if json.Unmarshal([]byte(n.Text), &items) == nil {
		return items
	}
	if words, behind, ok := compose.Words(n.Text); ok && behind == "" && !strings.HasPrefix(n.Text, "[") {
		return words
	}
	return nil
}

// areItems reports whether each of some words is right as an item of a list of one form. In
// quotes they are one text where the items may be any.
func areItems(f *format.Field, words []string, quoted bool) bool {
	f = itemOf(f)
	if quoted && slices.Contains(f.Formats, "text") {
		return false
	}
	return (f.Formats != nil || f.Enum != nil) && !slices.ContainsFunc(words, func(w string) bool { return !f.Right(w) })
}

// itemOf is the field whose forms an item of a list has that is written alone.
func itemOf(f *format.Field) *format.Field {
	if inner := f.Inner(); inner != nil && inner.Alone() != nil {
		return inner.Alone()
	}
	return f
}

// listInside is the list, or the command as one text, that an object holds and nothing else, under a key
// that its items have not; nil for any other value.
func listInside(f *format.Field, n *source.Node) *source.Node {
	if f.MapForm || n.Kind != source.Map || len(n.Keys) != 1 {
		return nil
	}
	key, value := n.Keys[0].Text, n.Values[0]
	if inner := f.Inner(); inner != nil && (inner.ByKey(key) != nil || nameOfItems(inner) != "") {
		return nil
	}
	if value.Kind == source.List || value.Kind == source.Scalar && !value.Null() && key == "command" {
		return value
	}
	return nil
}

// asList is a single value, a set, or an object round a list as the list that is meant; the value itself
// where nobody knows.
func (d *decoder) asList(f *format.Field, n *source.Node) *source.Node {
	if list := itemsByName(f, n); list != nil {
		return list
	}
	if list := d.pathsAsKeys(f, n); list != nil {
		return list
	}
	if inside := listInside(f, n); inside != nil && inside.Kind == source.List {
		return inside
	} else if inside != nil {
		return d.asList(f, inside)
	}
	if isSet(n) {
		return &source.Node{Kind: source.List, Flow: true, Place: n.Place, Items: n.Keys}
	}
	if n.Kind != source.Scalar || n.Null() {
		return n
	}
	out := &source.Node{Kind: source.List, Flow: true, Place: n.Place}
	for _, item := range itemsIn(f, n, &d.cursor) {
		one := *n
		one.Text = item
		out.Items = append(out.Items, &one)
	}
	if len(out.Items) == 0 {
		return n
	}
	return out
}
