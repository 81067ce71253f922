package consequences

import (
	"fmt"
	"slices"

	"render/render/served"
)

// joins is what one gateway has to have beside another.
func (c *change) joins(from, to string, entrances []*served.Entrance) *joining {
	for _, j := range c.joined {
		if j.from == from && j.to == to {
			return j
		}
	}
	c.joined = append(c.joined, &joining{from: from, to: to, entrances: entrances})
	return c.joined[len(c.joined)-1]
}

// checkJoined has a step bring what gateways have to have beside others: with what their Services have no
// port for, before names lead there, where a person installs these.
func checkJoined(c *change) {
	for _, j := range c.joined {
		isNew := !slices.ContainsFunc(j.entrances, func(e *served.Entrance) bool { return c.old.ByService[e.Service] != nil })
		what := ""
		if len(j.hosts) > 0 {
			what = allQuoted(j.hosts)
		}
		var ports []string
		for _, p := range j.ports {
			if !isNew || p.Number != 80 && p.Number != 443 { // which every new one has
				ports = append(ports, p.Title())
			}
		}
		if len(ports) > 0 {
			if what != "" {
				what += " and "
			}
			what += onPorts(ports)
		}
		if what == "" {
			continue
		}
		step := fmt.Sprintf("let %s have %s too", j.to, what)
		if isNew {
			step = fmt.Sprintf("add %s with %s beside %s", j.to, what, j.from)
		}
		byInstaller := func(e *served.Entrance) bool { return e.Maker == served.Installer }
		if (isNew || len(ports) > 0) && c.installs() == byPerson && slices.ContainsFunc(j.entrances, byInstaller) {
			step += ", and run " + byPerson + " with its IstioOperator"
		}
		c.steps.Does(beforehand, step, c.aheadOf(j))
	}
}

// joinPorts has a gateway have the ports too by which another leads on for hosts that go to it, and tells of
// those that it has not.
func (c *change) joinPorts(from, to *server, hosts []string) {
	var before, after []*served.Entrance // what they were, and what becomes of the other's
	for _, e := range to.entrances {
		before = append(before, c.old.ByService[e.Service])
	}
	for _, e := range from.entrances {
		after = append(after, c.new.ByService[e.Service])
	}
	isGone := !slices.ContainsFunc(after, func(e *served.Entrance) bool { return e != nil })
	of := append(slices.Clone(to.from), from.from...)
	for _, one := range c.gatesBefore().PortsLeading(from.entrances, hosts) {
		number := onPorts([]string{one.Title()})
		switch {
		case havePort(before, one.Port):
		case havePort(to.entrances, one.Port):
			c.joins(from.title, to.title, to.entrances).addPort(one.Port)
		case !havePort(after, one.Port) && (len(one.Hosts) == 0 || !isGone): // of which checkPorts tells
		case len(one.Hosts) > 0:
			c.tell("port-closed", Danger, fmt.Sprintf("%s: has no %s, by which %s answered %s: nobody answers there once DNS leads to it", to.title, number, from.title, quoted(one.Hosts)),
				"give it the port too, or see that no client asks there any more", of...)
		default:
			c.tell("port-closed", Warning, fmt.Sprintf("%s: has no %s, by which %s led whole connections to %s: whoever asks for %s there reaches nobody once DNS leads to it", to.title, number, from.title, partsListed(one.To), quoted(hosts)),
				"give it the port too, or see that clients ask by another name there", of...)
		}
	}
}
