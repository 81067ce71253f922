package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// tellClosed tells of ports that an entrance has no more: of those by which another leads to the same from
// now on, whom clients can ask before, and of the others.
func (c *change) tellClosed(e *served.Entrance, closed []served.Port, text string, of []*objects.Object) {
	rest := closed
	for _, to := range c.new.Entrances {
		var went, stay []served.Port
		for _, p := range rest {
			if c.getsPort(e, to, p) && c.leadsOn(e, to, p.Number) {
				went = append(went, p)
			} else {
				stay = append(stay, p)
			}
		}
		if rest = stay; len(went) > 0 {
			c.tell("port-closed", Danger, fmt.Sprintf(text, onPorts(namesOfPorts(went))), "let both have it until clients ask "+to.Title()+" there: two steps", of...).done = true
			c.movePorts(e, to, went)
		}
	}
	if len(rest) > 0 {
		c.tell("port-closed", Danger, fmt.Sprintf(text, onPorts(namesOfPorts(rest))), c.askInstead(e, rest), of...)
	}
}

// getsPort reports whether another entrance has a port from now on.
func (c *change) getsPort(e, to *served.Entrance, p served.Port) bool {
	return to.Service != e.Service && slices.Contains(to.Ports, p) && !havePort([]*served.Entrance{c.old.ByService[to.Service]}, p)
}

// movePorts has clients ask another entrance on ports before this one has them no more: where names of the
// hosts lead there, they do.
func (c *change) movePorts(from, to *served.Entrance, ports []served.Port) {
	var asked []served.Port
	for _, p := range ports {
		c.joins(from.Title(), to.Title(), []*served.Entrance{to}).addPort(p)
		ways := c.gatesBefore().Ways()
		for i := range ways {
			if l := &ways[i]; l.Entrance.Service == from.Service && l.Port == p.Number && !c.led[l.Host] && !slices.Contains(asked, p) {
				asked = append(asked, p)
			}
		}
	}
	if len(asked) > 0 {
		c.steps.NeedAfter(beforehand, 1, fmt.Sprintf("have clients of %s ask %s in place of %s", onPorts(namesOfPorts(asked)), to.Title(), from.Title()))
	}
}

// askInstead is what to do about ports that an entrance has no more: others may have got them, for
// something else.
func (c *change) askInstead(e *served.Entrance, closed []served.Port) string {
	var others []string
	for _, other := range c.new.Entrances {
		if !slices.ContainsFunc(closed, func(p served.Port) bool { return !c.getsPort(e, other, p) }) {
			others = append(others, other.Title())
		}
	}
	if len(others) > 0 {
		return "let " + fewListed(others) + " have it first and clients ask there, or see that none asks any more"
	}
	return "see that no client asks there any more"
}

func namesOfPorts(ports []served.Port) (out []string) {
	for _, p := range ports {
		out = append(out, p.Title())
	}
	return out
}
