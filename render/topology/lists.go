package topology

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
	for _, f := range layoutOf(t).fields {
		of := t.Field(f.index).Type
		inner, object := element(of)
		if f.key == key && object && !f.mapForm && of.Kind() == reflect.Slice || object && listsObjects(inner, key, seen) {
			return true
		}
	}
	return false
}
