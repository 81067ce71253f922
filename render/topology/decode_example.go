package topology

import (
	"reflect"
	"render/render/places"
	"render/render/source"
	"strconv"
)

// Example is a field's example as JSON has it; nil where it has none, which a test
// refuses.
func Example(d described) any {
	_, text := d.text()
	if text == "" {
		return nil
	}
	node, problems := source.Parse(places.NewSource("example", []byte(text)))
	if problems.Failed() {
		return text
	}
	return exampleValue(d.field, d.typ, node)
}

// exampleValue is a node as the value that a field of a type reads it as, so
// that a version 1.10 stays the text that it is.
func exampleValue(f field, t reflect.Type, n *source.Node) any {
	inner, object := element(t)
	switch {
	case n.Kind == source.List:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = exampleValue(f, inner, item)
		}
		return items
	case n.Kind == source.Map && inner == reflect.TypeFor[Any]():
		value := (&decoder{}).any(n, Origin{})
		return value
	case n.Kind == source.Map:
		members := make(map[string]any, len(n.Keys))
		p := &layout{}
		if object && !f.mapForm {
			p = layoutOf(inner)
		}
		for i, k := range n.Keys {
			switch member := p.byKey[k.Text]; {
			case member != nil:
				members[k.Text] = exampleValue(*member, inner.Field(member.index).Type, n.Values[i])
			default: // a key of the user's own
				own := f
				own.mapForm = false
				members[k.Text] = exampleValue(own, inner, n.Values[i])
			}
		}
		return members
	case object:
		if alone := layoutOf(inner).alone; alone != nil {
			return exampleValue(*alone, inner.Field(alone.index).Type, n)
		}
	case inner == reflect.TypeFor[Number]():
		if value, err := strconv.Atoi(n.Text); err == nil {
			return value
		}
	case inner == reflect.TypeFor[Flag]():
		return n.Text == "true"
	}
	return n.Text
}
