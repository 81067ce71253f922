package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/routing"
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
		if left[a.Key].Object != a.Object || !c.new.admits(a.Host) || replaced[a.Key] || one != nil && !one.answers(a.Host) || c.atNone(a.Object) || c.turnedAway(a.Object, a.Host) || slices.Contains(hosts[a.Object], a.Host) {
			continue
		}
		if hosts[a.Object] == nil {
			order = append(order, a.Object)
		}
		hosts[a.Object] = append(hosts[a.Object], a.Host)
	}
	for _, o := range order {
		c.tellLeftRoute(o, hosts[o], answering[o])
	}
}

// tellLeftRoute tells of a route that goes on answering for hosts.
func (c *change) tellLeftRoute(o *objects.Object, hosts []string, still *stillAnswering) {
	help, beside := "run: "+deletion(o), ""
	if still != nil && len(still.alone) > 0 {
		when := "once none of its requests for " + quoted(still.alone) + " come any more, "
		help = when + "run: " + deletion(o)
		c.dismiss(afterwards, when+deletion(o), o)
		of := slices.DeleteFunc(slices.Clone(hosts), func(host string) bool { return !slices.Contains(still.alone, host) })
		switch {
		case len(of) == len(hosts):
			beside = ", where its requests get 404 without it"
		case len(of) > 0:
			beside = "; without it its requests for " + quoted(of) + " get 404"
		}
	}
	c.tell("old-route-answers", Warning, fmt.Sprintf("%s: nobody deletes it, and it goes on answering for %s%s", titled(o), quoted(hosts), beside), help, o)
}

// admits reports whether a gateway of a side is for a host.
func (s *side) admits(host string) bool {
	return slices.ContainsFunc(s.Entrances, func(e *served.Entrance) bool {
		return slices.ContainsFunc(e.Hosts, func(own string) bool { return routing.Covers(own, host) })
	})
}

// turnedAway reports whether all of Istio's Gateways that a route names are there, and none is for
// a host of it any more.
func (c *change) turnedAway(route *objects.Object, host string) bool {
	names := route.VirtualService().Gateways()
	there := slices.Concat(c.new.World.OfKind(objects.IstioNetworking, "Gateway"), served.OfKind(c.staying, objects.IstioNetworking, "Gateway"))
	for _, name := range names.All() {
		id := objects.GatewayOf(name.Value(), route.ID().Namespace)
		at := slices.IndexFunc(there, func(o *objects.Object) bool { return o.ID() == id })
		if at < 0 || slices.ContainsFunc(served.HostsOfServers(there[at].Gateway()), func(own string) bool { return routing.Overlap(own, host) }) {
			return false
		}
	}
	return names.Len() > 0
}

// stillAnswering is what a route that fell out and stays answers: the hosts of a gateway
// for which some requests go to it, and those of them that get 404 without it. Where it
// goes before another of the new side checkOlder tells of it.
type stillAnswering struct{ hosts, alone []string }

func (s *stillAnswering) answers(host string) bool {
	return slices.ContainsFunc(s.hosts, func(own string) bool { return routing.Covers(host, own) || routing.Covers(own, host) })
}

// stillAnswering are the routes that fell out and stay, of gateways that are there.
func (c *change) stillAnswering() map[*objects.Object]*stillAnswering {
	without, with := c.new.Doors(nil, c.compareAges), c.doorsAfter()
	out := c.atDoors(without, with)
	for _, at := range without.Order {
		one, all := without.By[at], with.By[at]
		for _, host := range sortedHosts(all) {
			for i := range all.Routes[host] {
				r := &all.Routes[host][i]
				if r.From == nil || !c.left(r.From) {
					continue
				}
				still := out[r.From]
				if all.Becomes(host, &r.Ask).From != r.From || !with.Answer(host, &r.Ask, r.Outcome) {
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
	for _, at := range with.Order {
		if without.By[at] == nil && at.Gateway.Group != objects.GatewayAPI {
			continue
		}
		for _, list := range with.By[at].Routes {
			for i := range list {
				if o := list[i].From; o != nil && c.left(o) && out[o] == nil {
					out[o] = &stillAnswering{}
				}
			}
		}
	}
	return out
}
