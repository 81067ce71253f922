package pack

import (
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"strings"

	"istio.io/istio/operator/pkg/apis"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// ownJSON are the Go types that say themselves what they are in JSON.
var ownJSON = map[reflect.Type]form{
	reflect.TypeFor[metav1.Time]():                                  text,
	reflect.TypeFor[metav1.MicroTime]():                             text,
	reflect.TypeFor[metav1.Duration]():                              text,
	reflect.TypeFor[metav1.FieldsV1]():                              anything,
	reflect.TypeFor[intstr.IntOrString]():                           either,
	reflect.TypeFor[resource.Quantity]():                            quantity,
	reflect.TypeFor[runtime.RawExtension]():                         anything,
	reflect.TypeFor[json.RawMessage]():                              anything,
	reflect.TypeFor[apiextensionsv1.JSON]():                         anything,
	reflect.TypeFor[apiextensionsv1.JSONSchemaPropsOrBool]():        anything,
	reflect.TypeFor[apiextensionsv1.JSONSchemaPropsOrArray]():       anything,
	reflect.TypeFor[apiextensionsv1.JSONSchemaPropsOrStringArray](): anything,
	reflect.TypeFor[apis.BoolValue]():                               flag,
}

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

// goTypes reads shapes of Go types by their tags, as encoding/json does.
type goTypes struct {
	enums  map[string][]string // the words of types, by package and name
	shapes map[reflect.Type]*shape
	err    error
}

func (g *goTypes) fail(t reflect.Type, why string) *shape {
	if g.err == nil {
		g.err = fmt.Errorf("%s: %s", t, why)
	}
	return simple(anything)
}

func (g *goTypes) shape(t reflect.Type) *shape {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if f, ok := ownJSON[t]; ok {
		return simple(f)
	}
	if reflect.PointerTo(t).Implements(unmarshaler) && t.Kind() != reflect.Struct {
		return g.fail(t, "reads its own JSON")
	}
	switch t.Kind() {
	case reflect.String:
		if list := g.enums[t.PkgPath()+"."+t.Name()]; len(list) > 0 {
			return &shape{form: words, words: list}
		}
		return simple(text)
	case reflect.Bool:
		return simple(flag)
	case reflect.Int32, reflect.Uint16, reflect.Uint8, reflect.Int16:
		return simple(short)
	case reflect.Int64, reflect.Int, reflect.Uint32, reflect.Uint64:
		return simple(whole)
	case reflect.Float32, reflect.Float64:
		return simple(number)
	case reflect.Interface:
		return simple(anything)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return simple(text) // base64
		}
		return &shape{form: list, of: g.shape(t.Elem())}
	case reflect.Map:
		return &shape{form: table, of: g.shape(t.Elem())}
	case reflect.Struct:
		return g.object(t)
	}
	return g.fail(t, "is of no kind that JSON has")
}

func (g *goTypes) object(t reflect.Type) *shape {
	if s := g.shapes[t]; s != nil {
		return s
	}
	if reflect.PointerTo(t).Implements(unmarshaler) {
		return g.fail(t, "reads its own JSON")
	}
	name := typeName(t)
	s := &shape{form: object, name: name, fields: map[string]field{}}
	g.shapes[t] = s
	g.members(t, s)
	if key := s.addRemoved(); key != "" {
		return g.fail(t, key+" is not removed")
	}
	for _, key := range required[name] {
		f, ok := s.fields[key]
		if !ok {
			return g.fail(t, "has no field "+key)
		}
		s.fields[key] = field{f.shape, true}
	}
	return s
}

func (g *goTypes) members(t reflect.Type, s *shape) {
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case key == "-" || !f.IsExported():
		case key == "" && (f.Anonymous || strings.Contains(options, "inline")):
			g.members(f.Type, s)
		case key == "status" && ofObject(t):
			s.fields[key] = field{simple(anything), false} // nobody writes it
		case key == "":
			g.fail(t, f.Name+" has no name in JSON")
		default:
			s.fields[key] = field{g.shape(f.Type), false}
		}
	}
}

// ofObject reports whether a type is that of a whole object.
func ofObject(t reflect.Type) bool {
	_, ok := t.FieldByName("ObjectMeta")
	return ok
}

// typeName is a type with its package as Kubernetes' own references have it:
// "core.v1.Container".
func typeName(t reflect.Type) string {
	version := path.Base(t.PkgPath())
	group := path.Base(path.Dir(t.PkgPath()))
	return group + "." + version + "." + t.Name()
}
