package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/ends"
	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// doorsAfter are the doors once the change is done: those of the new side, and of
// what stays beside it.
func (c *change) doorsAfter() *served.Doors {
	if c.after == nil {
		c.after = c.new.Doors(c.enduring(), c.compareAges)
	}
	return c.after
}

// passagesAfter are the passages once the change is there, with what nobody deletes.
func (c *change) passagesAfter() *served.Passages {
	if c.passing == nil {
		c.passing = c.new.Passages(c.enduring(), c.compareAges)
	}
	return c.passing
}

// doorsMidway are the doors when the new side is there, and nothing of what fell out is
// deleted yet.
func (c *change) doorsMidway() *served.Doors {
	switch {
	case c.midway != nil:
	case !c.prunes() && !slices.ContainsFunc(c.staying, c.givesWay):
		c.midway = c.doorsAfter()
	default:
		c.midway = c.new.Doors(c.thereMidway(), c.compareAges)
	}
	return c.midway
}

// thereMidway is what is there of the old side as long as nothing is deleted.
func (c *change) thereMidway() []*objects.Object {
	return slices.DeleteFunc(slices.Clone(c.gone), c.repeated)
}

// gap is how it comes that requests find no route for a while.
type gap uint8

const (
	noGap   gap = iota
	byOlder     // the old Gateway takes them as long as it is there, and the routes are another's
	between     // it is deleted before the new one has its routes
)

// gapOf is that of requests which come by a Gateway of the old side. Where it goes to
// other pods, or nothing comes in its place, others tell of it by addresses and hosts.
func (c *change) gapOf(o *objects.Object) gap {
	if !c.goes(o) || c.repeated(o) {
		return noGap
	}
	next := c.changes[o].New
	switch {
	case !c.deletes(o):
		return byOlder
	case next == nil || !samePods(o, next):
		return noGap
	case c.by == ArgoCD && c.habits().deletesFirst && !says(o, argoOptions, "PruneLast=true"):
		return between
	case c.by == Flux && !c.atOnce():
		return between // routes are of a later stage, and each deletes what fell out of it
	}
	return byOlder
}

// checkGaps tells of requests that come by a Gateway which fell out, while the routes
// that it had are another's already, or not yet. Of Gateways of the same pods the older
// has the host's connections as long as it is there (see checkPassedOver), and routes
// that name the new one alone are none of its: the requests get 404.
func (c *change) checkGaps(before *served.Doors) {
	var of *objects.Object
	lost := ends.New(before)
	tell := func() {
		for i := range lost.List {
			if t := &lost.List[i]; !t.Now.Answers() && (!c.deletes(of) || c.admitsNow(of, t.Host)) {
				c.tellGap(of, t, lost.Open(t.Host))
			}
		}
		lost = ends.New(before)
	}
	for _, at := range before.Order { // those of one Gateway one after the other
		o := c.Old.Find(at.Gateway)
		if o != of {
			tell()
			of = o
		}
		was := before.By[at]
		switch c.gapOf(o) {
		case byOlder:
			if is := c.doorsMidway().By[at]; is != nil {
				lost.Follow(ends.Doors{At: at, Was: was, After: at, Is: is})
			}
		case between:
			lost.Follow(ends.Doors{At: at, Was: was, Is: was.WithoutRoutes()})
		}
	}
	tell()
	c.checkConnectionGaps()
	c.checkGapsBetween()
	c.checkListenersRenamed(before, c.doorsAfter())
}

// checkConnectionGaps tells of whole connections likewise, by the VirtualServices that
// pass them on.
func (c *change) checkConnectionGaps() {
	for v := range c.old.World.VirtualServices() {
		if v.TLS().Len()+v.TCP().Len() == 0 {
			continue
		}
		now := c.New.Find(v.ID())
		for _, name := range v.Gateways().All() {
			id := objects.GatewayOf(name.Value(), v.ID().Namespace)
			o := c.Old.Find(id)
			if o == nil || !takesConnections(o.Gateway()) {
				continue
			}
			switch c.gapOf(o) {
			case byOlder:
				if now != nil && !served.NamesGateway(now.VirtualService(), id) {
					c.tellConnectionGap(o, v.Object())
				}
			case between:
				c.tellConnectionGap(o, v.Object())
			}
		}
	}
	for _, kind := range [...]string{"TLSRoute", "TCPRoute"} {
		for _, o := range c.old.World.OfKind(objects.GatewayAPI, kind) {
			c.checkRouteGap(objects.Route{Resource: o.Resource()})
		}
	}
}

