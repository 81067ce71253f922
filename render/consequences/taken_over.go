package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/served"
)

// checkTakenOver tells of Services to which the old side leads requests without having them, and which
// the new side brings: where somebody else made one, it is applied over that. Of what a cluster has
// the old side holds them, so that they are compared.
func checkTakenOver(c *change) {
	if c.Live {
		return
	}
	told := map[served.Service]bool{}
	for _, r := range c.old.World.RoutedServices() {
		name := served.Service{Namespace: r.Namespace, Name: r.Name}
		if _, had := c.old.World.Service(name.Namespace, name.Name); had || told[name] || c.old.ByService[name] != nil {
			continue
		}
		told[name] = true
		if one, has := c.new.World.Service(name.Namespace, name.Name); has {
			c.tellTakenOver(one)
		}
		c.tellJoinedNamespace(name)
	}
}

// tellTakenOver tells of a Service that may be applied over one of somebody else's. What nobody applied
// before as its own goes on beside what is applied now: labels of a selector add up. The selector of
// a workload may not change at all.
func (c *change) tellTakenOver(one objects.Service) {
	name, what, pods := one.ID().Name, titled(one.Object()), podsOf(c.new, one)
	of, see, help := []*objects.Object{one.Object()}, "service/"+name, "see that it says the same: kubectl get "
	says := fmt.Sprintf("%s: requests go to it already, and the old side does not have it: where somebody else made it, this is applied over that one", what)
	if len(one.Selector().Labels()) > 0 {
		says += ", and chooses pods by the labels of both, which may be none"
	}
	if len(pods) > 0 {
		says += "; " + titled(pods[0]) + " is refused where there is one with another selector, and nobody answers until the new pods are ready"
		help = "give it another name: requests go over once its pods are ready, and the other is deleted afterwards; or delete the other before, and nobody answers meanwhile. What is there: kubectl get "
		of, what = append(of, pods...), what+" and "+titledWhole(pods)
		for _, o := range pods {
			see += " " + resource(o) + "/" + o.ID().Name
		}
	}
	c.tell("taken-over", Warning, says, help+see+" -n "+one.ID().Namespace+" -o yaml", of...)
	c.steps.Need(beforehand, fmt.Sprintf("see that nobody else made %s, or give it another name", what))
}

// tellJoinedNamespace tells of a Namespace that comes with a label for sidecars, and in which somebody
// else has a Service.
func (c *change) tellJoinedNamespace(s served.Service) {
	for o := range c.New.All() {
		if id := o.ID(); id.Group != objects.Core || id.Kind != "Namespace" || id.Name != s.Namespace || c.Old.Find(id) != nil {
			continue
		}
		if _, ok := c.new.World.InjectedIn(s.Namespace); ok {
			c.tell("sidecar-changes", Warning, fmt.Sprintf("%s: requests go to a Service in it already: by its labels all that somebody else has there gets a sidecar too, once its pods are made anew", titled(o)),
				"where that is not meant, write create: false at the namespace, or inject: false", o)
		}
	}
}
