package consequences

import (
	"fmt"
	"slices"

	"render/render/routing"
)

// tellBesides tells of hosts that a gateway has from now on beside others that go on with them.
func (c *change) tellBesides(s *server, before, now []*server) {
	hosts := map[string][]string{} // by those that go on
	var order []string
	for _, host := range slices.Concat(s.hosts, s.below) {
		var titles []string
		for _, b := range before {
			if b.had(host, s) && (b.is(s) || b.unreached || s.unreached) {
				titles = nil
				break
			}
			if b.names(host) && b.keeps(host, now) {
				titles = append(titles, b.title)
			}
		}
		if len(titles) == 0 {
			continue
		}
		others := fewListed(titles)
		if hosts[others] == nil {
			order = append(order, others)
		}
		hosts[others] = append(hosts[others], host)
	}
	where := c.namesTo(s, nil) // those that clients ask for are not known
	if where != "" {
		where += " where clients are to come by it"
	}
	for _, others := range order {
		c.tell("host-new", Note, fmt.Sprintf("%s: answers %s too from now on, beside %s%s", s.title, quoted(routing.Widest(hosts[others])), others, where), "", s.from...)
	}
}
