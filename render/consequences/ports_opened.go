package consequences

import (
	"fmt"
	"slices"

	"render/render/served"
	"render/render/wording"
)

// checkPortsOpened tells of ports on which a gateway, or another Service that clients come in by,
// answers from now on, and did not. Of those that lead to what fewer came to checkReached tells; of a
// gateway that is new, and reads requests, its hosts do.
func checkPortsOpened(c *change) {
	is := c.gatesAfter()
	leads := map[asking][]*served.Lead{} // by the port alone
	now := is.Ways()
	for i := range now {
		at := asking{now[i].Entrance, "", fmt.Sprint(now[i].Port)}
		leads[at] = append(leads[at], &now[i])
	}
	for _, e := range c.new.Entrances {
		for _, p := range c.portsOpened(e) {
			c.tellPortOpened(e, p, leads[asking{e, "", fmt.Sprint(p.Number)}])
		}
	}
}

// portsOpened are those that an entrance has and had not, and those for which a Gateway has a server
// from now on. HTTP/3 is no port more, nor what another Service had at the address.
func (c *change) portsOpened(e *served.Entrance) (out []served.Port) {
	old := c.old.ByService[e.Service]
	if old == nil {
		old = &served.Entrance{}
	}
	had, has := served.PortsOf(old.From), served.PortsOf(e.From)
	for _, p := range e.Ports {
		other := served.Port{Protocol: "TCP", Number: p.Number}
		switch {
		case p.Protocol == "UDP" && slices.Contains(e.Ports, other), c.wasOpen(e, p):
		case !slices.Contains(old.Ports, p), len(had) > 0 && slices.Contains(has, p) && !slices.Contains(had, p):
			out = append(out, p)
		}
	}
	return out
}

// tellPortOpened tells of a port that opens: what it leads to, and whom its Service lets in there.
func (c *change) tellPortOpened(e *served.Entrance, p served.Port, leads []*served.Lead) {
	what, isNew := "requests", c.old.ByService[e.Service] == nil
	var to []string
	for _, l := range leads {
		if l.Ask == nil {
			what = "connections"
		}
		if c.opened[asking{l.Entrance, "", fmt.Sprint(l.Port)}] || isNew && l.Host != "" {
			return
		}
		if name := wording.Quote(l.To.Title()); !slices.Contains(to, name) {
			to = append(to, name)
		}
	}
	if isNew && len(to) == 0 {
		return
	}
	who, where := "to all", ""
	if from := e.Sources(); len(from) > 0 {
		who = "to " + quoted(from) + " alone"
	}
	if c.gatesAfter().IsGuarded(e) {
		who += " whom its policies let in"
	}
	if len(to) > 0 {
		where = fmt.Sprintf(", and its %s go to %s", what, fewListed(to))
	}
	of := e.Objects()
	for _, l := range leads {
		of = append(of, l.From)
	}
	c.tell("port-opened", Note, fmt.Sprintf("%s: port %s is open from now on, %s%s", e.Title(), p.Title(), who, where), "", of...)
}
