// Package reference tells people and editors about the format: what explains a field,
// the JSON Schema, what completes a path or a value.
//
// In go the types of package format and what their comments say; out come texts. It
// must never read a topology.
package reference

import (
	"reflect"
	"strings"

	"render/render/format"
)

// Described is a field with all that its tags and its comment say.
type Described struct {
	format.Field
	owner   string // the Go type it is in
	Name    string // its Go name
	Typ     reflect.Type
	derived string
}

// Describe is a field of a type with what its tags say.
func Describe(t reflect.Type, f format.Field) Described {
	sf := t.Field(f.Index)
	return Described{Field: f, owner: t.Name(), Name: sf.Name, Typ: sf.Type, derived: sf.Tag.Get("derived")}
}

// summary is the first sentence of the field's reference text, without its stop.
func (d Described) summary() string {
	text, _ := d.Text()
	first, _, _ := strings.Cut(text, ". ")
	return strings.TrimSuffix(first, ".")
}

// Text is the field's reference text and its example.
func (d Described) Text() (text, example string) {
	text, example, _ = strings.Cut(texts()[d.owner+"."+d.Name], " Example: ")
	return text, example
}
