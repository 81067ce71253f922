// Package compiled owns the library's components as Go functions over the model,
// and jsonnet's operators as far as the library uses them.
//
// In go plain values: nil, bool, float64, string, []any, manifest.Object and, of
// the model, Record; out come the same, which share what they have in common, and
// whose members stand in any order. What compiled code does not
// know it gives up on, with a panic of Unsupported, and it must never give
// anything else than the library's own files give.
package compiled

import "render/render/manifest"

type members = manifest.Object

// Record is an object whose members are made when they are asked for.
type Record interface {
	Field(name string) (value any, ok bool)
	Object() manifest.Object
}

// Component is a component of the library.
type Component struct {
	Name string
	// Own are the names of its fields that are not manifests, and Reads are those
	// that Objects reads.
	Own, Reads []string
	// Hidden gives its fields that are not manifests, over the model.
	Hidden func(t any) manifest.Object
	// Objects gives its manifests, over the model and its fields.
	Objects func(t, own any) any
}

// Unsupported is why compiled code cannot go on.
type Unsupported string

// Try reports whether compiled code could do all that f asks of it.
func Try(f func()) (ok bool) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case Unsupported:
			ok = false
		default:
			panic(cause)
		}
	}()
	f()
	return true
}

// object is a value as an object.
func object(v any) members {
	switch v := v.(type) {
	case members:
		return v
	case Record:
		return v.Object()
	}
	panic(Unsupported("an object is wanted"))
}
