package composing

import (
	"slices"

	"render/render/compose"
	"render/render/document"
	"render/render/source"
)

// admit has an app say who comes in to a service, where each router of it lets in the same networks. It gives what is led to
// the service, and what is not, as an app says that for all of its routes and ports.
func (c *composed) admit(s *service, led []compose.Led) (taken, apart []compose.Led) {
	if len(led) == 0 || !slices.ContainsFunc(led, func(l compose.Led) bool { return l.From != nil }) {
		return led, nil
	}
	alike := !slices.ContainsFunc(led, func(l compose.Led) bool { return !slices.Equal(l.From, led[0].From) })
	if alike && !s.hasConnections() {
		s.from = document.Strs(led[0].From)
		return led, nil
	}
	for _, one := range led {
		if one.From == nil {
			taken = append(taken, one)
		} else {
			apart = append(apart, one)
		}
	}
	return taken, apart
}

// hasConnections reports whether the file publishes a port of a service for something else than HTTP.
func (s *service) hasConnections() bool {
	ports := s.node.Get("ports")
	if ports == nil {
		return false
	}
	return slices.ContainsFunc(ports.Items, func(item *source.Node) bool {
		port, ok := servicePortOf(item)
		return ok && port.outside > 0 && !port.alone && port.tcp()
	})
}
