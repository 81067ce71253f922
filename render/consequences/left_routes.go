package consequences

import (
	"fmt"
	"maps"
	"slices"

	"render/render/objects"
	"render/render/routing"
	"render/render/scripts"
	"render/render/served"
)

// checkLeftRoutes tells of routes that fell out and go on answering: for hosts of
// gateways that are still there. Where nothing else answers for a host, a route is not
// deleted before clients have gone.
func (c *change) checkLeftRoutes(left map[string]served.Answer, old, now []served.Answer) {
	if len(left) == 0 {
		return
	}
	replaced := map[string]bool{}
	for _, a := range now {
		replaced[a.Key] = true
	}
	var order []*objects.Object
	hosts, answering := map[*objects.Object][]string{}, c.stillAnswering()
	for _, a := range old {
		one := answering[a.Object]
		if left[a.Key].Object != a.Object || !c.admitsStill(a.Host) || replaced[a.Key] || one != nil && !one.answers(a.Host) || c.atNone(a.Object) || c.turnedAway(a.Object, a.Host) || c.gatesAfter().RefusesAll(a.Object, a.Host) || slices.Contains(hosts[a.Object], a.Host) {
			continue
		}
		if hosts[a.Object] == nil {
			order = append(order, a.Object)
		}
		hosts[a.Object] = append(hosts[a.Object], a.Host)
	}
	for _, list := range c.leftAlike(order, hosts, answering) {
		if len(list) > maxListed+1 {
			c.tellLeftRoutes(list)
			continue
		}
		for i := range list {
			c.tellLeftRoute(&list[i])
		}
	}
}

// leftRoute is a route that goes on answering for hosts: for some of them alone, where its
// requests get 404 without it.
type leftRoute struct {
	object       *objects.Object
	hosts, alone []string
	beside       []string // those of alone that hosts has
}

// leftAlike are such routes, together where one command deletes them and the same is said
// of them.
func (c *change) leftAlike(order []*objects.Object, hosts map[*objects.Object][]string, answering map[*objects.Object]*stillAnswering) (out [][]leftRoute) {
	known := map[string]int{}
	for _, o := range order {
		one := leftRoute{object: o, hosts: hosts[o]}
		if still := answering[o]; still != nil {
			one.alone = still.alone
		}
		one.beside = slices.DeleteFunc(slices.Clone(one.hosts), func(host string) bool { return !slices.Contains(one.alone, host) })
		like := deleting(o)
		like.name = ""
		key := fmt.Sprint(like, len(one.alone) > 0, one.wholly())
		at, ok := known[key]
		if !ok {
			at = len(out)
			known[key], out = at, append(out, nil)
		}
		out[at] = append(out[at], one)
	}
	return out
}

// wholly reports whether all that a route answers is 404 without it.
func (r *leftRoute) wholly() bool { return len(r.beside) == len(r.hosts) }

// tellLeftRoute tells of a route that goes on answering for hosts.
func (c *change) tellLeftRoute(r *leftRoute) {
	o := r.object
	help, beside := "run: "+deletion(o), ""
	if len(r.alone) > 0 {
		when := c.onceUnasked(o, r.alone)
		help = when + "run: " + deletion(o)
		c.dismiss(afterwards, when+deletion(o), unasked(when, o), o)
		switch {
		case r.wholly():
			beside = ", where its requests get 404 without it"
		case len(r.beside) > 0:
			beside = "; without it its requests for " + quoted(r.beside) + " get 404"
		}
	}
	c.tell("old-route-answers", Warning, fmt.Sprintf("%s: nobody deletes it, and it goes on answering for %s%s", titled(o), quoted(r.hosts), beside), help, o)
}

