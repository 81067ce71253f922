package decode

import (
	"render/render/format"
	"render/render/source"
)

// begunTwice tells of the first line of an item that is there twice: an item with one key, before one that begins
// with the same and goes on. What that one lacks is in the other.
func (d *decoder) begunTwice(list *source.Node, i int, m format.Origin) bool {
	if list.Flow || i+1 >= len(list.Items) {
		return false
	}
	item, next := list.Items[i], list.Items[i+1]
	if item.Kind != source.Map || next.Kind != source.Map || item.Flow || next.Flow || len(item.Keys) != 1 || len(next.Keys) < 2 {
		return false
	}
	value, again := item.Values[0], next.Values[0]
	if item.Keys[0].Text != next.Keys[0].Text || value.Kind != source.Scalar || again.Kind != source.Scalar || value.Null() || value.Text != again.Text {
		return false
	}
	d.fail("value-twice", m, "this line is there twice: the next item begins with it", "remove this line")
	return true
}
