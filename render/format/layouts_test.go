package format

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestLayouts: what cmd/generate wrote of each type is what the compiled type says:
// the place, tag and type of each field, and its words.
func TestLayouts(t *testing.T) {
	seen := map[reflect.Type]bool{}
	fields := 0
	var walk func(reflect.Type)
	walk = func(of reflect.Type) {
		if seen[of] {
			return
		}
		seen[of] = true
		layout, n := LayoutOf(of), 0
		for i := range of.NumField() {
			key, tagged := of.Field(i).Tag.Lookup("key")
			if !tagged {
				continue
			}
			if n >= len(layout.Fields) {
				t.Fatalf("%v has no field %s; run \"make generate\"", of, key)
			}
			f := &layout.Fields[n]
			n++
			fields++
			key, alone := strings.CutSuffix(key, ",alone")
			key, rest := strings.CutSuffix(key, ",rest")
			typ := of.Field(i).Type
			inner, object := Element(typ)
			switch {
			case f.Index != i, f.Key != key && key != "-", alone != (layout.Alone() == f), rest != (layout.Rest() == f),
				key != "-" && key != "" && layout.ByKey(key) != f,
				f.List != (typ.Kind() == reflect.Slice), object && f.Of != inner.Name(),
				object != (f.Inner() != nil), !slices.Equal(f.Enum, EnumWords(typ)),
				f.Fallback != of.Field(i).Tag.Get("default"), strings.Join(f.Formats, ",") != of.Field(i).Tag.Get("format"):
				t.Errorf("%v.%s is %+v; run \"make generate\"", of, of.Field(i).Name, *f)
			}
			if object {
				walk(inner)
			}
		}
		if n != len(layout.Fields) {
			t.Errorf("%v has %d fields, and its layout %d", of, n, len(layout.Fields))
		}
	}
	walk(DocumentType())
	if len(seen) < 50 || fields < 250 {
		t.Errorf("%d types with %d fields were compared", len(seen), fields)
	}
}