// tellLeftRoutes tells of many that do, which one command deletes.
func (c *change) tellLeftRoutes(list []leftRoute) {
	var names, hosts []string
	var commands []command
	var of []*objects.Object
	waits, wholly := len(list[0].alone) > 0, list[0].wholly()
	for i := range list {
		r := &list[i]
		names, of, commands = append(names, r.object.ID().Name), append(of, r.object), append(commands, deleting(r.object))
		for _, host := range r.hosts {
			if !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
		if waits && !c.dismissed[r.object] {
			const when = "once none of the requests of the old routes come any more"
			c.dismiss(afterwards, when+", delete these", scripts.DropOldRoutes{Once: when}, r.object)
		}
	}
	help, beside := c.runs(commands), ""
	if waits {
		help = "once none of their requests come any more, " + help
		if beside = "; without them some of their requests get 404"; wholly {
			beside = ", where their requests get 404 without them"
		}
	}
	c.tell("old-route-answers", Warning, fmt.Sprintf("%ss %s: nobody deletes them, and they go on answering for %s%s", of[0].ID().Kind, quoted(names), quoted(hosts), beside), help, of...)
}

// admits reports whether a gateway of a side is for a host.
func (s *side) admits(host string) bool {
	return slices.ContainsFunc(s.Entrances, func(e *served.Entrance) bool { return e.Admits(host) })
}

// admitsStill reports whether a gateway of the new side is for a host, be it by a Gateway that stays.
func (c *change) admitsStill(host string) bool {
	return c.new.admits(host) || slices.ContainsFunc(c.remaining(), func(e *served.Entrance) bool {
		return c.new.ByService[e.Service] != nil && e.Admits(host)
	})
}

// turnedAway reports whether all Gateways that a route names are there, and none is for a host of
// it any more.
func (c *change) turnedAway(route *objects.Object, host string) bool {
	if route.ID().Group == objects.GatewayAPI {
		return c.new.Refuses(objects.Route{Resource: route.Resource()}, host)
	}
	names := route.VirtualService().Gateways()
	there := slices.Concat(c.new.World.OfKind(objects.IstioNetworking, "Gateway"), served.OfKind(c.enduring(), objects.IstioNetworking, "Gateway"))
	for _, name := range names.All() {
		id := objects.GatewayOf(name.Value(), route.ID().Namespace)
		at := slices.IndexFunc(there, func(o *objects.Object) bool { return o.ID() == id })
		if at < 0 || slices.ContainsFunc(served.HostsOfServers(there[at].Gateway()), func(own string) bool { return routing.Overlap(own, host) }) {
			return false
		}
	}
	return names.Len() > 0
}

// stillAnswering are the routes that fell out and stay, of gateways that are there.
func (c *change) stillAnswering() map[*objects.Object]*stillAnswering {
	if c.still == nil {
		c.still = c.findStillAnswering()
	}
	return c.still
}

func (c *change) findStillAnswering() map[*objects.Object]*stillAnswering {
	without, with := c.new.Doors(nil, c.compareAges), c.doorsAfter()
	out := c.atDoors(without, with)
	for at, one := range without.Each() {
		all := with.By[at]
		for _, host := range slices.Sorted(maps.Keys(all.Routes)) {
			for i := range all.Routes[host] {
				r := &all.Routes[host][i]
				if r.From == nil || !c.left(r.From) {
					continue
				}
				still := out[r.From]
				if all.Becomes(host, &r.Ask).From != r.From || !with.Answer(host, &r.Ask, r.Outcome) || c.gatesAfter().RefusesOn(host, r.Ask.Sample(), []int64{at.Port}) {
					continue
				}
				alone := !one.Becomes(host, &r.Ask).Answers()
				if !slices.Contains(still.hosts, host) && (alone || !slices.Contains(c.won[r.From], host)) {
					still.hosts = append(still.hosts, host)
				}
				if alone && !slices.Contains(still.alone, host) {
					still.alone = append(still.alone, host)
				}
			}
		}
	}
	return out
}

// atDoors are the routes that stay and are at doors of the new side, answering nothing
// yet; and by the Gateway API those of Gateways that stay, with which they go.
func (c *change) atDoors(without, with *served.Doors) map[*objects.Object]*stillAnswering {
	out := map[*objects.Object]*stillAnswering{}
	for at, d := range with.Each() {
		if without.By[at] == nil && at.Gateway.Group != objects.GatewayAPI {
			continue
		}
		for _, list := range d.Routes {
			for i := range list {
				if o := list[i].From; o != nil && c.left(o) && out[o] == nil {
					out[o] = &stillAnswering{}
				}
			}
		}
	}
	return out
}
