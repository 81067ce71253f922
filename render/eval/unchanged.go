package eval

import (
	"slices"

	"render/render/eval/compiled"
	"render/render/manifest"
)

// unchanged makes what no mixin changes, where the model is.
type unchanged struct {
	t      compiled.Record
	reader string                 // whose components alone are wanted, or ""
	usual  map[string]description // of those that were asked for
}

// description is one with what it was made of: the objects, and the fields that were read
// for them.
type description struct {
	Description
	read, objects manifest.Object
}

// describe describes a component, and false where its compiled code gives up.
func (u *unchanged) describe(name string) (d Description, ok bool) {
	if d, ok := u.usual[name]; ok {
		return d.Description, true
	}
	c, found := byName(name)
	if !found {
		return d, false
	}
	usual := description{}
	if !compiled.Try(func() { usual.Own = manifest.Arrange(c.Hidden(u.t)) }) {
		return d, false
	}
	usual.read = slices.DeleteFunc(slices.Clone(usual.Own), func(m manifest.Member) bool { return !slices.Contains(c.Reads, m.Key) })
	if usual.objects, ok = objectsOf(c, u.t, usual.read); !ok {
		return d, false
	}
	usual.Keys = names(usual.objects)
	u.usual[name] = usual
	return usual.Description, true
}

// complete adds what a mixin leaves as it is to a component, and false where compiled code
// gives up.
func (u *unchanged) complete(c *Component) (ok bool) {
	if c.Unchanged {
		*c, ok = compiledComponent(c.Name, u.t, u.reader)
		c.Unchanged = true
		return ok
	}
	if len(c.Kept) == 0 || u.reader != "" && u.reader != c.Reader {
		return true
	}
	found, ok := byName(c.Name)
	if !ok {
		return false
	}
	objects, ok := objectsOf(found, u.t, c.Own)
	if ok {
		c.keep(objects)
	}
	return ok
}

// byName is a component of the library by its name.
func byName(name string) (c compiled.Component, found bool) {
	all := compiled.Components()
	i := slices.IndexFunc(all, func(c compiled.Component) bool { return c.Name == name })
	if i < 0 {
		return c, false
	}
	return all[i], true
}

// objectsOf are a component's manifests with fields of its own, and false where its compiled
// code gives up.
func objectsOf(c compiled.Component, t any, own manifest.Object) (objects manifest.Object, ok bool) {
	gone := !compiled.Try(func() { objects, ok = c.Objects(t, own).(manifest.Object) })
	return objects, ok && !gone
}
