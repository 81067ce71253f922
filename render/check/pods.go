package check

import (
	"fmt"

	"render/render/objects"
	"render/render/wording"
)

// unmatched tells of a selector without pods; the help is the nearest value of
// its first label that no pod has. What the user adds may be for pods that run already, of a
// chart say: it is a warning, where it seems meant for what is rendered.
func (c *checker) unmatched(field objects.LabelMap, added bool) {
	tell := c.fail
	if added {
		if !c.seemsMeant(field.Object().ID().Namespace, field.Labels()) {
			return
		}
		tell = c.warn
	}
	selector, namespace := field.Labels(), field.Object().ID().Namespace
	message := fmt.Sprintf("%s %s matches no pods of the Deployments in namespace %s", field.Path(), wording.Quote(selector.String()), wording.Quote(namespace))
	otherwise := "write: the labels of a Deployment's pods in that namespace"
	pods := c.world.Pods()
	for _, label := range selector.Sorted() {
		value, _ := label.Value.(string)
		if !pods.Has(namespace, label.Key, value) {
			tell("object-reference", field.Field, message, c.nearestOf(value, otherwise, pods.Values(namespace, label.Key)))
			return
		}
	}
	tell("object-reference", field.Field, message, otherwise)
}
