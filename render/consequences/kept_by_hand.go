package consequences

import (
	"fmt"
	"strings"

	"render/render/objects"
	"render/render/scripts"
)

// checkKeptByHand tells of what a cluster keeps of objects that somebody made there by another command than apply, of
// which nobody knows what was applied: containers beside those that come, and a Service's type.
func checkKeptByHand(c *change) {
	for _, one := range c.Beside {
		if o := c.New.Find(one.ID); o != nil {
			c.tellContainers(o, one.Stays, one.Come)
		}
	}
	for _, one := range c.Left {
		o := c.New.Find(one.ID)
		for _, f := range one.Fields {
			if kind, is := f.Old.(string); is && o != nil && one.ID.Group == objects.Core && one.ID.Kind == "Service" && f.Path.String() == "spec.type" {
				c.tellTypeStays(o, kind)
			}
		}
	}
}

func (c *change) tellContainers(o *objects.Object, stay, come []string) {
	command := deletion(o)
	c.tell("container-stays", Danger, fmt.Sprintf("%s: its pods get %s beside %s, which stays, since nobody is known to have applied it: where both listen on one port the new one never starts, and no update ends",
		titled(o), allQuoted(come), allQuoted(stay)), "delete it before ("+command+"): it comes anew, and is gone meanwhile", o)
	c.steps.Does(beforehand, strings.TrimPrefix(command, "kubectl "), run(scripts.AtOnce, command))
}

func (c *change) tellTypeStays(o *objects.Object, kind string) {
	command := fmt.Sprintf(`kubectl patch service %s -n %s -p '{"spec":{"type":"ClusterIP"}}'`, o.ID().Name, o.ID().Namespace)
	c.tell("type-stays", Warning, fmt.Sprintf("%s: stays of type %s, as somebody made it: it is reached past the gateways, whatever they let in", titled(o), kind),
		"where nobody shall come so any more, run: "+command, o)
}
