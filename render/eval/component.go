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
}
