// Package pack writes render/schemas/schemas.txt: what fields the kinds have that
// people write by hand, and of which types, from the APIs' own definitions. Those
// are Kubernetes' and Istio's Go types, the descriptors of Protocol Buffers, and
// CustomResourceDefinitions of the newest release and of older ones.
//
// In go the modules of go.mod, and older ones at the versions that are written
// here; out comes text. It must never import the renderer.
package pack

import (
	"maps"
	"slices"
)

// form is what a value may be. Those of one letter are also how it is written.
type form string

const (
	anything form = "a"
	text     form = "s"
	flag     form = "b"
	whole    form = "i"
	short    form = "j" // of 32 bits
	number   form = "n"
	either   form = "x" // a whole number or a text
	quantity form = "q"
	words    form = "words"
	list     form = "list"
	table    form = "table" // keys are people's own
	object   form = "object"
)

// shape is a type of a value.
type shape struct {
	form   form
	words  []string
	of     *shape           // list, table
	name   string           // object: what others call it; "" until it is given one
	fields map[string]field // object
	open   bool             // object: it may have more fields, of any kind
	// part says of a kind's shape that objects are merged into others, so that they
	// may leave out what is required.
	part bool
}

type field struct {
	shape    *shape
	required bool
}

func simple(f form) *shape { return &shape{form: f} }

// union is what either of two shapes of one value takes: an API's older and newer
// releases may differ. A field is required where both want it.
func union(a, b *shape) *shape {
	switch {
	case a == b:
		return a
	case a.form == words && b.form == words:
		return &shape{form: words, words: slices.Compact(slices.Sorted(slices.Values(slices.Concat(a.words, b.words))))}
	case a.form == words && b.form == text, a.form == text && b.form == words:
		return simple(text)
	case a.form == short && b.form == whole, a.form == whole && b.form == short:
		return simple(whole)
	case a.form != b.form:
		return simple(anything)
	case a.form == list || a.form == table:
		return &shape{form: a.form, of: union(a.of, b.of)}
	case a.form != object:
		return a
	}
	out := &shape{form: object, fields: maps.Clone(a.fields), open: a.open || b.open}
	for key, own := range a.fields {
		if _, both := b.fields[key]; !both {
			out.fields[key] = field{own.shape, false}
		}
	}
	for key, other := range b.fields {
		own, both := a.fields[key]
		if !both {
			out.fields[key] = field{other.shape, false}
			continue
		}
		out.fields[key] = field{union(own.shape, other.shape), own.required && other.required}
	}
	return out
}

// addRemoved adds the fields of older releases. It gives back one that is there
// still.
func (s *shape) addRemoved() (there string) {
	for key, f := range removed[s.name] {
		if _, ok := s.fields[key]; ok {
			return key
		}
		s.fields[key] = field{simple(f), false}
	}
	return ""
}
