package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkDestinations tells of ports, and of hosts outside, to which routes send requests and
// that are not there, though they were, or the route led elsewhere: a gateway answers with
// 503. Of a Service that goes others tell.
func checkDestinations(c *change) {
	for o := range c.new.World.All() {
		was := c.formerly(o)
		if was == nil {
			continue
		}
		for _, d := range served.DestinationsOf(o) {
			isNew := d.To.Namespace != "" && !slices.Contains(served.DestinationsOf(was), d)
			if (isNew || c.old.takes(d)) && !c.new.takes(d) && !c.staysFor(d) {
				what := fmt.Sprintf("Service %s has no port %d", wording.Quote(d.To.Name), d.Port)
				if d.To.Namespace == "" {
					what = "no ServiceEntry is for " + wording.Quote(d.Host) + " any more"
				}
				c.tell("route-gone", Danger, fmt.Sprintf("%s: %s, and requests that it sends there fail with 503", titled(o), what), "keep it until no route leads there", o, c.madeOf(d))
			}
		}
	}
}

// madeOf is the object of the new side by which a destination was to be there; nil for none.
func (c *change) madeOf(d served.Destination) *objects.Object {
	if s, ok := c.new.World.Service(d.To.Namespace, d.To.Name); ok {
		return s.Object()
	}
	for e := range c.old.World.ServiceEntries() {
		if slices.Contains(served.HostsOfEntry(e), d.Host) {
			return cmp.Or(c.nowadays(e.Object()), e.Object())
		}
	}
	return nil
}

// staysFor reports whether nobody deletes the ServiceEntry of a destination.
func (c *change) staysFor(d served.Destination) bool {
	for e := range c.old.World.ServiceEntries() {
		if c.left(e.Object()) && slices.Contains(served.HostsOfEntry(e), d.Host) {
			return true
		}
	}
	return false
}

// takes reports whether a side knows a destination: of a Service that it does not have it
// knows nothing, and neither says that it is gone.
func (s *side) takes(d served.Destination) bool {
	if d.To.Namespace == "" {
		return s.knowsHost(d.Host)
	}
	one, ok := s.World.Service(d.To.Namespace, d.To.Name)
	if !ok || d.Port == 0 || one.Type().Value() == "ExternalName" {
		return true
	}
	for _, p := range one.Ports().All() {
		if n, ok := p.Port().Value(); ok && n == d.Port {
			return true
		}
	}
	return one.Ports().Len() == 0
}
