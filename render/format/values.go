package format

import "render/render/places"

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
	Keys []PlacedKey // of an object
}

// PlacedKey is a key of an object, and where it was written.
type PlacedKey struct {
	Key   string
	Place places.Place
}

// KeyOrigin is where a key of an object was written.
func (a *Any) KeyOrigin(key string) Origin {
	m := a.Origin
	for _, k := range a.Keys {
		if k.Key == key {
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

// Values are the texts alone.
func Values(list []Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Value
	}
	return out
}

// Pairs are keys and values as a map, never nil.
func Pairs(list []Pair) map[string]string {
	out := make(map[string]string, len(list))
	for _, p := range list {
		out[p.Key.Value] = p.Value.Value
	}
	return out
}
