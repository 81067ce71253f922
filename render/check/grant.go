package check

import (
	"fmt"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// granted checks that a reference into another namespace has its ReferenceGrant
// there.
func (c *checker) granted(f objects.Field, to manifest.ID) {
	from := f.Object().ID()
	if to.Namespace == from.Namespace {
		return
	}
	for grant := range c.world.ReferenceGrants() {
		if grant.ID().Namespace == to.Namespace && grant.Lets(from, to) {
			return
		}
	}
	c.fail("object-reference", f, fmt.Sprintf("%s: no ReferenceGrant in namespace %s lets a %s of namespace %s name the %s %s", f.Path(), wording.Quote(to.Namespace), from.Kind,
		wording.Quote(from.Namespace), to.Kind, wording.Quote(to.Name)), "add one")
}
