package objects

import (
	"encoding/json"
	"math"
	"strconv"

	"render/render/manifest"
	"render/render/places"
)

// Kind is what a field ought to hold.
type Kind uint8

const (
	Any         Kind = iota
	Mapping          // an object
	Sequence         // a list
	String           // text
	WholeNumber      // an integer, however it is written: 80, 80.0
	Bool             // true or false
	IntOrString      // a whole number or text, as a port that is named or numbered
)

var kindNames = [...]string{"a value", "an object", "a list", "text", "a whole number", "true or false", "a port's number or name"}

// String is the kind as a message names it: "a list".
func (k Kind) String() string { return kindNames[k] }

// Field is one value inside an object, or the place where one could be. It is a
// value of its own, and holds no part of the object but a reference.
type Field struct {
	object  *Object
	value   any
	path    *path
	numbers [maxNumbers]uint32 // of the items on the path
	want    Kind
}

// Object is the object that the field is in.
func (f Field) Object() *Object { return f.object }

// Written is the field of an object of the world that says this one: itself, or the text
// of a ConfigMap in which it stands.
func Written(f Field) Field {
	if f.object != nil && f.object.within != nil {
		return *f.object.within
	}
	return f
}

// Raw is the value itself, nil where there is none. It must not be changed.
func (f Field) Raw() any {
	if f.isRoot() {
		return f.object.members
	}
	return f.value
}

// isRoot reports whether the field is the object itself. It holds no value of its
// own then, which would take memory for each view.
func (f *Field) isRoot() bool { return f.path != nil && f.path.up == nil }

// Present reports whether there is a value. A null is none, as for the API
// server.
func (f Field) Present() bool { return f.value != nil || f.isRoot() }

// Wants is the kind of value that belongs here.
func (f Field) Wants() Kind { return f.want }

// Fits reports whether the value is of the kind that belongs here. What is
// absent fits.
func (f Field) Fits() bool { return f.value == nil || f.want.holds(f.value) }

// holds reports whether a value is of a kind.
func (k Kind) holds(value any) bool {
	ok := true
	switch k {
	case Mapping:
		_, ok = value.(manifest.Object)
	case Sequence:
		_, ok = value.([]any)
	case String:
		_, ok = value.(string)
	case Bool:
		_, ok = value.(bool)
	case WholeNumber:
		_, ok = wholeNumber(value)
	case IntOrString:
		if _, ok = value.(string); !ok {
			_, ok = wholeNumber(value)
		}
	}
	return ok
}

// Members are the members of a field that is an object; none of any other.
func (f Field) Members() manifest.Object {
	members, ok := f.value.(manifest.Object)
	if !ok && f.isRoot() {
		return f.object.members
	}
	return members
}

// Path is where the field is in its object: "spec.servers[0].port". It is "" for
// the object itself.
func (f Field) Path() string {
	if f.path == nil {
		return ""
	}
	return string(f.path.spell(nil, &f.numbers))
}

// Steps are the path's, each member or item one of them: "spec", "servers", "[0]".
func (f Field) Steps() []string {
	if f.path == nil {
		return nil
	}
	return f.path.steps(nil, &f.numbers)
}

// Place is where the field stands in the text that the object was read from; of
// one that is absent, where what it would be in does. It points nowhere for
// rendered objects.
func (f Field) Place() places.Place {
	l := f.layout()
	if l == nil {
		return places.Place{}
	}
	return places.Place{Source: f.object.source, Line: int(l.line), Column: int(l.column), Length: int(l.length)}
}

// layout is where the field stands, nil where that is not known.
func (f *Field) layout() *layout {
	if f.path == nil || f.object.layout == nil {
		return nil
	}
	_, at := f.path.follow(f.object.members, f.object.layout, &f.numbers)
	return at
}

// At is the field below keys, whatever it holds.
func (f Field) At(keys ...string) Field {
	for _, key := range keys {
		f = f.member(key, Any)
	}
	return f
}

// member is the field of a key.
func (f Field) member(key string, want Kind) Field {
	out := Field{object: f.object, path: f.path.member(key), numbers: f.numbers, want: want}
	members, ok := f.value.(manifest.Object)
	if !ok {
		members = f.Members()
	}
	for i := range members {
		if members[i].Key == key {
			out.value = members[i].Value
			break
		}
	}
	return out
}

// item is the field of an item of a list.
func (f Field) item(i int, value any, want Kind) Field {
	out := Field{object: f.object, value: value, numbers: f.numbers, want: want}
	if n := f.path.lists; n < maxNumbers {
		out.path, out.numbers[n] = f.path.items(), uint32(i)
	} else {
		out.path = &path{up: f.path, key: "[" + strconv.Itoa(i) + "]", item: true, lists: n}
	}
	return out
}

func (f Field) text(key string) Text     { return Text{f.member(key, String)} }
func (f Field) number(key string) Number { return Number{f.member(key, WholeNumber)} }
func (f Field) flag(key string) Flag     { return Flag{f.member(key, Bool)} }

// Text is a field that holds text.
type Text struct{ Field }

// Value is the text; "" where there is none.
func (t Text) Value() string {
	text, _ := t.value.(string)
	return text
}

// Number is a field that holds a whole number.
type Number struct{ Field }

// Value is the number, and whether there is one.
func (n Number) Value() (int64, bool) { return wholeNumber(n.value) }

// Flag is a field that holds true or false.
type Flag struct{ Field }

// Value is what the field holds, and whether it holds anything.
func (f Flag) Value() (value, ok bool) {
	value, ok = f.value.(bool)
	return value, ok
}

// NumberOrName is a field that holds a whole number or text: a port.
type NumberOrName struct{ Field }

// Number is the number, and whether there is one.
func (n NumberOrName) Number() (int64, bool) { return wholeNumber(n.value) }

// Name is the text; "" where there is none.
func (n NumberOrName) Name() string {
	text, _ := n.value.(string)
	return text
}

// wholeNumber reads a number as the API server does, which takes 80.0 for 80.
func wholeNumber(v any) (int64, bool) {
	switch v := v.(type) {
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	case int64:
		return v, true
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	}
	return 0, false
}
