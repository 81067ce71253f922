package consequences

import (
	"fmt"

	"render/render/compare"
	"render/render/objects"
)

// isPaused reports whether a Deployment leaves its pods as they are, whatever its template says.
func isPaused(o *objects.Object) bool {
	id := o.ID()
	return id.Group == objects.Apps && id.Kind == "Deployment" && o.Members().Object("spec").Get("paused") == true
}

// checkPaused tells of Deployments that are paused, and whose change does not come to their pods.
func checkPaused(c *change) {
	for w := range c.new.World.Workloads() {
		o := w.Object()
		one := c.changes[o]
		if one == nil || one.Kind == compare.Added || !isPaused(o) {
			continue
		}
		if pods := c.restarting(o); pods || !isPaused(one.Old) {
			what := "the next change of its pods waits"
			if pods {
				what = "its pods stay as they are, and the change of them waits"
			}
			c.tell("rollout-paused", Warning, fmt.Sprintf("%s: is paused: %s until it goes on", titled(o), what), "write spec.paused: false, or leave it out", o)
		}
	}
}
