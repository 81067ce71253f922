package format

import "reflect"

// ListsObjects reports whether a key of the format has a list of objects, at
// whatever place it stands.
func ListsObjects(key string) bool {
	return listsObjects(reflect.TypeFor[Document](), key, map[reflect.Type]bool{})
}

func listsObjects(t reflect.Type, key string, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	for _, f := range LayoutOf(t).Fields {
		of := t.Field(f.Index).Type
		inner, object := Element(of)
		if f.Key == key && object && !f.MapForm && of.Kind() == reflect.Slice || object && listsObjects(inner, key, seen) {
			return true
		}
	}
	return false
}
