package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// bracketed is the help that shows items as a list, each mended by its own cure, so that nobody
// who writes the list is told next what is wrong with an item of it.
func bracketed(f *format.Field, items []string) string {
	if f.Formats == nil && f.Enum == nil {
		return "write: [" + words(items) + "]"
	}
	var out []string
	other := ""
	for _, item := range items {
		if f.Right(item) {
			out = append(out, item)
			continue
		}
		mended, or := mendedItem(f, item)
		if mended == nil || or != "" && len(items) > 1 {
			return anyItems(f)
		}
		out, other = append(out, mended...), or
	}
	return "write: [" + words(out) + "]" + other
}

// mendedItem is an item as its own cure has it, and what else that says it may mean.
func mendedItem(f *format.Field, item string) (out []string, or string) {
	if parts, whole := f.Spread(item); whole {
		return parts, ""
	}
	if near := wording.Suggest(item, f.Enum); near != "" {
		return []string{near}, ""
	}
	for _, name := range f.Formats {
		if one, or := format.Formats()[name].Meant(item); one != "" && f.Right(one) {
			if or != "" {
				or = ", " + or
			}
			return []string{one}, or
		}
	}
	return nil, ""
}

// anyItems says what a list of a field holds.
func anyItems(f *format.Field) string {
	if f.Enum != nil {
		return "write a list of: " + strings.Join(f.Enum, ", ")
	}
	return "write a list, each item " + format.Formats()[f.Formats[0]].Words
}

// words are texts as items between brackets.
func words(items []string) string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = format.YAMLWord(item)
	}
	return strings.Join(out, ", ")
}

// spreadCure is the help for an address or network that stands for several, where a list of single
// ones is wanted; else the help that there is.
func (d *decoder) spreadCure(f *format.Field, n *source.Node, m format.Origin, help string) string {
	items, whole := f.Spread(n.Text)
	addresses := len(f.Formats) == 1 && slices.Contains([]string{"ip", "cidr", "range"}, f.Formats[0])
	if several := itemsIn(f, n, &d.cursor); addresses && len(several) > 1 && !slices.ContainsFunc(several, func(one string) bool { return !f.Right(one) }) {
		items, whole = several, true
	}
	switch {
	case items == nil:
		return help
	case f.OneForm && strings.Contains(n.Text, "-") && f.Formats[0] == "ip": // a tier's
		return help + "; ranges belong into metallb.pools"
	case f.OneForm:
		return help
	case len(items) == 1 && whole:
		return "write: " + words(items)
	case !f.List || m.Key() != "":
		return help
	case !whole:
		return "write them one by one: " + words(items) + ", and so on"
	case asDashed(n):
		return "write an item each: " + words(items)
	}
	return "write: " + words(items)
}

// asDashed reports whether a value is an item behind a dash.
func asDashed(n *source.Node) bool {
	before := []rune(n.Place.Source.Line(n.Place.Line))
	before = before[:min(len(before), n.Place.Column-1)]
	return strings.HasSuffix(strings.TrimRight(string(before), " "), "-")
}
