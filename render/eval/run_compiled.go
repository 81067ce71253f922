package eval

import (
	"render/render/eval/compiled"
	"render/render/manifest"
)

// runCompiled evaluates the library as it was compiled. It gives up, with false,
// where a value is not what the compiled code knows; jsonnet then has the last
// word. Of components that are for another reader than the one that is wanted there
// are no manifests; "" wants all.
func runCompiled(t any, wanted string) ([]Component, bool) {
	all := compiled.Components()
	out := make([]Component, len(all))
	for i, c := range all {
		var ok bool
		if out[i], ok = runComponent(c, t, wanted); !ok {
			return nil, false
		}
	}
	return out, true
}

// compiledComponent is one of the library's by name.
func compiledComponent(name string, t any, wanted string) (Component, bool) {
	c, found := byName(name)
	if !found {
		return Component{}, false
	}
	return runComponent(c, t, wanted)
}

func runComponent(c compiled.Component, t any, wanted string) (out Component, ok bool) {
	gone := !compiled.Try(func() {
		own := c.Hidden(t)
		if out, ok = describe(c.Name, own); ok && (wanted == "" || wanted == out.Reader) {
			out.Objects, ok = c.Objects(t, own).(manifest.Object)
		}
	})
	return out, ok && !gone
}

// describe is a component by its own fields, as lib/listing.libsonnet reads them,
// and false where they are not what it takes.
func describe(name string, own manifest.Object) (c Component, ok bool) {
	c = Component{Name: name, Stage: "apps", Reader: "kubectl"}
	fits := true
	for field, to := range map[string]*string{"_stage": &c.Stage, "_reader": &c.Reader} {
		if value := own.Find(field); value != nil {
			*to, ok = value.Value.(string)
			fits = fits && ok
		}
	}
	c.Tiers, _ = own.Get("_tiers").(bool)
	return c, fits
}
