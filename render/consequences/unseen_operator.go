package consequences

import (
	"render/render/compare"
	"render/render/objects"
)

// operatorDigest is the annotation by which Istio's Namespace tells that what istioctl is
// handed has changed: a stream for kubectl has no IstioOperator.
const operatorDigest = "render/istio-operator-sha256"

// notCompared is what is told of it.
const notCompared = "operator-not-compared"

// checkUnseenOperator tells of an IstioOperator that changes, and that is on neither side:
// nobody can tell here what it does.
func checkUnseenOperator(c *change) {
	for range c.New.IstioOperators() {
		return
	}
	for range c.Old.IstioOperators() {
		return
	}
	for i := range c.Changes {
		one := &c.Changes[i]
		if id := one.ID(); one.Kind != compare.Changed || id.Group != objects.Core || id.Kind != "Namespace" {
			continue
		}
		digest := func(o *objects.Object) string {
			return o.Resource().Metadata().Annotations().Text(operatorDigest).Value()
		}
		if was, is := digest(one.Old), digest(one.New); was == is || was == "" || is == "" {
			continue
		}
		c.tell(notCompared, Warning, "what istioctl install is given changes, and neither side has it: it cannot be compared, so that addresses, sourceRanges, pods and versions of gateways may change too, and nobody says so here",
			"compare the topology itself, or rendered folders, which have it; and run istioctl install with the file of the stage istio", one.New)
		c.steps.need(byHand, "run istioctl install with the new IstioOperator")
	}
}
