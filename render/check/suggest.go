package check

import (
	"fmt"
	"slices"

	"render/render/diag"
	"render/render/manifest"
	"render/render/wording"
)

// maxListed is how many names a suggestion lists when none is near.
const maxListed = 8

// nearest is the help for a name that is not there: the nearest of the names
// that name gives for the objects ("" leaves one out), else a short list of
// them, else otherwise. Beyond the diagnostics that are shown it does not compare.
func (c *checker) nearest(written, otherwise string, name func(manifest.ID) string) string {
	if c.suggested >= diag.MaxShown {
		return otherwise
	}
	var names []string
	for o := range c.world.All() {
		if n := name(o.ID()); n != "" {
			names = append(names, n)
		}
	}
	return c.nearestOf(written, otherwise, names)
}

func (c *checker) nearestOf(written, otherwise string, names []string) string {
	if c.suggested >= diag.MaxShown || len(names) == 0 {
		return otherwise
	}
	c.suggested++
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > maxListed && wording.Suggest(written, names) == "" {
		return fmt.Sprintf("%s; %d others are there", otherwise, len(names))
	}
	return wording.DidYouMean(written, names)
}

// seenFrom gives names of a kind as they are written in a namespace; whole, with
// the namespace in any case.
func seenFrom(namespace, group, kind string, whole bool) func(manifest.ID) string {
	return func(id manifest.ID) string {
		switch {
		case id.Group != group || id.Kind != kind || id.Name == "":
			return ""
		case id.Namespace == namespace && !whole:
			return id.Name
		}
		return id.Namespace + "/" + id.Name
	}
}

// inside gives names of a kind in one namespace.
func inside(namespace, group, kind string) func(manifest.ID) string {
	return func(id manifest.ID) string {
		if id.Group != group || id.Kind != kind || id.Namespace != namespace {
			return ""
		}
		return id.Name
	}
}

// elsewhere is an object of the same kind and name in another namespace.
func (c *checker) elsewhere(id manifest.ID) (manifest.ID, bool) {
	for _, o := range c.world.OfKind(id.Group, id.Kind) {
		if other := o.ID(); other.Name == id.Name && other.Namespace != id.Namespace {
			return other, true
		}
	}
	return id, false
}
