package check

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/wording"
)

// checkWorkload checks that a Deployment, or another that keeps pods, selects its
// own, and that names of containers are unique.
func checkWorkload(c *checker, o *objects.Object) {
	if id := o.ID(); id.Group != objects.Apps || id.Kind == "ControllerRevision" {
		return
	}
	w := o.Workload()
	template := w.Template()
	c.fits(w.Spec())
	c.fits(template.Field)
	metadata, selector := template.Metadata(), w.Selector()
	c.fits(metadata.Field)
	labels := c.labels(metadata.Labels())
	c.fits(selector.Field)
	asked := selector.MatchLabels()
	wanted := c.labels(asked)
	if !labels.Match(wanted) {
		c.fail("object-selector", asked.Field, asked.Path()+" asks for "+wording.Quote(labels.Missing(wanted).String())+", which its pods do not have",
			"add it to spec.template.metadata.labels, or remove it from the selector")
	}
	pod := template.Spec()
	c.fits(pod.Field)
	var room [8]string
	names := room[:0]
	for _, list := range [...]objects.List[objects.Container]{pod.Containers(), pod.InitContainers()} {
		for _, container := range list.Fitting(c.failKind) {
			name := c.text(container.Name())
			if name != "" && slices.Contains(names, name) {
				c.fail("object-twice", container.Field, fmt.Sprintf("container %s is there twice", wording.Quote(name)), "write: another name")
			}
			names = append(names, name)
		}
	}
}

// checkDisruptionBudget checks that a PodDisruptionBudget is for some pods.
func checkDisruptionBudget(c *checker, o *objects.Object) {
	id := o.ID()
	if id.Group != objects.Policy || id.Kind != "PodDisruptionBudget" {
		return
	}
	b := o.PodDisruptionBudget()
	c.fits(b.Spec())
	selector := b.Selector()
	c.fits(selector.Field)
	asked := selector.MatchLabels()
	labels := c.labels(asked)
	if !selector.Present() || !selector.Fits() || selector.MatchExpressions().Present() || id.Namespace == "" || !asked.Fits() {
		return
	}
	for range c.world.PodsOf(id.Namespace, labels) {
		return
	}
	if !c.choosesProxy(id.Namespace, labels) {
		c.unmatched(asked, c.added(o))
	}
}
