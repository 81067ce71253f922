package format

import "reflect"

// Enum is one of a few words, which are the constants of a type.
type Enum[T Word] struct {
	Value T
	Origin
}

// Word is a type of words. They are listed here alone: the decoder, the explanation,
// the schema and completion ask the type.
type Word interface {
	~string
	Words() []string
}

// Enumerated is a field of some words, whichever they are.
type Enumerated interface {
	Words() []string
}

// Words are those that the field may be, in the order in which they are told.
func (e *Enum[T]) Words() []string {
	var none T
	return none.Words()
}

// SetWord gives a field of some words, whichever they are, a text that is one of them.
// It asks the field for no interface: Go makes a table of each type that is asked, and
// this takes a small topology longer than all that it decodes.
func SetWord(field reflect.Value, t Text) {
	field.Field(0).SetString(t.Value)
	*field.Field(1).Addr().Interface().(*Origin) = t.Origin
}

// EnumWords are the words that a field of a type may be, or each item of its list; nil
// where it is none of words.
func EnumWords(t reflect.Type) []string {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if e, ok := reflect.New(t).Interface().(Enumerated); ok {
		return e.Words()
	}
	return nil
}

// wordsOf are words as texts.
func wordsOf[T ~string](list ...T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}
