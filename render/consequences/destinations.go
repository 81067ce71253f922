package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// destination is where a route sends requests: a port of a Service, or of a host outside.
type destination struct {
	host string // as it is written
	to   served.Service
	port int64 // 0 for none
}

// checkDestinations tells of ports, and of hosts outside, to which routes send requests and
// that are not there, though they were, or the route led elsewhere: a gateway answers with
// 503. Of a Service that goes others tell.
func checkDestinations(c *change) {
	for o := range c.new.World.All() {
		was := c.formerly(o)
		if was == nil {
			continue
		}
		for _, d := range destinationsOf(o) {
			isNew := d.to.Namespace != "" && !slices.Contains(destinationsOf(was), d)
			if (isNew || c.old.takes(d)) && !c.new.takes(d) && !c.staysFor(d) {
				what := fmt.Sprintf("Service %s has no port %d", wording.Quote(d.to.Name), d.port)
				if d.to.Namespace == "" {
					what = "no ServiceEntry is for " + wording.Quote(d.host) + " any more"
				}
				c.tell("route-gone", Danger, fmt.Sprintf("%s: %s, and requests that it sends there fail with 503", titled(o), what), "keep it until no route leads there", o, c.madeOf(d))
			}
		}
	}
}

// madeOf is the object of the new side by which a destination was to be there; nil for none.
func (c *change) madeOf(d destination) *objects.Object {
	if s, ok := c.new.World.Service(d.to.Namespace, d.to.Name); ok {
		return s.Object()
	}
	for e := range c.old.World.ServiceEntries() {
		if slices.Contains(served.HostsOfEntry(e), d.host) {
			return cmp.Or(c.nowadays(e.Object()), e.Object())
		}
	}
	return nil
}

// staysFor reports whether nobody deletes the ServiceEntry of a destination.
func (c *change) staysFor(d destination) bool {
	for e := range c.old.World.ServiceEntries() {
		if c.left(e.Object()) && slices.Contains(served.HostsOfEntry(e), d.host) {
			return true
		}
	}
	return false
}

// takes reports whether a side knows a destination: of a Service that it does not have it
// knows nothing, and neither says that it is gone.
func (s *side) takes(d destination) bool {
	if d.to.Namespace == "" {
		return s.knowsHost(d.host)
	}
	one, ok := s.World.Service(d.to.Namespace, d.to.Name)
	if !ok || d.port == 0 || one.Type().Value() == "ExternalName" {
		return true
	}
	for _, p := range one.Ports().All() {
		if n, ok := p.Port().Value(); ok && n == d.port {
			return true
		}
	}
	return one.Ports().Len() == 0
}

// destinationsOf are those of a route.
func destinationsOf(o *objects.Object) []destination {
	var out []destination
	spec := o.Resource().Spec()
	switch {
	case o.ID().Group == objects.IstioNetworking && o.ID().Kind == "VirtualService":
		for _, kind := range [...]string{"http", "tls", "tcp"} {
			for _, route := range spec.At(kind).Items().All() {
				for _, to := range route.At("route").Items().All() {
					at := to.At("destination")
					port, _ := wholeAt(at, "port", "number")
					host := textAt(at, "host")
					out = append(out, destination{host, served.ServiceOf(host, o.ID().Namespace), port})
				}
			}
		}
	case o.ID().Group == objects.GatewayAPI:
		for _, rule := range spec.At("rules").Items().All() {
			for _, ref := range rule.At("backendRefs").Items().All() {
				if port, ok := wholeAt(ref, "port"); ok && cmp.Or(textAt(ref, "kind"), "Service") == "Service" {
					out = append(out, destination{"", served.Service{Namespace: cmp.Or(textAt(ref, "namespace"), o.ID().Namespace), Name: textAt(ref, "name")}, port})
				}
			}
		}
	}
	return out
}
