package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/scripts"
	"render/render/wording"
)

// checkPodsNeed tells of what pods name from now on and cannot start without, and which is on neither
// side: the workload is taken, and its new pods do not come. What moves to another namespace
// checkNamespaces tells of.
func checkPodsNeed(c *change) {
	named := map[manifest.ID]bool{}
	for w := range c.old.World.Workloads() {
		needs.Each(w.Object(), func(to manifest.ID, _ string) { named[to] = true })
	}
	for w := range c.new.World.Workloads() {
		if one := c.changes[w.Object()]; one == nil || one.Old != nil && one.Old.ID() != one.New.ID() {
			continue
		}
		needs.Each(w.Object(), func(to manifest.ID, _ string) {
			if !named[to] && to.Kind != "Service" && !c.comesFromHere(to) {
				c.tellPodsNeed(w.Object(), to)
			}
		})
	}
}

// comesFromHere reports whether objects of a side are another, or make it, or whether Kubernetes does.
func (c *change) comesFromHere(id manifest.ID) bool {
	if slices.Contains([]string{"system-cluster-critical", "system-node-critical"}, id.Name) && id.Kind == "PriorityClass" {
		return true
	}
	return c.Old.Find(id) != nil || c.New.Find(id) != nil || c.old.making(id).Object != nil || c.new.making(id).Object != nil
}

func (c *change) tellPodsNeed(o *objects.Object, id manifest.ID) {
	name, where := id.Kind+" "+wording.Quote(id.Name), "there"
	if id.Namespace != "" {
		where = "in namespace " + wording.Quote(id.Namespace)
	}
	help := "have it " + where + " before"
	if id.Kind == "ServiceAccount" {
		help = fmt.Sprintf("make it before, where nothing else does: kubectl create serviceaccount %s -n %s", id.Name, id.Namespace)
	}
	c.tell("pods-need", Warning, fmt.Sprintf("%s: its pods name %s from now on, which is on neither side: none that is made anew starts without it", titled(o), name), help, o)
	if id.Namespace != "" {
		c.needNamespace(id.Namespace)
	}
	c.steps.Does(beforehand, fmt.Sprintf("see that %s is %s", name, where), scripts.Provide{Namespace: id.Namespace, Things: []manifest.ID{id}})
}
