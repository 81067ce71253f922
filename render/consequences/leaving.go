package consequences

import (
	"slices"

	"render/render/manifest"
	"render/render/scripts"
)

// leaving is what a step leaves as it is, while it brings the rest of the change.
type leaving struct {
	titles []string
	routes []manifest.ID // that go first, all that it takes
	asked  bool          // something else is to be left, which a script does not
}

// keepFirst has a step bring all of the change but what removes something.
func (c *change) keepFirst(title string, deed scripts.Deed) {
	if !slices.Contains(c.kept.titles, title) {
		c.kept.titles = append(c.kept.titles, title)
	}
	first, ok := deed.(scripts.RoutesFirst)
	c.kept.asked = c.kept.asked || !ok
	c.kept.routes = append(c.kept.routes, first.Routes...)
}

// bringAlone has a step bring a part of the change before the rest.
func (c *change) bringAlone(what string, deed scripts.Deed) {
	c.parts = true
	c.steps.Does(beforehand, what, deed)
}

// needKept has that step be.
func (c *change) needKept() {
	if len(c.kept.titles) == 0 {
		return
	}
	doing := scripts.Doing{Text: "apply all of the change but what removes " + fewListed(c.kept.titles)}
	if !c.kept.asked {
		doing.Deed = scripts.RoutesFirst{Routes: c.kept.routes}
	}
	c.parts = true
	c.steps.Add(cleared, 0, doing)
}
