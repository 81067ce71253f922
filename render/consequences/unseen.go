package consequences

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
)

// Annotations by which Istio's Namespace tells that what istioctl, or helm, is handed has
// changed: a stream for kubectl has neither.
const (
	operatorDigest = "render/istio-operator-sha256"
	valuesDigest   = "render/istio-values-sha256"
)

// notCompared is what is told of an IstioOperator.
const notCompared = "operator-not-compared"

// checkUnseen tells of an IstioOperator, and of values of helm, that change and that are on
// neither side, or in what no side shows: nobody can tell here what that does.
func checkUnseen(c *change) {
	o := c.digestChanges(operatorDigest)
	switch {
	case o == nil:
	case !hasOperator(c.New) && !hasOperator(c.Old):
		c.tell(notCompared, Warning, "what istioctl install is given changes, and neither side has it: it cannot be compared, so that addresses, sourceRanges, pods and versions of gateways may change too, and nobody says so here",
			"compare the topology itself, or rendered folders, which have it; and run istioctl install with the file of the stage istio", o)
		c.steps.Does(byHand, "run istioctl install with the new IstioOperator", scripts.Install{By: manifest.Istioctl})
	case !c.operatorChanges():
		c.tell(notCompared, Warning, "what istioctl install is given changes in what a cluster does not show, which cannot be compared, and nothing of it happens until a person runs istioctl install",
			"compare with the topology as it was, and run istioctl install with the file of the stage istio", o)
		c.steps.Does(byHand, "run istioctl install with the new IstioOperator", scripts.Install{By: manifest.Istioctl})
	}
	was, is := c.old.Istio(), c.new.Istio()
	if o := c.digestChanges(valuesDigest); o != nil && !hasValues(c.New) && !hasValues(c.Old) && !was.Moves(is) && was.Revision == is.Revision {
		c.tell("helm-needed", Warning, "the values of helm change, and neither side has them: they cannot be compared, and nothing of them happens until a person runs helm with them", "run helm with the file of the stage istio", o)
		c.steps.Does(byHand, "run helm with the new values", scripts.Install{By: manifest.Helm})
	}
}

// digestChanges is the Namespace of which a sum changes that both sides have; nil for none.
func (c *change) digestChanges(note string) *objects.Object {
	for i := range c.Changes {
		one := &c.Changes[i]
		if id := one.ID(); one.Kind != compare.Changed || id.Group != objects.Core || id.Kind != "Namespace" {
			continue
		}
		sum := func(o *objects.Object) string { return o.Resource().Metadata().Annotations().Text(note).Value() }
		if was, is := sum(one.Old), sum(one.New); was != is && was != "" && is != "" {
			return one.New
		}
	}
	return nil
}

// operatorChanges reports whether an IstioOperator differs in anything.
func (c *change) operatorChanges() bool {
	return slices.ContainsFunc(c.Changes, func(one compare.Change) bool {
		id := one.ID()
		return id.Group == objects.IstioInstall && id.Kind == "IstioOperator"
	})
}

func hasOperator(w *objects.World) bool {
	for range w.IstioOperators() {
		return true
	}
	return false
}

func hasValues(w *objects.World) bool {
	for o := range w.All() {
		if o.IsValues() {
			return true
		}
	}
	return false
}
