package composing

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
)

// endsItself reports whether a service is done at some time: others wait until it is, or it is not to be started anew and
// nobody asks it for anything.
func (c *composed) endsItself(s *service) bool {
	if c.waiting(s.key) != "" {
		return true
	}
	restart := compose.Text(s.node, "restart")
	return len(s.ports) == 0 && (restart == "no" || restart == "false")
}

// imageless is why a service has no image, and the cure.
func (c *composed) imageless(s *service) string {
	image := s.node.Get("image")
	switch {
	case image != nil && c.missing(image) != "":
		return c.missing(image)
	case s.node.Get("build") == nil:
		return ""
	}
	c.built = append(c.built, s.key)
	return "a cluster pulls images, and builds none; push it to a registry, and write image: in the file, beside build:"
}

// toPush is which services wait for an image, behind what is wrong without them; "" for none.
func (c *composed) toPush() string {
	if c.built == nil {
		return ""
	}
	return "; " + strings.Join(c.built, ", ") + " would be built here, where a cluster pulls images: push them to a registry, and write image: beside build:"
}

// waiting are the services that begin once another has ended, in brackets; "" for none.
func (c *composed) waiting(name string) string {
	var out []string
	for i, key := range c.all.Keys {
		if on := c.all.Values[i].Get("depends_on"); on != nil && on.Get(name) != nil && compose.Text(on.Get(name), "condition") == "service_completed_successfully" {
			out = append(out, document.Slug(key.Text))
		}
	}
	if out = slices.Compact(out); out == nil {
		return ""
	}
	return " (" + strings.Join(out, ", ") + ")"
}
