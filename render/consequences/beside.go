package consequences

import (
	"slices"

	"render/render/scripts"
	"render/render/served"
)

// addBeside has a step bring Services with their pods, or subsets of some, before the
// routes that lead there.
func (c *change) addBeside(list ...served.Part) {
	for _, p := range list {
		if !slices.Contains(c.beside, p) {
			c.beside = append(c.beside, p)
		}
	}
}

// helpBeside is what to do about routes that come with the pods of some Services.
func (c *change) helpBeside(list ...served.Part) string {
	if c.movesAll() {
		return "apply the new pods and their Services alone first, since no one side has both; or do it at a quiet time"
	}
	if slices.ContainsFunc(list, c.movesTo) {
		return helpMoved
	}
	if help := c.helpFirst(list); help != "" {
		return help
	}
	as := " as an app without routes"
	if !slices.ContainsFunc(list, func(p served.Part) bool { return !c.isVersion(p) }) {
		as = " as a version with weight: 0"
	}
	return "add the new pods in a step of their own," + as + ", and change the route in the next"
}

// needBeside has a step bring all that comes beside the old.
func (c *change) needBeside() {
	var alone, beside []served.Part
	for _, p := range c.beside {
		switch {
		case c.movesAll():
			alone = append(alone, p)
		case c.movesTo(p):
			c.steps.Does(beforehand, besideMoved(p), scripts.PodsFirst{})
		default:
			beside = append(beside, p)
		}
	}
	if len(alone) > 0 {
		c.bringAlone("apply "+partsListed(alone)+" with the pods alone, and wait until these are ready", scripts.PodsFirst{})
	}
	turn := 0
	for _, p := range slices.Clone(beside) {
		own := c.new.VersionIn(p)
		if first, ok := c.firstVersion(own.Service); ok && own.Subset != "" {
			turn = 1
			c.steps.Need(beforehand, firstAlone(first)+", and wait until its pods are ready")
			beside = slices.DeleteFunc(beside, func(one served.Part) bool { return c.new.VersionIn(one) == first })
		}
	}
	if len(beside) > 0 {
		what, hold := podsListed(beside), c.holding(beside)
		if len(hold) > 0 {
			what += ", with weight: 0,"
		}
		c.steps.Add(beforehand, turn, scripts.Doing{Text: "add " + what + " beside the old, and wait until they are ready", Deed: scripts.PodsFirst{Gateways: c.ahead, Hold: hold}})
	}
}
