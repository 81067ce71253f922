package topology

import (
	"reflect"
	"strconv"
	"strings"
)

// plan is what the tags of a struct say, read once.
type plan struct {
	fields []field
	byKey  map[string]*field
	keys   []string // in the order of the type
	alone  *field
}

type field struct {
	index     int
	key       string // "" for one that has no name of its own
	alone     bool
	required  bool
	fallback  string // the default
	formats   []string
	enum      []string
	later     []string
	min, max  int
	bounded   bool
	mapForm   bool
	oneForm   bool
	laterOnly bool // the whole field is not rendered yet
	// absentIsAll: a list that stands for all where it is absent. An empty one
	// would let everybody in who reads it as none.
	absentIsAll bool
}

func (d *decoder) plan(t reflect.Type) *plan {
	if p := d.plans[t]; p != nil {
		return p
	}
	p := newPlan(t)
	d.plans[t] = p
	return p
}

func newPlan(t reflect.Type) *plan {
	p := &plan{byKey: map[string]*field{}}
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("key")
		if !ok {
			continue
		}
		p.fields = append(p.fields, newField(i, tag, t.Field(i).Tag))
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

func newField(index int, key string, tag reflect.StructTag) field {
	f := field{index: index, max: -1}
	f.key, f.alone = strings.CutSuffix(key, ",alone")
	if f.key == "-" {
		f.key = ""
	}
	_, f.required = tag.Lookup("required")
	f.fallback = tag.Get("default")
	split := func(name, sep string) []string {
		if v := tag.Get(name); v != "" {
			return strings.Split(v, sep)
		}
		return nil
	}
	f.formats, f.enum, f.later = split("format", ","), split("enum", "|"), split("later", "|")
	f.laterOnly = len(f.later) == 1 && f.later[0] == "*"
	f.absentIsAll = strings.HasPrefix(tag.Get("derived"), "all")
	f.mapForm, f.oneForm = tag.Get("form") == "map", tag.Get("form") == "one"
	if v := tag.Get("min"); v != "" {
		f.min, _ = strconv.Atoi(v)
		f.bounded = true
	}
	if v := tag.Get("max"); v != "" {
		f.max, _ = strconv.Atoi(v)
	}
	return f
}
