package manifest

// manyMembers is from how many on a map finds members faster than looking at each,
// for whoever looks for all of them.
const manyMembers = 64

// Finder finds the values of an object by their keys, as Get does, for whoever looks for
// many of them: an object with very many members takes no longer for each.
func (o Object) Finder() func(key string) any {
	if len(o) < manyMembers {
		return o.Get
	}
	values := make(map[string]any, len(o))
	for i := range o {
		values[o[i].Key] = o[i].Value
	}
	return func(key string) any { return values[key] }
}
