package decode

import (
	"reflect"

	"render/render/format"
	"render/render/source"
)

// list reads the items of a list, of which those that belong elsewhere are told and left
// out.
func (d *decoder) list(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) {
	items := n.Items
	single := n.Kind != source.List && f.OneForm
	if f.Filled { // it was written, whatever is wrong with it
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	switch {
	case n.Null() && d.continued(f, m):
		return
	case n.Null() && f.Required:
		d.fail("value-missing", m, "has no value", "write at least one")
		return
	case n.Null():
		d.fail("value-missing", m, "has no value", "write a list, or remove the key")
		return
	case single:
		items = []*source.Node{n}
	case n.Kind != source.List:
		d.notList(f.Inner(), n, m)
		if n.Kind == source.Scalar && f.Inner() != nil {
			d.asMeant(v, f, &source.Node{Kind: source.List, Flow: true, Place: n.Place, Items: []*source.Node{n}}, m)
		}
		return
	}
	switch {
	case len(items) > 0:
	case f.Required:
		d.fail("list-empty", m, "is empty", "write at least one")
	case f.Filled:
		d.fail("list-empty", m, "is empty", "write at least one, or remove the key")
	case f.AbsentIsAll:
		d.fail("list-empty", m, "is empty, which could mean none and all", "write at least one, or remove the key for all")
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	parent, own := m.Step(), 0
	for i, item := range items {
		at := format.Origin{Place: item.Place, Parent: parent, Index: int32(i)}
		if single {
			at = m
		} else if d.strayed(f, n, i, at) {
			continue
		}
		d.value(v.Index(own), f, item, at)
		own++
	}
	v.SetLen(own)
}
