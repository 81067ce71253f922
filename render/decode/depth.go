package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// The functions of this file find what is written at another depth than where it
// belongs, and is YAML all the same: then it belongs to something else.

// mostAstray is how many keys or items in a row are looked at as written at another depth:
// of more mistakes than that none is shown, and a file may have hundreds of thousands.
const mostAstray = 100

// beneath finds the field without a value, above key number i of an object, that the key
// is a field of, by its line having too little indentation; nil where there is none.
func beneath(n *source.Node, i int, p *format.Layout) (empty *format.Field, depth int) {
	if n.Flow || n.Keys[i].Place.Source == nil || p.ByKey(n.Keys[i].Text) != nil {
		return nil, 0
	}
	if f := variableBeneath(n, i, p); f != nil {
		return f, n.Keys[i].Place.Column + 1
	}
	if !hasWithin(p, n.Keys[i].Text) {
		return nil, 0
	}
	for j := i - 1; j >= max(0, i-mostAstray); j-- {
		f := p.ByKey(n.Keys[j].Text)
		if f == nil {
			continue
		}
		inner := f.Inner()
		if f.List || f.MapForm || inner == nil || inner.ByKey(n.Keys[i].Text) == nil || !n.Values[j].Null() || n.Values[j].Text != "" {
			return nil, 0
		}
		return f, n.Keys[j].Place.Column + 1
	}
	return nil, 0
}

// variableBeneath is the field env, if a key below it that looks like no other field of the object is a variable of it; nil
// where it is not.
func variableBeneath(n *source.Node, i int, p *format.Layout) *format.Field {
	f, name := p.ByKey("env"), n.Keys[i].Text
	if f == nil || !f.MapForm || name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_abcdefghijklmnopqrstuvwxyz.-") != "" {
		return nil
	}
	if strings.ToUpper(name[:1]) != name[:1] && !strings.Contains(name, "_") {
		return nil
	}
	for j := i - 1; j >= max(0, i-mostAstray); j-- {
		switch one := n.Keys[j]; {
		case one.Text == f.Key && n.Values[j].Null() && n.Values[j].Text == "" && one.Place.Column == n.Keys[i].Place.Column:
			return f
		case p.ByKey(one.Text) != nil:
			return nil
		}
	}
	return nil
}

// hasWithin reports whether a key is a field of some object in a layout.
func hasWithin(p *format.Layout, key string) bool {
	for i := range p.Fields {
		if inner := p.Fields[i].Inner(); inner != nil && inner.ByKey(key) != nil {
			return true
		}
	}
	return false
}

// goesOn reports whether the lines below a field without a value are its own, of each of
// which it is told that it has too little indentation.
func (d *decoder) goesOn(m format.Origin) bool {
	if len(d.above) == 0 || m.Key() == "" || d.above[len(d.above)-1].layout.ByKey(m.Key()) == nil {
		return false
	}
	outer := d.above[len(d.above)-1]
	for i := range outer.node.Keys {
		if f, _ := beneath(outer.node, i, outer.layout); f != nil && f.Key == m.Key() {
			return true
		}
	}
	return false
}

// onlyOf counts the keys of an item that a layout has and the other has not; 0 where
// the layout has not all of them.
func onlyOf(item *source.Node, whole, other *format.Layout) int {
	n := 0
	for _, k := range item.Keys {
		if whole.ByKey(k.Text) == nil {
			return 0
		}
		if other.ByKey(k.Text) == nil {
			n++
		}
	}
	return n
}

// sure is how many keys make sure that an item is one of the list round its own.
const sure = 2

// within reports whether an item is, by its keys, one of a list inside the item before it:
// by one key where that list has no items, which looks for some.
func within(item *source.Node, inner, own *format.Layout, empty bool) bool {
	n := onlyOf(item, inner, own)
	return n >= sure || n > 0 && empty
}