// checkRouteGap tells of connections by a route of the Gateway API, which goes to another
// Gateway while the one that it was at stays.
func (c *change) checkRouteGap(r objects.Route) {
	now := c.New.Find(r.ID())
	if now == nil {
		return
	}
	after := parentsOf(objects.Route{Resource: now.Resource()})
	for _, id := range parentsOf(r) {
		if o := c.Old.Find(id); o != nil && c.gapOf(o) == byOlder && !slices.Contains(after, id) {
			c.tellConnectionGap(o, r.Object())
		}
	}
}

// parentsOf are the Gateways that a route attaches to.
func parentsOf(r objects.Route) []manifest.ID {
	var out []manifest.ID
	for _, parent := range r.ParentRefs().All() {
		out = append(out, manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: cmp.Or(parent.Namespace().Value(), r.ID().Namespace), Name: parent.Name().Value()})
	}
	return out
}

// takesConnections reports whether a server of a Gateway passes whole connections on.
func takesConnections(g objects.Gateway) bool {
	for _, server := range g.Servers().All() {
		if !server.ReadsRequests() {
			return true
		}
	}
	return false
}

func (c *change) tellConnectionGap(o, v *objects.Object) {
	older, newer := titled(o), ""
	if next := c.changes[o].New; next != nil {
		older, newer = titledApart(o, next)
	}
	if c.deletes(o) {
		c.tell("route-gap", Warning, fmt.Sprintf("%s: its connections end at once for a while, until %s is pruned and %s has its routes", titled(v), older, newer), quietly, o, v).lasting = true
		return
	}
	c.tell("route-gap", Danger, fmt.Sprintf("%s: its connections end at once, as long as %s, which nobody deletes, takes them", titled(v), older), c.helpGap(o), o, v)
}

// quietly is what to do about a gap that ends by itself.
const quietly = "do it at a quiet time; where the Gateway keeps its name and namespace there is no such gap"

// helpGap is what to do about a gap that lasts until somebody deletes a Gateway.
func (c *change) helpGap(o *objects.Object) string {
	if next := c.changes[o].New; next == nil || !samePods(o, next) {
		return "let the old routes stay until clients come by another gateway: two steps"
	}
	when, once := c.onceThere()
	c.dismiss(byHand, when+", "+deletion(o), run(once, deletion(o)), o)
	return "run, " + when + ": " + deletion(o)
}

// onceThere is when an old Gateway may go: its connections go by the routes of the new one
// from then on, to pods that have to be ready if they come with the change.
func (c *change) onceThere() (string, scripts.Once) {
	for _, r := range c.new.World.RoutedServices() {
		if c.startsAnew([]served.Service{{Namespace: r.Namespace, Name: r.Name}}) {
			return "once the new routes are there and the new pods are ready", scripts.OnceReady
		}
	}
	return "as soon as the new routes are there", scripts.OnceRouted
}

// tellGap tells of requests that a Gateway which fell out took, and that have no route.
func (c *change) tellGap(o *objects.Object, t *ends.Change, open []int64) {
	host, paths := asked(t, open)
	next := c.changes[o].New
	from := []*objects.Object{o, t.Old.From}
	older, newer := titled(o), ""
	if next != nil {
		older, newer = titledApart(o, next)
	}
	switch {
	case !c.deletes(o):
		c.tell("route-gap", Danger, fmt.Sprintf("%s: requests for %s are answered by %s no more, but with 404, as long as %s, which nobody deletes, takes them", host, paths, t.Old.Text, older), c.helpGap(o), from...)
	case c.gapOf(o) == byOlder:
		c.tell("route-gap", Warning, fmt.Sprintf("%s: requests for %s get 404 from the time that the routes go to %s until %s, which takes them, is pruned", host, paths, newer, older), quietly, from...).lasting = true
	case c.by == ArgoCD:
		c.tell("route-gap", Warning, fmt.Sprintf("%s: requests for %s fail for a while, until Argo CD has pruned %s and brought %s with its routes", host, paths, older, newer), quietly, from...).lasting = true
	default:
		c.tell("route-gap", Warning, fmt.Sprintf("%s: requests for %s get 404 until Flux, which prunes %s in a stage before, has brought the routes of %s", host, paths, older, newer), quietly, from...).lasting = true
	}
}
