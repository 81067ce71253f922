package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// itemsByName is the list that is meant by an object in braces that has the items of a list under their
// names, as Compose files and charts do; nil where nobody can tell.
func itemsByName(f *format.Field, n *source.Node) *source.Node {
	if n.Kind != source.Map || len(n.Keys) == 0 || len(n.Keys) > mostRepeated || isSet(n) || f.MapForm {
		return nil
	}
	out := &source.Node{Kind: source.List, Flow: true, Place: n.Place}
	p := f.Inner()
	name := ""
	if p != nil {
		if name = nameOfItems(p); name == "" || isItem(p, n) {
			return nil
		}
	}
	for i, k := range n.Keys {
		item := valueOrKey(f, k, n.Values[i])
		if p != nil {
			item = itemNamed(p, name, k, n.Values[i])
		}
		if item == nil || i > 0 && p == nil && (item == k) != (len(out.Items) > 0 && out.Items[0] == n.Keys[0]) {
			return nil
		}
		if f.Of == "GatewayPort" && (scalarOf(item, "port") == "80" || scalarOf(item, "port") == "443") {
			continue // which are there where a tier has hosts
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// nameOfItems is the field that items of a list are told apart by; "" for none.
func nameOfItems(p *format.Layout) string {
	for _, name := range []string{"name", "version"} {
		if f := p.ByKey(name); f != nil && (f.Required || name == "name") {
			return name
		}
	}
	return ""
}

// isItem reports whether an object is one item by itself, by the fields that it has: what an item cannot be
// without, or nothing but fields, of which none holds an item.
func isItem(p *format.Layout, n *source.Node) bool {
	required := func(one *source.Node) bool {
		return slices.ContainsFunc(p.Fields, func(f format.Field) bool { return f.Required && one.Get(f.Key) != nil })
	}
	known := !slices.ContainsFunc(n.Keys, func(k *source.Node) bool { return p.ByKey(k.Text) == nil })
	return required(n) || known && !slices.ContainsFunc(n.Values, required)
}

// itemNamed is an item with its name and what stands behind it; nil where that fits no field.
func itemNamed(p *format.Layout, name string, k, value *source.Node) *source.Node {
	key := &source.Node{Kind: source.Scalar, Place: k.Place, Text: name}
	item := &source.Node{Kind: source.Map, Flow: true, Place: k.Place, Keys: []*source.Node{key}, Values: []*source.Node{k}}
	switch {
	case value.Null(), value.Kind == source.Scalar && value.Text == "true":
		return item
	case value.Kind == source.Map && value.Get(name) == nil:
		item.Keys, item.Values = append(item.Keys, value.Keys...), append(item.Values, value.Values...)
		return item
	}
	field := fieldFitting(p, value)
	if field == "" {
		return nil
	}
	if f := p.ByKey(field); f.List && !f.OneForm && value.Kind == source.Scalar {
		value = &source.Node{Kind: source.List, Flow: true, Place: value.Place, Items: []*source.Node{value}}
	}
	item.Keys = append(item.Keys, &source.Node{Kind: source.Scalar, Place: value.Place, Text: field})
	item.Values = append(item.Values, value)
	return item
}

// valueOrKey is the item that a member of an object is in a list of texts: its value, or its key where that
// says no more than that it is there; nil where neither is right.
func valueOrKey(f *format.Field, k, value *source.Node) *source.Node {
	says := value.Kind == source.Scalar && !value.Null() && value.Text != "true" && value.Text != "false"
	switch {
	case says && f.Right(value.Text):
		return value
	case !says && value.Text != "false" && len(value.Keys)+len(value.Items) == 0 && f.Right(k.Text):
		return k
	}
	return nil
}

// fieldFitting is the key of the one field of an object that a value has the form of; "" where none has,
// or several.
func fieldFitting(p *format.Layout, value *source.Node) string {
	if p.ByKey("port") != nil && value.Kind == source.Scalar && format.Decimal.MatchString(value.Text) {
		return "port"
	}
	if image := p.ByKey("image"); image != nil && p.ByKey("weight") != nil && value.Kind == source.Scalar && strings.ContainsAny(value.Text, ":/") && image.Right(value.Text) {
		return "image"
	}
	texts := []*source.Node{value}
	if value.Kind == source.List {
		texts = value.Items
	}
	found := ""
	for i := range p.Fields {
		f := &p.Fields[i]
		if len(f.Formats) != 1 || !slices.Contains([]string{"ip", "cidr", "range"}, f.Formats[0]) || value.Kind == source.List && !f.List {
			continue
		}
		if len(texts) == 0 || slices.ContainsFunc(texts, func(one *source.Node) bool { return one.Kind != source.Scalar || !f.Right(one.Text) }) {
			continue
		}
		switch found {
		case "":
			found = f.Key
		case "address", "cidr": // beside which others are
		default:
			return ""
		}
	}
	return found
}

// itemFitting is a value as the object that it is the one telling field of; "" for any other value.
func itemFitting(p *format.Layout, value *source.Node) string {
	key := fieldFitting(p, value)
	if key == "" || abridged(value) == "..." {
		return ""
	}
	field := key + ": " + abridged(value)
	if f := p.ByKey(key); f.List && !f.OneForm && value.Kind == source.Scalar {
		field = key + ": [" + abridged(value) + "]"
	}
	if p.ByKey("autoAssign") != nil { // a pool, which has to have a name
		field = "name: lan, " + field
	}
	return "{" + field + "}"
}

// isSet reports whether a value is a list in the braces of an object, {a, b}.
func isSet(n *source.Node) bool {
	return n.Kind == source.Map && n.Flow && len(n.Keys) > 0 && !slices.ContainsFunc(n.Values, func(v *source.Node) bool { return !v.Null() || v.Text != "" })
}
