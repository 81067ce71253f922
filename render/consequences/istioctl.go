package consequences

import (
	"fmt"

	"render/render/compare"
	"render/render/objects"
	"render/render/wording"
)

// checkIstioctl tells of an IstioOperator that nobody in the cluster reads: nothing
// of a change of it happens until a person runs istioctl.
func checkIstioctl(c *change) {
	if c.new.operated || c.old.operated {
		return
	}
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.New == nil || one.New.ID().Group != objects.IstioInstall || !ofSpec(one) {
			continue
		}
		name := wording.Quote(one.New.ID().Name)
		what := fmt.Sprintf("IstioOperator %s: nothing of its change happens until a person runs istioctl install", name)
		if added := c.addedGateways(one.New); len(added) > 0 {
			what = fmt.Sprintf("IstioOperator %s: %s comes only when a person runs istioctl install", name, andListed(added))
		}
		if c.prunes() {
			what += ", and Gateways and routes for it are there before"
		}
		c.tell("istioctl-needed", Warning, what, "run istioctl install with the file of the stage istio", one.New)
		c.steps.need(byHand, "run istioctl install with the new IstioOperator")
	}
}

// ofSpec reports whether a change is of what an object wants, and not of words about
// it alone.
func ofSpec(one *compare.Change) bool {
	if one.Kind == compare.Added {
		return true
	}
	for _, f := range one.Fields {
		if f.Path.Has("spec") {
			return true
		}
	}
	return false
}

// addedGateways are the titles of gateways that an IstioOperator of the new side has
// and the old side has not.
func (c *change) addedGateways(o *objects.Object) []string {
	var out []string
	for _, e := range c.new.entrances {
		if e.object == o && c.old.byService[e.service] == nil {
			out = append(out, e.title())
		}
	}
	return out
}
