package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// checkLeftRoutes tells of routes that fell out and go on answering: for hosts of
// gateways that are still there. Where nothing else answers for a host, a route is not
// deleted before clients have gone.
func (c *change) checkLeftRoutes(left map[string]answer, old, now []answer) {
	if len(left) == 0 {
		return
	}
	replaced := map[string]bool{}
	for _, a := range now {
		replaced[a.key] = true
	}
	alone := c.aloneAnswering()
	for _, a := range old {
		if left[a.key].object != a.object || !c.new.admits(a.host) || replaced[a.key] {
			continue
		}
		message, help := fmt.Sprintf("%s: nobody deletes it, and it goes on answering for %s", titled(a.object), wording.Quote(a.host)), "run: "+deletion(a.object)
		if hosts := alone[a.object]; len(hosts) > 0 {
			when := "once none of its requests for " + quoted(hosts) + " come any more, "
			help = when + "run: " + deletion(a.object)
			c.dismiss(afterwards, when+deletion(a.object), a.object)
			if slices.Contains(hosts, a.host) {
				message += ", where its requests get 404 without it"
			}
		}
		c.tell("old-route-answers", Warning, message, help, a.object)
	}
}

// admits reports whether a gateway of a side is for a host.
func (s *side) admits(host string) bool {
	return slices.ContainsFunc(s.entrances, func(e *entrance) bool {
		return slices.ContainsFunc(e.hosts, func(own string) bool { return routing.Covers(own, host) })
	})
}

// aloneAnswering are the routes that fell out and stay, each with the hosts of which some
// requests get 404 without it.
func (c *change) aloneAnswering() map[*objects.Object][]string {
	out := map[*objects.Object][]string{}
	without, with := c.new.doors(nil, c.compareAges), c.doorsAfter()
	for _, at := range without.order {
		one, all := without.by[at], with.by[at]
		for _, host := range sortedHosts(all) {
			for i := range all.routes[host] {
				r := &all.routes[host][i]
				if r.from == nil || !c.left(r.from) || slices.Contains(out[r.from], host) {
					continue
				}
				if all.becomes(host, &r.ask).from == r.from && !one.becomes(host, &r.ask).answers() {
					out[r.from] = append(out[r.from], host)
				}
			}
		}
	}
	return out
}
