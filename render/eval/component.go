package eval

import "render/render/manifest"

// Component is what one component of the library came to.
type Component struct {
	Name    string
	Stage   string
	Reader  string // "kubectl" or "istioctl"
	Tiers   bool   // the keys of Objects are tiers
	Objects manifest.Object
	// Unchanged says that no mixin names it.
	Unchanged bool
	// Kept are keys under which there is in Objects what the library makes with the fields
	// Own, and which is not there yet.
	Kept []string        `json:",omitempty"`
	Own  manifest.Object `json:",omitempty"`
}

// keep puts what is kept of the library's objects beside what is changed.
func (c *Component) keep(library manifest.Object) {
	all := append(manifest.Object{}, c.Objects...)
	find := library.Finder()
	for _, key := range c.Kept {
		all = append(all, manifest.Member{Key: key, Value: find(key)})
	}
	c.Objects, c.Kept, c.Own = manifest.Arrange(all), nil, nil
}
