package manifest

// Annotated is a copy of an object with more annotations.
func Annotated(object Object, more map[string]string) Object {
	for key, text := range more {
		object = object.With(text, "metadata", "annotations", key)
	}
	return object
}
