package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/routing"
	"render/render/served"
	"render/render/wording"
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
	alone := c.aloneAnswering()
	for _, a := range old {
		if left[a.Key].Object != a.Object || !c.new.admits(a.Host) || replaced[a.Key] {
			continue
		}
		message, help := fmt.Sprintf("%s: nobody deletes it, and it goes on answering for %s", titled(a.Object), wording.Quote(a.Host)), "run: "+deletion(a.Object)
		if hosts := alone[a.Object]; len(hosts) > 0 {
			when := "once none of its requests for " + quoted(hosts) + " come any more, "
			help = when + "run: " + deletion(a.Object)
			c.dismiss(afterwards, when+deletion(a.Object), a.Object)
			if slices.Contains(hosts, a.Host) {
				message += ", where its requests get 404 without it"
			}
		}
		c.tell("old-route-answers", Warning, message, help, a.Object)
	}
}

// admits reports whether a gateway of a side is for a host.
func (s *side) admits(host string) bool {
	return slices.ContainsFunc(s.Entrances, func(e *served.Entrance) bool {
		return slices.ContainsFunc(e.Hosts, func(own string) bool { return routing.Covers(own, host) })
	})
}

// aloneAnswering are the routes that fell out and stay, each with the hosts of which some
// requests get 404 without it.
func (c *change) aloneAnswering() map[*objects.Object][]string {
	out := map[*objects.Object][]string{}
	without, with := c.new.Doors(nil, c.compareAges), c.doorsAfter()
	for _, at := range without.Order {
		one, all := without.By[at], with.By[at]
		for _, host := range sortedHosts(all) {
			for i := range all.Routes[host] {
				r := &all.Routes[host][i]
				if r.From == nil || !c.left(r.From) || slices.Contains(out[r.From], host) {
					continue
				}
				if all.Becomes(host, &r.Ask).From == r.From && !one.Becomes(host, &r.Ask).Answers() {
					out[r.From] = append(out[r.From], host)
				}
			}
		}
	}
	return out
}
