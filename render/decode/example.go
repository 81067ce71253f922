package decode

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/places"
	"render/render/platform"
	"render/render/reference"
	"render/render/source"
)

// Example is a field's example as JSON has it; nil where it has none, which a test
// refuses.
func Example(d reference.Described) any {
	_, text := d.Text()
	if text == "" {
		return nil
	}
	node, diagnostics := source.Parse(places.NewSource("example", []byte(text)))
	if diagnostics.Failed() {
		return text
	}
	return exampleValue(d.Field, d.Typ, node)
}

// suchAs shows a field's example behind help that names the field; "" for one that is long or
// more than a value.
func suchAs(t reflect.Type, f *format.Field) string {
	const most = 40
	if t == nil {
		return ""
	}
	if _, example := reference.Describe(t, *f).Text(); example != "" && len(example) <= most && !strings.ContainsAny(example, "[{\n") {
		return ", such as " + example
	}
	return ""
}

// likeImage is the example of an app's port: of an image that many have that on which it listens.
func likeImage(v reflect.Value, f *format.Field, example string) string {
	app, ok := v.Addr().Interface().(*format.App)
	if !ok || f.Key != "port" {
		return example
	}
	if port := platform.PortOfImage(app.Image.Value); port != 0 {
		return fmt.Sprintf(", such as %d, where the image mostly listens", port)
	}
	return example
}

// within is the type of the object whose members are read; nil for none.
func (d *decoder) within() reflect.Type {
	if len(d.above) == 1 {
		return format.DocumentType()
	}
	return nil
}

// exampleValue is a node as the value that a field of a type reads it as, so
// that a version 1.10 stays the text that it is.
func exampleValue(f format.Field, t reflect.Type, n *source.Node) any {
	inner, object := format.Element(t)
	switch {
	case n.Kind == source.List:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = exampleValue(f, inner, item)
		}
		return items
	case n.Kind == source.Map && inner == reflect.TypeFor[format.Any]():
		value := (&decoder{}).any(n, format.Origin{})
		return value
	case n.Kind == source.Map:
		members := make(map[string]any, len(n.Keys))
		p := &format.Layout{}
		if object && !f.MapForm {
			p = format.LayoutOf(inner)
		}
		for i, k := range n.Keys {
			switch member := p.ByKey(k.Text); {
			case member != nil:
				members[k.Text] = exampleValue(*member, inner.Field(member.Index).Type, n.Values[i])
			default: // a key of the user's own
				own := f
				own.MapForm = false
				members[k.Text] = exampleValue(own, inner, n.Values[i])
			}
		}
		return members
	case object:
		if alone := format.LayoutOf(inner).Alone(); alone != nil {
			return exampleValue(*alone, inner.Field(alone.Index).Type, n)
		}
	case inner == reflect.TypeFor[format.Number]():
		if value, err := strconv.Atoi(n.Text); err == nil {
			return value
		}
	case inner == reflect.TypeFor[format.Flag]():
		return n.Text == "true"
	}
	return n.Text
}
