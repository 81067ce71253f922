package consequences

import (
	"fmt"

	"render/render/compare"
	"render/render/objects"
)

// fluxForce is the annotation by which Flux deletes what the API server refuses to change, and makes
// it anew (https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources).
const fluxForce = "kustomize.toolkit.fluxcd.io/force"

// checkStrategies tells of Deployments that get the strategy Recreate, and of which the API server had
// filled in how they roll, or one of its two numbers: who applies by the server does not own that and leaves it, and the two
// together are refused (kubernetes, pkg/apis/apps/validation, ValidateDeploymentStrategy; kubectl's own
// apply takes it away, since the API says of the strategy patchStrategy retainKeys).
func checkStrategies(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Kind != compare.Changed || one.New.ID().Kind != "Deployment" || one.New.ID().Group != objects.Apps || !c.byServer(one.New) {
			continue
		}
		was, is := one.Old.Workload(), one.New.Workload()
		rolling := was.Spec().At("strategy", "rollingUpdate") // what it says whoever applies it takes away
		if strategyOf(was) == "Recreate" || strategyOf(is) != "Recreate" || rolling.At("maxSurge").Present() && rolling.At("maxUnavailable").Present() {
			continue
		}
		run := command{"patch deployment", is.ID().Name, is.ID().Namespace, `--type merge -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'`}.String()
		fails := "Flux applies nothing of its Kustomization"
		if c.by == ArgoCD {
			fails = "Argo CD's sync fails"
		}
		c.tell("strategy-refused", Warning, fmt.Sprintf("%s: the API server filled its rollingUpdate in, which server-side apply leaves, and refuses that beside the strategy Recreate: %s", titled(one.New), fails),
			"run before: "+run, one.New)
		c.steps.Need(beforehand, run)
	}
}

// strategyOf is how a workload goes over to new pods; "" for its kind's default.
func strategyOf(w objects.Workload) string {
	for _, key := range [...]string{"strategy", "updateStrategy"} {
		if text, ok := w.Spec().At(key, "type").Raw().(string); ok {
			return text
		}
	}
	return ""
}

// byServer reports whether an object is merged by the API server as it is applied, and not made anew where
// that refuses it.
func (c *change) byServer(o *objects.Object) bool {
	switch {
	case c.by == Flux:
		return !says(o, fluxForce, "enabled")
	case c.by != ArgoCD || says(o, argoOptions, "Replace=true") || says(o, argoOptions, "ServerSideApply=false"):
		return false
	case says(o, argoOptions, "ServerSideApply=true"):
		return true
	}
	for _, app := range c.new.World.OfKind(argoGroup, "Application") {
		for _, f := range app.Resource().Spec().At("syncPolicy", "syncOptions").Items().All() {
			if text, _ := f.Raw().(string); text == "ServerSideApply=true" {
				return true
			}
		}
	}
	return false
}
