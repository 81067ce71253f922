package schemas

import (
	_ "embed"
	"sort"
	"strings"
	"sync"

	"render/internal/later"
)

// text is a line a kind ("apps/v1 Deployment @apps.v1.Deployment"), or a part of
// one ("- pod @core.v1.PodSpec"), an empty line, and a line an object: its name,
// and for each field its key, ":" or, where it is required, "!", and its type.
// "*" is for members of any name. A type is a letter (see form), 'a|b' for words,
// with ~ for a space, [T] for a list, {T} for an object whose keys are people's own, or @ and an
// object's name.
//
//go:embed schemas.txt
var text string

// form is what a value may be: the letter of a type, or how one begins.
type form byte

const (
	anything form = 'a'
	texts    form = 's'
	flags    form = 'b'
	wholes   form = 'i'
	shorts   form = 'j' // of 32 bits
	numbers  form = 'n'
	eithers  form = 'x' // a whole number or a text
	amounts  form = 'q' // quantities
	words    form = '\''
	lists    form = '['
	keyed    form = '{'
	objects  form = '@'
)

// shape is a type.
type shape struct {
	form   form
	words  string  // "a|b"
	of     *shape  // lists, keyed
	object *object // objects
}

// object is an object's fields, which are read from its line when they are asked
// for first: of a thousand objects most never are.
type object struct {
	line   string
	once   sync.Once
	loaded bool // without a line
	fields []field
	open   bool // it may have more fields
}

type field struct {
	key      string
	shape    shape
	required bool
}

// table is what the text says. Objects' lines are not looked into.
type table struct {
	kinds    map[string]string // types by "apiVersion kind", and by "- part"
	versions map[string]bool
	objects  map[string]*object
}

func tables() *table { return tablesOnce.Get(divided) }

var tablesOnce later.Value[*table]

// divided divides the text into lines.
func divided() *table {
	t := &table{kinds: map[string]string{}, versions: map[string]bool{}, objects: map[string]*object{}}
	kinds, lines, _ := strings.Cut(text, "\n\n")
	for line := range strings.Lines(kinds) {
		line = strings.TrimSuffix(line, "\n")
		at := strings.LastIndexByte(line, ' ')
		t.kinds[line[:at]] = line[at+1:]
		version, _, _ := strings.Cut(line, " ")
		t.versions[version] = true
	}
	for line := range strings.Lines(lines) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		t.objects[name] = &object{line: rest}
	}
	return t
}

// shape reads a type.
func (t *table) shape(spelled string) shape {
	s := shape{form: form(spelled[0])}
	inner := spelled[1:]
	switch s.form {
	case words:
		s.words = strings.ReplaceAll(strings.TrimSuffix(inner, "'"), "~", " ")
	case lists, keyed:
		of := t.shape(inner[:len(inner)-1])
		s.of = &of
	case objects:
		s.object = t.objects[inner]
	}
	return s
}

// members are an object's fields, in the order of their keys.
func (o *object) members(t *table) []field {
	if o.loaded {
		return o.fields
	}
	o.once.Do(func() {
		for written := range strings.FieldsSeq(o.line) {
			at := strings.IndexAny(written, ":!")
			if written[:at] == "*" {
				o.open = true
				continue
			}
			o.fields = append(o.fields, field{written[:at], t.shape(written[at+1:]), written[at] == '!'})
		}
	})
	return o.fields
}

// find is a field by its key; the fields have been read.
func (o *object) find(key string) *field {
	i := sort.Search(len(o.fields), func(i int) bool { return o.fields[i].key >= key })
	if i == len(o.fields) || o.fields[i].key != key {
		return nil
	}
	return &o.fields[i]
}
