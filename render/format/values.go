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
	Inner []Placed // of an object, or a list
}

// Placed is a member of an object or an item of a list that is handed on, and where
// it was written.
type Placed struct {
	Key   string       // "" of an item
	Name  places.Place // of the key; of an item where it is itself
	Value places.Place
	Inner []Placed
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

// PairsSize is how many bytes keys and values have.
func PairsSize(list []Pair) int {
	n := 0
	for i := range list {
		n += len(list[i].Key.Value) + len(list[i].Value.Value)
	}
	return n
}

// Unique are texts, each once.
func Unique(list []Text) []string {
	if len(list) == 0 {
		return nil
	}
	out, seen := make([]string, 0, len(list)), map[string]bool{}
	for _, t := range list {
		if !seen[t.Value] {
			seen[t.Value] = true
			out = append(out, t.Value)
		}
	}
	return out
}
