package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkPassages tells of connections that a gateway passed on and does not, or to another.
func checkPassages(c *change) {
	before, now := c.old.OwnPassages(), c.passagesAfter()
	for _, at := range before.Order {
		c.checkPassage(at, before.Of[at], before.Becomes(at), now)
	}
	for _, at := range now.Order { // what went by a wildcard before
		if _, known := before.By[at]; !known {
			c.checkPassage(at, now.Of[at], before.Becomes(at), now)
		}
	}
	c.checkTLSEnds(before, now)
}

// checkPassage tells of connections that went somewhere.
func (c *change) checkPassage(at served.Passage, gateway *objects.Object, was served.Outcome, now *served.Passages) {
	is, title := now.Becomes(at), titleOfPassage(at, gateway)
	switch {
	case !was.Answers():
	case !is.Answers() && now.Takes(at):
		c.tell("route-gone", Danger, fmt.Sprintf("%s: connections go to %s no more, and end at once", title, was.Text), "", was.From, gateway)
	case is.Answers() && !was.Same(is):
		c.tell("route-changes", Note, fmt.Sprintf("%s: connections go to %s in place of %s", title, is.Beside(was).Text, was.Beside(is).Text), "", is.From, was.From)
	}
}

// titleOfPassage is what a message calls where connections come in.
func titleOfPassage(p served.Passage, gateway *objects.Object) string {
	if p.Host == "" {
		return fmt.Sprintf("%s: port %d", titled(gateway), p.Port)
	}
	return fmt.Sprintf("%s on port %d", wording.Quote(p.Host), p.Port)
}
