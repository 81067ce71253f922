package format

import (
	"iter"
	"reflect"
	"strconv"
	"strings"
)

// Layout is what the tags of a struct say, read once.
type Layout struct {
	Fields []Field
	ByKey  map[string]*Field
	Keys   []string       // in the order of the type
	Types  []reflect.Type // by index
	Alone  *Field
	Rest   *Field // has the keys that no other field has; nil where there are none
}

// Field is a field of a type of the format, by its tags (see document.go).
type Field struct {
	Index    int
	named    bool   // it is a field of the format
	Key      string // "" for one that has no name of its own
	alone    bool
	rest     bool
	Required bool
	Fallback string // the default
	Formats  []string
	ofWords  bool // those of its type
	Enum     []string
	Min, Max int
	Bounded  bool
	MapForm  bool
	OneForm  bool
	// AbsentIsAll: a list that stands for all where it is absent. An empty one
	// would let everybody in who reads it as none.
	AbsentIsAll bool
	// Filled: a list that may be left out, and not be empty.
	Filled bool
}

// LayoutOf reads the tags of a struct.
func LayoutOf(t reflect.Type) *Layout {
	n := t.NumField()
	p := &Layout{ByKey: make(map[string]*Field, n), Fields: make([]Field, 0, n), Keys: make([]string, 0, n)}
	p.Types = make([]reflect.Type, n)
	for i := range n {
		p.Types[i] = t.Field(i).Type
		if f := newField(i, t.Field(i).Tag); f.named {
			if f.ofWords {
				f.Enum = EnumWords(p.Types[i])
			}
			p.Fields = append(p.Fields, f)
		}
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.alone {
			p.Alone = f
		}
		if f.rest {
			p.Rest = f
		}
		if f.Key != "" {
			p.ByKey[f.Key] = f
			p.Keys = append(p.Keys, f.Key)
		}
	}
	return p
}

// newField reads a field's tags in one go: at a start of the program, looking
// each up was a tenth of reading a small topology.
func newField(index int, tag reflect.StructTag) Field {
	f := Field{Index: index, Max: -1}
	for name, value := range tags(string(tag)) {
		switch name {
		case "key":
			f.named = true
			f.Key, f.alone = strings.CutSuffix(value, ",alone")
			if f.Key, f.rest = strings.CutSuffix(f.Key, ",rest"); f.Key == "-" {
				f.Key = ""
			}
		case "required":
			f.Required = true
		case "default":
			f.Fallback = value
		case "format":
			f.Formats = parts(value, ",")
		case "enum":
			f.ofWords = true
		case "filled":
			f.Filled = true
		case "derived":
			f.AbsentIsAll = strings.HasPrefix(value, "all")
		case "form":
			f.MapForm, f.OneForm = value == "map", value == "one"
		case "min":
			f.Min, _ = strconv.Atoi(value)
			f.Bounded = true
		case "max":
			f.Max, _ = strconv.Atoi(value)
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
