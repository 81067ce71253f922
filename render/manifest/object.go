package manifest

// Member is one key of an object and its value: nil, bool, string, float64,
// int64, json.Number, []any or Object.
type Member struct {
	Key   string
	Value any
}

// Object is a mapping as its members, each key once, in the order in which they
// are written. It takes half the memory of a map, and needs no sorting. An
// object is never changed in place once it has been handed on: who changes it
// makes a new one, which may share members.
type Object []Member

// Find is the member of a key; nil where there is none. Most objects have a
// dozen members, so that looking at each is faster than hashing.
func (o Object) Find(key string) *Member {
	for i := range o {
		if o[i].Key == key {
			return &o[i]
		}
	}
	return nil
}

// Get is the value of a key; nil where there is none.
func (o Object) Get(key string) any {
	if m := o.Find(key); m != nil {
		return m.Value
	}
	return nil
}

// Object is the object under a key; nil where there is none.
func (o Object) Object(key string) Object {
	inner, _ := o.Get(key).(Object)
	return inner
}

// Text is the text under a key; "" where there is none.
func (o Object) Text(key string) string {
	text, _ := o.Get(key).(string)
	return text
}

// List is the list under a key; nil where there is none.
func (o Object) List(key string) []any {
	list, _ := o.Get(key).([]any)
	return list
}
