package format

import (
	"reflect"
	"testing"
)

// TestAccessSays: each field of an access says something, of its ways and of its tokens too.
func TestAccessSays(t *testing.T) {
	told := func(kind reflect.Type, in func(v reflect.Value) *Access) {
		for i := range kind.NumField() {
			f := kind.Field(i)
			if f.Anonymous {
				continue // its place
			}
			v := reflect.New(kind)
			switch at := v.Elem().Field(i); at.Kind() {
			case reflect.Slice:
				at.Set(reflect.MakeSlice(at.Type(), 1, 1))
			default:
				at.FieldByName("Value").SetString("x")
			}
			if in(v).Says() == in(reflect.New(kind)).Says() {
				t.Errorf("%s.%s says nothing", kind.Name(), f.Name)
			}
		}
	}
	told(reflect.TypeFor[Access](), func(v reflect.Value) *Access { return v.Interface().(*Access) })
	told(reflect.TypeFor[AccessWay](), func(v reflect.Value) *Access { return &Access{AnyOf: []AccessWay{*v.Interface().(*AccessWay)}} })
	told(reflect.TypeFor[JWT](), func(v reflect.Value) *Access { return &Access{JWT: []JWT{*v.Interface().(*JWT)}} })
}
