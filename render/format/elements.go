package format

import "reflect"

// DocumentType is the type that a whole topology is read into.
func DocumentType() reflect.Type { return reflect.TypeFor[Document]() }

// Fields are the names of the fields of a type of the format, "App" or "Tier".
func Fields(name string) []string { return layoutNamed(name).Keys }

// Element is the type of a field's value, or of the items of a list, and
// whether it is an object of the format.
func Element(t reflect.Type) (reflect.Type, bool) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[Text](), reflect.TypeFor[Number](), reflect.TypeFor[Flag](), reflect.TypeFor[Any](), reflect.TypeFor[Pair]():
		return t, false
	case reflect.TypeFor[HeaderMatch]():
		return reflect.TypeFor[HeaderValue](), true
	case reflect.TypeFor[Variable]():
		return reflect.TypeFor[VariableValue](), true
	}
	return t, !reflect.PointerTo(t).Implements(reflect.TypeFor[Enumerated]())
}
