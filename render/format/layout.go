package format

import "reflect"

// Layout is what the tags of a struct say (see document.go). All layouts are data
// that cmd/generate writes, so that a start of the program reads no tag.
type Layout struct {
	Fields []Field
	Keys   []string // in the order of the type

	alone, rest int // which of the fields, from 1; a pointer would have to be set at each start
}

// Alone is the field that an object may be written as, nil where it has none.
func (p *Layout) Alone() *Field { return p.at(p.alone) }

// Rest is the field that has the keys that no other has, nil where there is none.
func (p *Layout) Rest() *Field { return p.at(p.rest) }

func (p *Layout) at(n int) *Field {
	if n == 0 {
		return nil
	}
	return &p.Fields[n-1]
}

// Field is a field of a type of the format, by its tags.
type Field struct {
	Index    int    // of the struct's fields
	Key      string // "" for one that has no name of its own
	Of       string // the type of the object that it has, or has a list of; "" for none
	Fallback string // the default
	Constant string // the number that what renders takes an object for where it is not written
	Formats  []string
	Enum     []string // its words; nil where it is none of words
	Min, Max int
	Bounded  bool
	Required bool
	// Defaulted: it has a value where it was not written, or one inside.
	Defaulted bool
	List      bool
	MapForm   bool
	OneForm   bool
	// AbsentIsAll: a list that stands for all where it is absent. An empty one
	// would let everybody in who reads it as none.
	AbsentIsAll bool
	// Filled: a list that may be left out, and not be empty.
	Filled bool
}

// LayoutOf is the layout of a struct, which nobody changes; without fields of a type
// that has none of the format.
func LayoutOf(t reflect.Type) *Layout { return layoutNamed(t.Name()) }

// ByKey is the field of a key, nil where there is none.
func (p *Layout) ByKey(key string) *Field {
	for i := range p.Fields {
		if p.Fields[i].Key == key && key != "" {
			return &p.Fields[i]
		}
	}
	return nil
}

// Inner is the layout of the object that a field has, or has a list of; nil where
// it has none. Of an object with keys of the user's own it is that of their values.
func (f *Field) Inner() *Layout {
	if f.Of == "" {
		return nil
	}
	return layoutNamed(f.Of)
}
