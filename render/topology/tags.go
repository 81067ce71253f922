package topology

import (
	"iter"
	"reflect"
	"strconv"
	"strings"
)

// plan is what the tags of a struct say, read once.
type layout struct {
	fields []field
	byKey  map[string]*field
	keys   []string       // in the order of the type
	types  []reflect.Type // by index
	alone  *field
}

type field struct {
	index    int
	named    bool   // it is a field of the format
	key      string // "" for one that has no name of its own
	alone    bool
	required bool
	fallback string // the default
	formats  []string
	ofWords  bool // those of its type
	enum     []string
	min, max int
	bounded  bool
	mapForm  bool
	oneForm  bool
	// absentIsAll: a list that stands for all where it is absent. An empty one
	// would let everybody in who reads it as none.
	absentIsAll bool
}

func layoutOf(t reflect.Type) *layout {
	n := t.NumField()
	p := &layout{byKey: make(map[string]*field, n), fields: make([]field, 0, n), keys: make([]string, 0, n)}
	p.types = make([]reflect.Type, n)
	for i := range n {
		p.types[i] = t.Field(i).Type
		if f := newField(i, t.Field(i).Tag); f.named {
			if f.ofWords {
				f.enum = EnumWords(p.types[i])
			}
			p.fields = append(p.fields, f)
		}
	}
	for i := range p.fields {
		f := &p.fields[i]
		if f.alone {
			p.alone = f
		}
		if f.key != "" {
			p.byKey[f.key] = f
			p.keys = append(p.keys, f.key)
		}
	}
	return p
}

// newField reads a field's tags in one go: at a start of the program, looking
// each up was a tenth of reading a small topology.
func newField(index int, tag reflect.StructTag) field {
	f := field{index: index, max: -1}
	for name, value := range tags(string(tag)) {
		switch name {
		case "key":
			f.named = true
			if f.key, f.alone = strings.CutSuffix(value, ",alone"); f.key == "-" {
				f.key = ""
			}
		case "required":
			f.required = true
		case "default":
			f.fallback = value
		case "format":
			f.formats = parts(value, ",")
		case "enum":
			f.ofWords = true
		case "derived":
			f.absentIsAll = strings.HasPrefix(value, "all")
		case "form":
			f.mapForm, f.oneForm = value == "map", value == "one"
		case "min":
			f.min, _ = strconv.Atoi(value)
			f.bounded = true
		case "max":
			f.max, _ = strconv.Atoi(value)
		}
	}
	return f
}

func parts(value, separator string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, separator)
}

// tags are the names and values of a struct tag, which is name:"value" with
// spaces between. A tag that is not is the fault of the one who wrote it.
func tags(text string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for text = strings.TrimLeft(text, " "); text != ""; text = strings.TrimLeft(text, " ") {
			name, rest, _ := strings.Cut(text, ":")
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				panic("topology: no struct tag: " + text)
			}
			value, _ := strconv.Unquote(quoted)
			if !yield(name, value) {
				return
			}
			text = rest[len(quoted):]
		}
	}
}
