package consequences

import (
	"fmt"
	"slices"

	"render/render/access"
	"render/render/objects"
)

// checkHandlingEnds tells of objects that fell out, or are for no pods any more, and had proxies do
// what nothing here knows of.
func checkHandlingEnds(c *change) {
	for _, o := range c.gone {
		if next := c.changes[o]; c.repeated(o) || next != nil && next.New != nil {
			continue
		}
		whose := c.shaped(o)
		switch {
		case whose == "":
		case c.deletes(o):
			c.tell("handling-ends", Danger, fmt.Sprintf("%s: is deleted, and what it has the proxies of %s do ends, be it a limit, a check or a header", titled(o), whose), c.helpKept(o), o)
		case slices.Contains(c.staying, o):
			c.tell("handling-ends", Warning, fmt.Sprintf("%s: fell out and stays, and what it has the proxies of %s do, be it a limit, a check or a header, ends once somebody deletes it", titled(o), whose),
				"keep it, in jsonnet of the topology or applied by somebody else; where it is to end, run: "+deletion(o), o)
		}
	}
	for i := range c.Changes {
		if one := &c.Changes[i]; one.Old != nil && one.New != nil {
			was, is := c.old.proxiesOf(one.Old), c.new.proxiesOf(one.New)
			if len(was) > 0 && len(is) == 0 {
				c.tellForNobody(one.New, was)
			}
		}
	}
	for o := range c.New.All() {
		if old := c.Old.Find(o.ID()); old != nil && c.changes[o] == nil { // it is as it was, and the pods are not
			if was := c.old.proxiesOf(old); len(was) > 0 && len(c.new.proxiesOf(o)) == 0 {
				c.tellForNobody(o, was)
			}
		}
	}
}

func (c *change) tellForNobody(o *objects.Object, was []string) {
	c.tell("handling-ends", Danger, fmt.Sprintf("%s: is for no pods any more, and was for those of %s: what it had their proxies do ends", titled(o), fewListed(was)),
		helpLabels, o)
}

const helpLabels = "write the labels that the pods have from now on, or leave theirs as they were"

// shaped is whose proxies do on the new side what an object that fell out has them do; "" for nobody's.
func (c *change) shaped(o *objects.Object) string {
	if !o.ShapesRequests() {
		return ""
	}
	return fewListed(c.new.proxiesOf(o))
}

// proxiesOf are the gateways, or else the apps, whose proxies an object is for that chooses these by
// labels or by references; none of what is for pods in another way.
func (s *side) proxiesOf(o *objects.Object) []string {
	labels, ok := o.PodSelector()
	if id := o.ID(); !ok && !o.Resource().Spec().At("targetRefs").Present() || !o.ShapesRequests() && id.Kind != "Telemetry" && id.Kind != "Sidecar" && id.Kind != "ProxyConfig" {
		return nil
	}
	var out []string
	root, selector := s.World.RootNamespace(), labels.Labels()
	for _, e := range s.Entrances {
		target := e.Target()
		for w := range s.World.PodsOf(e.Namespace, e.Pods) {
			target.Labels = access.TargetOf(w).Labels
			break
		}
		if len(e.From) > 0 && o.Resource().Chooses(target, selector, root) && !slices.Contains(out, e.Title()) {
			out = append(out, e.Title())
		}
	}
	if len(out) > 0 {
		return out
	}
	for w := range s.World.Workloads() {
		if _, has := s.World.InjectedBy(w); has && o.Resource().Chooses(access.TargetOf(w), selector, root) {
			out = append(out, titleOf(w))
		}
	}
	return out
}
