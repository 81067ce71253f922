package compose

import (
	"strings"

	"render/render/format"
	"render/render/source"
)

// Part is what a key of a service becomes at an app: a field, or something in a field, of one of the
// app's objects.
type Part struct {
	Object string // "" for a field of the app itself
	Key    string
	Value  string
	In     string // "[]" for an item of the field's list, "{}" for a member of its object; "" for all of it
}

// field is a whole field of an object.
func field(object, key, value string) []Part { return []Part{{Object: object, Key: key, Value: value}} }

// mount is a volume, and where the container has it.
func mount(volume, at string) []Part {
	return []Part{{"pod", "volumes", volume, "[]"}, {"container", "volumeMounts", at, "[]"}}
}

// Texts are the texts of a value that is one or a list of them; none where one is something else.
func Texts(n *source.Node) []string {
	items := n.Items
	if n.Kind == source.Scalar {
		items = []*source.Node{n}
	}
	var out []string
	for _, item := range items {
		if item.Kind != source.Scalar || item.Null() {
			return nil
		}
		out = append(out, item.Text)
	}
	return out
}

// Text is the text that a key of an object has; "" for none.
func Text(n *source.Node, key string) string {
	if value := n.Get(key); value != nil && value.Kind == source.Scalar && !value.Null() {
		return value.Text
	}
	return ""
}

// textBelow is the text that a key of an object in another has; "" for none.
func textBelow(n *source.Node, object, key string) string {
	if below := n.Get(object); below != nil {
		return Text(below, key)
	}
	return ""
}

// list are texts as items between brackets.
func list(texts []string) string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = format.YAMLWord(text)
	}
	return strings.Join(out, ", ")
}
