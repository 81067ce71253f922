package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/places"
	"render/render/source"
	"render/render/wording"
)

// namedItem is an item of a list that stands behind its name, as in "primary: {ip: ...}" or "http: 8080", with the
// name as its first field, which is told; any other object as it is. Of a route its path is the name. An item in braces
// that is wrong in itself is told as mend has it.
func (d *decoder) namedItem(f *format.Field, p *format.Layout, n *source.Node, m format.Origin, mend func(*source.Node) string) *source.Node {
	if !f.List || f.MapForm || n.Kind != source.Map || len(n.Keys) != 1 {
		return n
	}
	k, value, or := n.Keys[0], n.Values[0], ""
	var item *source.Node
	if ofRoutes(f) {
		if item = d.routeBehind(f, k, value); item != nil {
			or = orExact(item)
		}
	} else if d.isName(f.Of, p, n) {
		item = behindName(f.Of, p, k, value)
	}
	if item == nil {
		return n
	}
	at, help, first := pairPlace(n), "", item.Keys[0].Text+": "+format.YAMLWord(item.Values[0].Text)
	right := ""
	if value.Kind == source.Map && value.Flow {
		right = mend(item)
	}
	switch text := abridged(item); {
	case value.Kind == source.Map && !value.Flow:
		at, help = k.Place, "write "+first+" in its place"+or+", and indent the lines below it by "+wording.Spaces(value.Keys[0].Place.Column-k.Place.Column)+" less"
		or = ""
	case right != "":
		help, item = "write in its place: "+right, meantBy(right, m, item)
	case text == "...":
		help = "write " + first + " in its place, and its fields beside it"
	case at == k.Place:
		help = "write in its place: " + text
	default:
		help = "write: " + text
	}
	d.fail("field-unknown", m.From(at), "unknown field "+wording.Quote(k.Text), help+or)
	return item
}

// meantBy is what a cure writes, as a node in the place of another.
func meantBy(text string, m format.Origin, item *source.Node) *source.Node {
	meant, diagnostics := source.Parse(places.NewLoose(m.Path(), []byte(text)))
	if meant == nil || diagnostics.Failed() {
		return item
	}
	meant.Stand(item.Place)
	return meant
}

// isName reports whether the one key of an object is no field of it, nor meant as one, but the name of the item whose
// fields are behind it.
func (d *decoder) isName(kind string, p *format.Layout, n *source.Node) bool {
	k, value := n.Keys[0], n.Values[0]
	if nameOfItems(p) == "" || p.ByKey(k.Text) != nil || k.Place.Source == nil {
		return false
	}
	d.guesses++
	if d.guesses > maxGuesses {
		return false
	}
	near := p.ByKey(wording.Suggest(k.Text, p.Keys))
	if value.Kind != source.Map {
		return near == nil && foreignField(kind, k.Text) == ""
	}
	of := func(p *format.Layout) bool {
		return p != nil && slices.ContainsFunc(value.Keys, func(one *source.Node) bool { return p.ByKey(one.Text) != nil })
	}
	return of(p) && (near == nil || !of(near.Inner()))
}

// behindName is an item with its name and what stands behind it; nil where nobody can tell what that is. Of a
// port the name may be what is spoken on it, or the number of another one.
func behindName(kind string, p *format.Layout, k, value *source.Node) *source.Node {
	if kind != "Port" || value.Kind != source.Scalar || !format.Decimal.MatchString(value.Text) {
		return itemNamed(p, nameOfItems(p), k, value)
	}
	key := func(text string) *source.Node {
		return &source.Node{Kind: source.Scalar, Place: k.Place, Text: text}
	}
	item := &source.Node{Kind: source.Map, Flow: true, Place: k.Place}
	add := func(field string, value *source.Node) {
		item.Keys, item.Values = append(item.Keys, key(field)), append(item.Values, value)
	}
	if format.Decimal.MatchString(k.Text) { // as Compose pairs them
		add("port", k)
		add("targetPort", value)
		return item
	}
	word, _, _ := strings.Cut(k.Text, "-")
	spoken := word != string(format.ProtocolHTTP) && slices.Contains(p.ByKey("protocol").Enum, word)
	if !spoken || word != k.Text { // else it is called so anyway
		add("name", k)
	}
	if add("port", value); spoken {
		add("protocol", key(word))
	}
	return item
}

// pairPlace is where an object of one key stands: its bracket, or all from the key to the end of a value beside it;
// else the key.
func pairPlace(n *source.Node) places.Place {
	at, value := n.Keys[0].Place, n.Values[0]
	switch {
	case n.Flow && n.Place != at && n.Place.Line == at.Line && n.Place.Column < at.Column:
		return n.Place
	case value.Kind == source.Scalar && value.Place.Line == at.Line && value.Place.Column > at.Column:
		at.Length = value.Place.Column + value.Place.Length - at.Column
	}
	return at
}

// namedPorts are the ports of an app that stand behind their names, as charts have them, as the list that is meant,
// which is told; any other value is as it was.
func (d *decoder) namedPorts(f *format.Field, n *source.Node, m format.Origin) *source.Node {
	p := f.Inner()
	if !f.OneForm || f.Of != "Port" || n.Kind != source.Map || len(n.Keys) < 2 || len(n.Keys) > mostRepeated {
		return n
	}
	list := &source.Node{Kind: source.List, Flow: true, Place: n.Place}
	for i, k := range n.Keys {
		if p.ByKey(k.Text) != nil || foreignField(f.Of, k.Text) != "" {
			return n
		}
		item := behindName(f.Of, p, k, n.Values[i])
		if item == nil {
			return n
		}
		list.Items = append(list.Items, item)
	}
	text := inFlow(list)
	if n.Flow {
		d.fail("not-a-list", m, "is an object with a name for each, not a list", "write: "+text)
	} else {
		d.fail("not-a-list", m, "is an object with a name for each, not a list", "write in its place: "+text)
	}
	return list
}
