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
		if grant.ID().Namespace == to.Namespace && grantsFrom(grant, from) && grantsTo(grant, to) {
			return
		}
	}
	c.fail("object-reference", f, fmt.Sprintf("%s: no ReferenceGrant in namespace %s lets a %s of namespace %s name the %s %s", f.Path(), wording.Quote(to.Namespace), from.Kind,
		wording.Quote(from.Namespace), to.Kind, wording.Quote(to.Name)), "add one")
}

func grantsFrom(grant objects.ReferenceGrant, from manifest.ID) bool {
	for _, ref := range grant.From().All() {
		if is(ref.Group(), from.Group) && is(ref.Kind(), from.Kind) && is(ref.Namespace(), from.Namespace) {
			return true
		}
	}
	return false
}

func grantsTo(grant objects.ReferenceGrant, to manifest.ID) bool {
	for _, ref := range grant.To().All() {
		if is(ref.Group(), to.Group) && is(ref.Kind(), to.Kind) && (!ref.Name().Present() || is(ref.Name(), to.Name)) {
			return true
		}
	}
	return false
}

// is reports whether a field is there and holds this text: "" is not the same as
// nothing here.
func is(t objects.Text, text string) bool { return t.Present() && t.Fits() && t.Value() == text }
