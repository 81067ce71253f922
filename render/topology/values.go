package topology

import (
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/places"
	"render/render/source"
)

// Mark is where a value was written: its place and its field. The zero Mark
// means that it was not written: the value, if any, is a default.
type Origin struct {
	Place  places.Place
	parent *step
	key    string
	index  int  // an item's number where key is ""
	wrong  bool // it is not of its form, which is told: what follows from it is not worth a word
}

// step is one name or number on the way from the top of the file to a field.
type step struct {
	parent *step
	key    string
	index  int
}

// IsSet reports whether the value was written.
func (m Origin) IsSet() bool { return !m.Place.IsZero() }

// Path is the field as people write it, "tiers[1].hosts[0]"; "" at the top.
func (m Origin) Path() string {
	return (&step{m.parent, m.key, m.index}).path()
}

func (s *step) path() string {
	var parts []*step
	for ; s != nil; s = s.parent {
		parts = append(parts, s)
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		switch {
		case parts[i].key != "":
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(parts[i].key)
		case parts[i].parent != nil:
			b.WriteString("[" + strconv.Itoa(parts[i].index) + "]")
		}
	}
	return b.String()
}

func (m Origin) step() *step {
	if m.key == "" && m.parent == nil {
		return nil
	}
	return &step{m.parent, m.key, m.index}
}

// problem is a problem with the value that is marked.
func (m Origin) diagnostic(message, help string, also ...diag.Related) diag.Diagnostic {
	// What could not be read has no place, and is a problem of its own.
	also = slices.DeleteFunc(also, func(a diag.Related) bool { return a.Place.IsZero() })
	return diag.Diagnostic{Place: m.Place, Path: m.Path(), Message: message, Help: help, Related: also}
}

// also is the mark as the other side of a conflict.
func (m Origin) related() diag.Related { return diag.Related{Place: m.Place, Note: m.Path()} }

// Text is a scalar, read from its source text: 1.10 is "1.10", on is "on".
type Text struct {
	Value string
	Origin
}

// Number is a whole decimal number.
type Number struct {
	Value int
	Origin
}

// Flag is true or false.
type Flag struct {
	Value bool
	Origin
}

// Any is a value that is handed on as it is: map[string]any, []any, string,
// bool, int64, float64 or nil.
type Any struct {
	Value any
	Origin
	keys []*source.Node // of an object
}

// keyOrigin is where a key of an object was written.
func (a *Any) keyOrigin(key string) Origin {
	m := a.Origin
	for _, k := range a.keys {
		if k.Text == key {
			m.Place = k.Place
		}
	}
	return m
}

// Pair is one member of an object whose keys are the user's own.
type Pair struct {
	Key   Text
	Value Text
}

// values are the texts alone.
func values(list []Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Value
	}
	return out
}

func pairs(list []Pair) map[string]string {
	out := make(map[string]string, len(list))
	for _, p := range list {
		out[p.Key.Value] = p.Value.Value
	}
	return out
}
