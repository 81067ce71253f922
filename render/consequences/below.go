package consequences

import (
	"slices"

	"render/render/routing"
	"render/render/served"
)

// readRoutes has gateways know the hosts of their routes.
func readRoutes(list []*server, doors *served.Doors, passages *served.Passages) {
	for _, s := range list {
		s.routes = served.RoutedBy(doors, passages, s.from)
		s.below = s.routes.Below(s.hosts)
	}
}

// names reports whether a gateway names a host, itself or by a route below a wildcard.
func (s *server) names(host string) bool {
	return slices.Contains(s.hosts, host) || s.routes.Hosts[host] && s.answers(host)
}

// takes reports whether a gateway has a host that another had: a wildcard that covers it does
// not answer what the routes of that were for, and none of its own is.
func (s *server) takes(host string, had *server) bool {
	if s.names(host) || !s.answers(host) {
		return s.names(host)
	}
	return !had.routes.Has(host) && !slices.ContainsFunc(had.below, func(own string) bool { return routing.Covers(host, own) && !s.routes.Has(own) })
}

// succeeds reports whether a gateway, which takes a host of another by a wildcard alone, sends its
// requests to a Service that those of the other went to.
func (c *change) succeeds(n, s *server, host string) bool {
	if !n.answers(host) || n.unreached || s.unreached {
		return false
	}
	is := c.gatesAfter().ServicesOf(n.entrances, host)
	return slices.ContainsFunc(c.gatesBefore().ServicesOf(s.entrances, host), func(to served.Service) bool { return slices.Contains(is, to) })
}

// goneBelow has those hosts of a gateway's routes gone that no other has, in place of a wildcard
// above them, where another has some.
func (s *server) goneBelow(gone []string, moved map[*server][]string) []string {
	var others []string
	for _, hosts := range moved {
		others = append(others, hosts...)
	}
	var out []string
	for _, host := range gone {
		under := func(own string) bool { return own != host && routing.Covers(host, own) }
		if s.routes.Has(host) || !slices.ContainsFunc(others, under) {
			out = append(out, host)
			continue
		}
		for _, own := range s.below {
			if under(own) && !slices.Contains(others, own) {
				out = append(out, own)
			}
		}
	}
	return out
}

// keeps reports whether a host of a gateway of the old side is still one of the same: a
// wildcard takes a name that its routes are not for, which is another's now.
func (s *server) keeps(host string, now []*server) bool {
	var same []*server
	for _, n := range now {
		if n.is(s) && n.answers(host) {
			same = append(same, n)
		}
	}
	if len(same) == 0 || slices.ContainsFunc(same, func(n *server) bool { return n.names(host) }) {
		return len(same) > 0
	}
	return !s.routes.Has(host) || !slices.ContainsFunc(now, func(n *server) bool { return !n.unreached && !n.is(s) && n.names(host) })
}

// had reports whether a gateway of the old side was what DNS led a new host of a gateway
// to: it named it, or it is the same one, or a controller of Ingresses, whose wildcard took it.
func (s *server) had(host string, now *server) bool {
	return s.names(host) || s.answers(host) && (s.is(now) || s.unreached || s.controls)
}

// sendAway notes that hosts of a gateway of the old side are another's from now on, so that
// it is told of them once.
func (c *change) sendAway(s *server, hosts []string) {
	for _, o := range s.from {
		if c.away[o.ID()] == nil {
			c.away[o.ID()] = map[string]bool{}
		}
		for _, host := range hosts {
			c.away[o.ID()][host] = true
		}
	}
}
