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
		if added := onlyIn(c.new, c.old, one.New); len(added) > 0 {
			what += "; Gateways and routes of " + andListed(added) + " are there before its pods"
		}
		if one.Old != nil {
			if gone := onlyIn(c.old, c.new, one.Old); len(gone) > 0 {
				what += "; " + andListed(gone) + " goes on answering until then"
			}
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

// onlyIn are the titles of gateways that an IstioOperator has on one side, and that
// are not on the other.
func onlyIn(has, lacks *side, o *objects.Object) []string {
	var out []string
	for _, e := range has.entrances {
		if e.object == o && lacks.byService[e.service] == nil {
			out = append(out, e.title())
		}
	}
	return out
}
