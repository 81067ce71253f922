package format

import (
	"strconv"
	"strings"

	"render/render/places"
)

// Origin is where a value was written: its place and its field. The zero Origin
// means that it was not written: the value, if any, is a default.
type Origin struct {
	Place  places.Place
	Parent *Step
	Key    string
	Index  int32 // an item's number where key is ""
	Wrong  bool  // it is not of its form, which is told: what follows from it is not worth a word
}

// Step is one name or number on the way from the top of the file to a field.
type Step struct {
	parent *Step
	key    string
	index  int32
}

// IsSet reports whether the value was written.
func (m Origin) IsSet() bool { return !m.Place.IsZero() }

// At is the place.
func (m Origin) At() places.Place { return m.Place }

// Path is the field as people write it, "tiers[1].hosts[0]"; "" at the top.
func (m Origin) Path() string {
	return (&Step{m.Parent, m.Key, m.Index}).path()
}

func (s *Step) path() string {
	var parts []*Step
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
			b.WriteString("[" + strconv.Itoa(int(parts[i].index)) + "]")
		}
	}
	return b.String()
}

// Step is the way to the field; nil at the top.
func (m Origin) Step() *Step {
	if m.Key == "" && m.Parent == nil {
		return nil
	}
	return &Step{m.Parent, m.Key, m.Index}
}

func (m Origin) origin() Origin { return m }

// written is what has an origin.
type written interface{ origin() Origin }

// Or is the first of two that is there.
func Or(a, b Origin) Origin {
	if a.IsSet() {
		return a
	}
	return b
}

// ListOrigin is where a list begins.
func ListOrigin[T written](list []T) Origin {
	if len(list) == 0 {
		return Origin{}
	}
	return list[0].origin()
}

// PairsOrigin is where an object with keys of the user's own begins.
func PairsOrigin(list []Pair) Origin {
	if len(list) == 0 {
		return Origin{}
	}
	return list[0].Key.Origin
}

// PointerOrigin is where an object that may be absent was written.
func PointerOrigin[T any, P interface {
	*T
	written
}](p P) Origin {
	if p == nil {
		return Origin{}
	}
	return p.origin()
}
