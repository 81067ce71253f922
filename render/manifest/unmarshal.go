package manifest

import (
	"bytes"
	"errors"
)

// UnmarshalJSON implements json.Unmarshaler. Numbers are float64. A key that an object has
// twice is an error.
func (o *Object) UnmarshalJSON(text []byte) error {
	value, err := readJSON(text, false)
	if err != nil {
		return err
	}
	object, ok := value.(Object)
	if !ok && value != nil {
		return errNoObject
	}
	*o = object
	return nil
}

// ReadMap is an object in JSON as a map with maps in it, as json.Unmarshal gives it. A key
// that an object has twice is an error.
func ReadMap(text []byte) (map[string]any, error) {
	value, err := readJSON(text, true)
	if err != nil {
		return nil, err
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, errNoObject
	}
	return object, nil
}

var (
	errNoObject = errors.New("JSON that is no object")
	errBadJSON  = errors.New("text that is no JSON")
	errTwice    = errors.New("JSON with an object that has a key twice")
)

// maxJSONDepth is as encoding/json has it.
const maxJSONDepth = 10000

// jsonReader reads a text once, where encoding/json looks at it several times. What is rare
// it leaves to that: texts with escapes, or that are no UTF-8.
type jsonReader struct {
	text    []byte
	at      int
	depth   int
	maps    bool              // objects are maps
	kept    map[string]string // short texts that came before: they take memory once
	members []Member          // of the objects under way
	items   []any             // of the lists
}

func readJSON(text []byte, maps bool) (any, error) {
	r := jsonReader{text: text, maps: maps, kept: map[string]string{}}
	value, err := r.value("")
	if err == nil && r.space() != 0 {
		err = errBadJSON
	}
	return value, err
}

// space is the next character that is no space; 0 at the end.
func (r *jsonReader) space() byte {
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
		case 0:
			return 1 // nothing begins with it
		default:
			return c
		}
	}
	return 0
}

// value is the value under a key, or with "" any other one.
func (r *jsonReader) value(key string) (any, error) {
	switch c := r.space(); c {
	case '{', '[':
		if r.depth++; r.depth > maxJSONDepth {
			return nil, errBadJSON
		}
		defer func() { r.depth-- }()
		r.at++
		if c == '[' {
			return r.list()
		}
		return r.object(openMap(key))
	case '"':
		return r.string()
	case 't':
		return true, r.word("true")
	case 'f':
		return false, r.word("false")
	case 'n':
		return nil, r.word("null")
	}
	return r.number()
}

func (r *jsonReader) word(word string) error {
	if !bytes.HasPrefix(r.text[r.at:], []byte(word)) {
		return errBadJSON
	}
	r.at += len(word)
	return nil
}

// more reports whether there is one more member, behind a comma where it is not the first.
func (r *jsonReader) more(first bool, end byte) (bool, error) {
	switch c := r.space(); {
	case c == end:
		r.at++
		return false, nil
	case first:
		return true, nil
	case c != ',':
		return false, errBadJSON
	}
	r.at++
	if r.space() == end {
		return false, errBadJSON
	}
	return true, nil
}

func (r *jsonReader) list() (any, error) {
	from := len(r.items)
	for {
		more, err := r.more(len(r.items) == from, ']')
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		item, err := r.value("")
		if err != nil {
			return nil, err
		}
		r.items = append(r.items, item)
	}
	out := append(make([]any, 0, len(r.items)-from), r.items[from:]...)
	r.items = r.items[:from]
	return out, nil
}

func (r *jsonReader) object(open bool) (any, error) {
	from := len(r.members)
	for {
		more, err := r.more(len(r.members) == from, '}')
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		key, err := r.key()
		if err != nil {
			return nil, err
		}
		value, err := r.value(key)
		if err != nil {
			return nil, err
		}
		r.members = append(r.members, Member{key, value})
	}
	members := r.members[from:]
	r.members = r.members[:from]
	if r.maps {
		out := make(map[string]any, len(members))
		for _, m := range members {
			out[m.Key] = m.Value
		}
		if len(out) < len(members) {
			return nil, errTwice
		}
		return out, nil
	}
	out := append(make(Object, 0, len(members)), members...)
	if !out.inOrder(open) {
		out.sort(open)
	}
	for i := 1; i < len(out); i++ {
		if out[i].Key == out[i-1].Key {
			return nil, errTwice
		}
	}
	return out, nil
}

// key reads a key, and the colon behind it.
func (r *jsonReader) key() (string, error) {
	if r.space() != '"' {
		return "", errBadJSON
	}
	key, err := r.string()
	if err != nil || r.space() != ':' {
		return "", errBadJSON
	}
	r.at++
	return key, nil
}
