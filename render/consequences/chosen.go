package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/routing"
	"render/render/served"
	"render/render/wording"
)

// checkChosen tells of Services that choose other pods than before, of those that are there on
// both sides: of pods that come or go others tell, and of a gateway's the hosts that it answers.
func checkChosen(c *change) {
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if e := c.new.ByService[served.NameOf(one)]; !ok || e != nil && len(e.From) > 0 {
			continue
		}
		if was, is := externalName(old), externalName(one); was != is {
			c.checkExternal(old, one, was, is)
			continue
		} else if is != "" {
			continue // it chooses none, whatever it says
		}
		before, now := podsOf(c.old, old), podsOf(c.new, one)
		come := slices.DeleteFunc(slices.Clone(now), func(o *objects.Object) bool {
			was := c.formerly(o)
			return was == nil || slices.Contains(before, was)
		})
		gone := slices.DeleteFunc(slices.Clone(before), func(o *objects.Object) bool {
			is := c.nowadays(o)
			return is == nil || slices.Contains(now, is)
		})
		what, of := titled(one.Object()), append([]*objects.Object{one.Object(), old.Object()}, slices.Concat(come, gone)...)
		switch {
		case len(come) == 0 && (len(gone) == 0 || len(now) == 0): // that it has none is told of
		case len(gone) == 0:
			c.tell("route-changes", Note, fmt.Sprintf("%s: requests for it are answered by %s too", what, titlesOf(come)), "", of...)
		case len(come) == 0:
			c.tell("route-changes", Note, fmt.Sprintf("%s: requests for it are answered by %s no more", what, titlesOf(gone)), "", of...)
		default:
			c.tell("route-changes", Note, fmt.Sprintf("%s: requests for it are answered by %s in place of %s", what, titlesOf(come), titlesOf(gone)), "", of...)
		}
	}
}

// formerly is what an object of the new side was, and nowadays what one of the old side became; nil
// for nothing.
func (c *change) formerly(o *objects.Object) *objects.Object {
	if one := c.changes[o]; one != nil {
		return one.Old
	}
	return c.Old.Find(o.ID())
}

func (c *change) nowadays(o *objects.Object) *objects.Object {
	if one := c.changes[o]; one != nil {
		return one.New
	}
	return c.New.Find(o.ID())
}

func titlesOf(list []*objects.Object) string { return fewListed(titledEach(list)) }

// externalName is the host that a Service is another name of; "" of one for pods.
func externalName(s objects.Service) string {
	if s.Type().Value() != "ExternalName" {
		return ""
	}
	name, _ := s.Spec().At("externalName").Raw().(string)
	return name
}

// checkExternal tells of a Service that becomes another name of a host, or is one no more. Of one
// that is one on both sides checkOutside tells.
func (c *change) checkExternal(old, one objects.Service, was, is string) {
	title, of := titled(one.Object()), []*objects.Object{one.Object(), old.Object()}
	switch {
	case was != "" && is != "":
	case was != "":
		c.tell("route-changes", Note, fmt.Sprintf("%s: connections to it go to its pods in place of %s", title, wording.Quote(was)), "", of...)
	case c.new.sendsTo(served.NameOf(one)) && !c.new.knowsHost(is):
		c.tell("route-gone", Danger, fmt.Sprintf("%s: connections to it go to %s in place of its pods, and requests that a gateway sends there fail with 503, since no ServiceEntry is for that host", title, wording.Quote(is)),
			"add a ServiceEntry for it, and let the routes name the host", of...)
	default:
		c.tell("route-changes", Note, fmt.Sprintf("%s: connections to it go to %s in place of its pods", title, wording.Quote(is)), "", of...)
	}
}

// knowsHost reports whether a host outside, or a Service by its whole name, is one that gateways
// know (istio, pilot/pkg/model/push_context.go, resolveServiceAliases).
func (s *side) knowsHost(host string) bool {
	for e := range s.World.ServiceEntries() {
		if slices.ContainsFunc(served.HostsOfEntry(e), func(own string) bool { return routing.Covers(own, host) }) {
			return true
		}
	}
	namespace, name := objects.ServiceOfHost(host, "")
	_, ok := s.World.Service(namespace, name)
	return ok && namespace != ""
}
