package eval

import (
	"encoding/json"
	"slices"

	"render/render/eval/compiled"
	"render/render/manifest"
)

// unchanged makes what no mixin changes, where the model is. It is a Library, and keeps what
// it made of each component first and last.
type unchanged struct {
	t           compiled.Record
	reader      string // whose components alone are wanted, or ""
	first, last map[string]objects
}

// objects are a component's, and the fields that were read for them, as JSON.
type objects struct {
	from string
	all  manifest.Object
}

// Describe implements Library.
func (u *unchanged) Describe(name string) (d Description, ok bool) {
	c, found := byName(name)
	if !found || !compiled.Try(func() { d.Own = manifest.Arrange(c.Hidden(u.t)) }) {
		return d, false
	}
	read := slices.DeleteFunc(slices.Clone(d.Own), func(m manifest.Member) bool { return !slices.Contains(c.Reads, m.Key) })
	all, ok := u.objects(name, read)
	d.Keys = names(all)
	return d, ok
}

// deepestShape is how many keys below each other a shape has: those of a tier, an app and a
// manifest.
const deepestShape = 3

// Shape implements Library.
func (u *unchanged) Shape(name string, own manifest.Object) (map[string]any, bool) {
	all, ok := u.objects(name, own)
	return shape(all, deepestShape), ok
}

// shape is which keys an object has; those of manifests are of no interest, and so are those
// far below.
func shape(object manifest.Object, deep int) map[string]any {
	out := make(map[string]any, len(object))
	for _, m := range object {
		out[m.Key] = nil
		if below, ok := m.Value.(manifest.Object); ok && deep > 1 && below.Find("apiVersion") == nil {
			out[m.Key] = shape(below, deep-1)
		}
	}
	return out
}

// Make implements Library.
func (u *unchanged) Make(name string, own manifest.Object, keys []string) ([]byte, bool) {
	all, ok := u.objects(name, own)
	var value any = all
	for _, key := range keys {
		object, _ := value.(manifest.Object)
		value = object.Get(key)
	}
	text, err := encodeJSON(value)
	return text, ok && err == nil
}

// maxOwn bounds the fields with which a component is made here, in bytes of JSON: each app
// may hold them, and what comes of that is bounded only where jsonnet is interpreted.
const maxOwn = 4 << 10

// objects makes a component with fields of its own, and false where its compiled code gives
// up.
func (u *unchanged) objects(name string, own manifest.Object) (manifest.Object, bool) {
	text, err := json.Marshal(own)
	c, found := byName(name)
	if err != nil || !found || len(text) > maxOwn {
		return nil, false
	}
	from := string(text)
	for _, kept := range []objects{u.first[name], u.last[name]} {
		if kept.from == from {
			return kept.all, true
		}
	}
	made, ok := objects{from: from}, false
	gone := !compiled.Try(func() { made.all, ok = c.Objects(u.t, own).(manifest.Object) })
	if !ok || gone {
		return nil, false
	}
	if u.first == nil {
		u.first, u.last = map[string]objects{}, map[string]objects{}
	}
	made.all = manifest.Arrange(made.all)
	if _, ok := u.first[name]; !ok {
		u.first[name] = made
	} else {
		u.last[name] = made
	}
	return made.all, true
}

// complete adds what a mixin leaves as it is to a component, and false where compiled code
// gives up.
func (u *unchanged) complete(c *Component) (ok bool) {
	if c.Unchanged {
		*c, ok = compiledComponent(c.Name, u.t, u.reader)
		c.Unchanged = true
		return ok
	}
	if c.Share == nil || u.reader != "" && u.reader != c.Reader {
		c.Share, c.Own = nil, nil
		return true
	}
	library, ok := u.objects(c.Name, c.Own)
	if ok {
		c.Objects, c.Share, c.Own = c.Share.whole(library), nil, nil
	}
	return ok
}

func names(object manifest.Object) []string {
	out := make([]string, len(object))
	for i, m := range object {
		out[i] = m.Key
	}
	return out
}
