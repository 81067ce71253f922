package eval

import "render/render/eval/compiled"

// runCompiled evaluates the library as it was compiled. It gives up, with false,
// where a value is not what the compiled code knows; jsonnet then has the last
// word.
func runCompiled(t map[string]any) ([]Component, bool) {
	var out []Component
	complete := true
	ok := compiled.Try(func() {
		for _, c := range compiled.Components() {
			own := c.Hidden(t)
			component, fits := describe(c.Name, own)
			component.Objects, complete = c.Objects(t, own).(map[string]any)
			if complete = complete && fits; !complete {
				return
			}
			out = append(out, component)
		}
	})
	if !ok || !complete {
		return nil, false
	}
	return out, true
}

// describe is a component by its own fields, as lib/listing.libsonnet reads them,
// and false where they are not what it takes.
func describe(name string, own map[string]any) (c Component, ok bool) {
	c = Component{Name: name, Stage: "apps", Reader: "kubectl"}
	fits := true
	for field, to := range map[string]*string{"_stage": &c.Stage, "_reader": &c.Reader} {
		if value, there := own[field]; there {
			*to, ok = value.(string)
			fits = fits && ok
		}
	}
	c.Tiers, _ = own["_tiers"].(bool)
	return c, fits
}
