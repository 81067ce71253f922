package format

import (
	"slices"
	"strconv"
	"strings"

	"render/render/places"
)

// Origin is where a value was written: its place and its field. The zero Origin
// means that it was not written: the value, if any, is a default. It is as small as it
// can be, since every field has one, and few fields are written.
type Origin struct{ spot *spot }

// spot is what an Origin tells. It never changes: copies of an Origin have it in common.
type spot struct {
	place  places.Place
	parent *spot
	key    string
	index  int32 // an item's number where key is ""
	wrong  bool
}

// Top is where the file's own object begins.
func Top(place places.Place) Origin { return Origin{&spot{place: place}} }

// Member is where a value of an object was written.
func (m Origin) Member(key string, place places.Place) Origin {
	return Origin{&spot{place: place, parent: m.spot, key: key}}
}

// Item is where an item of a list was written.
func (m Origin) Item(index int, place places.Place) Origin {
	return Origin{&spot{place: place, parent: m.spot, index: int32(index)}}
}

// From is the same field, told of at another place.
func (m Origin) From(place places.Place) Origin {
	out := m.get()
	out.place = place
	return Origin{&out}
}

// Doubt says of a value that it is not of its form, which is told: what follows from
// it is not worth a word.
func (m *Origin) Doubt() {
	out := m.get()
	out.wrong = true
	m.spot = &out
}

func (m Origin) get() spot {
	if m.spot == nil {
		return spot{}
	}
	return *m.spot
}

// IsSet reports whether the value was written.
func (m Origin) IsSet() bool { return m.spot != nil && !m.spot.place.IsZero() }

// IsWrong reports whether Doubt was called.
func (m Origin) IsWrong() bool { return m.spot != nil && m.spot.wrong }

// Apart is the same place, of which something is told that has nothing to do with the value's
// form.
func (m Origin) Apart() Origin {
	if !m.IsWrong() {
		return m
	}
	out := m.get()
	out.wrong = false
	return Origin{&out}
}

// At is the place.
func (m Origin) At() places.Place { return m.get().place }

// Key is that under which the value stands; "" of an item, and at the top.
func (m Origin) Key() string { return m.get().key }

// Index is an item's number in its list.
func (m Origin) Index() int { return int(m.get().index) }

// Path is the field as people write it, "tiers[1].hosts[0]"; "" at the top.
func (m Origin) Path() string {
	var way []*spot
	for s := m.spot; s != nil; s = s.parent {
		way = append(way, s)
	}
	var b strings.Builder
	for _, s := range slices.Backward(way) {
		switch {
		case s.key != "":
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.key)
		case s.parent != nil:
			b.WriteString("[" + strconv.Itoa(int(s.index)) + "]")
		}
	}
	return b.String()
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
	return list[0].origin().Apart()
}

// PairsOrigin is where an object with keys of the user's own begins.
func PairsOrigin(list []Pair) Origin {
	if len(list) == 0 {
		return Origin{}
	}
	return list[0].Key.Apart()
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
