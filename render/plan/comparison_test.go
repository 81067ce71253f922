package plan_test

import (
	"fmt"
	"reflect"
	"strconv"
	"testing"
	"unsafe"

	"render/render/decode"
	"render/render/places"
	"render/render/plan"
	"render/render/source"
)

// comparison finds where two values differ, as reflect.DeepEqual does, but for what
// package routing notes of a search for the next one.
type comparison struct{ seen map[[2]unsafe.Pointer]bool }

// differ is the way to what differs; "" where nothing does.
func (c *comparison) differ(a, b reflect.Value, at string) string {
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return at
	}
	switch a.Kind() {
	case reflect.Pointer:
		pair := [2]unsafe.Pointer{a.UnsafePointer(), b.UnsafePointer()}
		if notes := a.Type().Elem(); c.seen[pair] || pair[0] == pair[1] || notes.PkgPath() == "render/render/routing" && (notes.Name() == "Index" || notes.Name() == "expression") {
			return ""
		}
		if c.seen[pair] = true; a.IsNil() || b.IsNil() {
			return at
		}
		return c.differ(a.Elem(), b.Elem(), at)
	case reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return different(a.IsNil() == b.IsNil(), at)
		}
		return c.differ(a.Elem(), b.Elem(), at)
	case reflect.Struct:
		for i := range a.NumField() {
			if where := c.differ(a.Field(i), b.Field(i), at+"."+a.Type().Field(i).Name); where != "" {
				return where
			}
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return at
		}
		for i := range a.Len() {
			if where := c.differ(a.Index(i), b.Index(i), at+"["+strconv.Itoa(i)+"]"); where != "" {
				return where
			}
		}
	case reflect.Map:
		if a.Len() != b.Len() {
			return at
		}
		for _, key := range a.MapKeys() {
			other := b.MapIndex(key)
			if !other.IsValid() {
				return at
			}
			if where := c.differ(a.MapIndex(key), other, fmt.Sprintf("%s[%v]", at, key)); where != "" {
				return where
			}
		}
	default:
		return different(a.Equal(b), at)
	}
	return ""
}

func different(same bool, at string) string {
	if same {
		return ""
	}
	return at
}

// TestComparison: what a rule might change is seen.
func TestComparison(t *testing.T) {
	derive := func() *plan.Plan {
		root, _ := source.Parse(places.NewSource("t", []byte("name: a\nlabels: {a: b}\nistio: {version: \"1.31\", values: {a: [1]}}\ntiers: [{ip: 10.0.0.1}]")))
		document, _ := decode.Decode(root)
		return plan.Derive(document, options[0])
	}
	for name, change := range map[string]func(p *plan.Plan){
		"none":   func(*plan.Plan) {},
		"text":   func(p *plan.Plan) { p.Document.Labels[0].Key.Value = "c" },
		"number": func(p *plan.Plan) { p.Document.Certs.Days.Value++ },
		"item":   func(p *plan.Plan) { p.Tiers = append(p.Tiers, p.Tiers...) },
		"place": func(p *plan.Plan) {
			ip := &p.Document.Tiers[0].IP[0]
			place := ip.At()
			place.Line++
			ip.Origin = ip.From(place)
		},
		"inside":    func(p *plan.Plan) { p.Document.Istio.Values.Value.(map[string]any)["a"].([]any)[0] = 2.0 },
		"no object": func(p *plan.Plan) { p.Document.Istio.Values.Value = nil },
	} {
		a, b := derive(), derive()
		change(b)
		c := comparison{seen: map[[2]unsafe.Pointer]bool{}}
		if where := c.differ(reflect.ValueOf(a), reflect.ValueOf(b), "plan"); (where == "") != (name == "none") {
			t.Errorf("%s: %q", name, where)
		}
	}
}