// strayed tells of an item of a list that is, by its keys, one of the list round it, or
// one of the list that the item before it ends with; false where it is neither.
func (d *decoder) strayed(f *format.Field, n *source.Node, i int, m format.Origin) bool {
	item, own := n.Items[i], f.Inner()
	if own == nil || n.Flow || item.Kind != source.Map || len(item.Keys) == 0 || len(d.above) == 0 || item.Place.Source == nil {
		return false
	}
	at := item.Keys[0].Place
	if outer := d.above[len(d.above)-1]; len(d.above) > 1 && !item.Flow && onlyOf(item, outer.layout, own) >= sure {
		if key := listOf(d.above[len(d.above)-2].layout, outer.layout); key != "" && at.Column > outer.node.Keys[0].Place.Column {
			d.fail("yaml-indentation", m, "is an item of "+key+", written among those of "+f.Key,
				"write this line, and those below that belong to it, "+wording.Spaces(at.Column-outer.node.Keys[0].Place.Column)+" to the left")
			return true
		}
	}
	inner, empty := holderOf(n, i, own)
	if inner != nil && !empty { // else it is told of the list that is empty
		d.fail("yaml-indentation", m, "is an item of "+inner.Key+", written among those of "+f.Key, deeper(item))
	}
	return inner != nil
}

// deeper is the help for an item that belongs into a list of the item before it.
func deeper(item *source.Node) string {
	if !item.Flow && len(item.Keys) > 1 {
		return "indent this line, and those below that belong to it, by 2 more spaces"
	}
	return "indent this line by 2 spaces"
}

// holderOf is the list, at the end of an item before number i, that this is one of by its
// keys, and whether it has no value; nil for none. Between them are only others like it.
func holderOf(n *source.Node, i int, own *format.Layout) (inner *format.Field, empty bool) {
	item := n.Items[i]
	if item.Kind != source.Map {
		return nil, false
	}
	for j := i - 1; j >= max(0, i-mostAstray); j-- {
		if inner, empty := endOf(n.Items[j], own); inner != nil && within(item, inner.Inner(), own, empty) {
			return inner, empty
		}
		if !slices.ContainsFunc(n.Items[j].Keys, func(k *source.Node) bool { return own.ByKey(k.Text) == nil }) {
			break
		}
	}
	return nil, false
}

// listOf is the field of a layout that is a list of another; "" for none.
func listOf(layout, items *format.Layout) string {
	for i := range layout.Fields {
		if f := &layout.Fields[i]; f.List && f.Inner() == items {
			return f.Key
		}
	}
	return ""
}

// endOf is the list of objects that an item ends with, and whether it has no value; nil
// for none.
func endOf(item *source.Node, p *format.Layout) (f *format.Field, empty bool) {
	if item.Kind != source.Map || item.Flow || len(item.Keys) == 0 {
		return nil, false
	}
	last := len(item.Keys) - 1
	f, empty = p.ByKey(item.Keys[last].Text), item.Values[last].Null()
	if f == nil || !f.List || f.Inner() == nil || item.Values[last].Flow || item.Values[last].Kind == source.Scalar && !empty {
		return nil, false
	}
	return f, empty
}

// continued tells of the items of a list that has no value which follow among those of the
// list round it; false where there are none.
func (d *decoder) continued(f *format.Field, m format.Origin) bool {
	if len(d.above) < 2 {
		return false
	}
	one, round := d.above[len(d.above)-1], d.above[len(d.above)-2]
	key := listOf(round.layout, one.layout)
	list := round.node.Get(key)
	if end, _ := endOf(one.node, one.layout); key == "" || list == nil || end != f || one.number >= len(list.Items) || list.Items[one.number] != one.node {
		return false
	}
	told := false
	for i := one.number + 1; i < len(list.Items); i++ {
		if inner, _ := holderOf(list, i, one.layout); inner != f {
			break
		}
		told = true
		d.fail("yaml-indentation", m.From(list.Items[i].Place), "an item of it is written among those of "+key, deeper(list.Items[i]))
	}
	return told
}
