package importing

import (
	"slices"
	"strings"

	"render/render/compose"
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

// waiting are the services that begin once another has ended, in brackets; "" for none.
func (c *composed) waiting(name string) string {
	var out []string
	for i, key := range c.all.Keys {
		if on := c.all.Values[i].Get("depends_on"); on != nil && on.Get(name) != nil && compose.Text(on.Get(name), "condition") == "service_completed_successfully" {
			out = append(out, slug(key.Text))
		}
	}
	if out = slices.Compact(out); out == nil {
		return ""
	}
	return " (" + strings.Join(out, ", ") + ")"
}
