package check

import (
	"fmt"

	"render/render/objects"
	"render/render/wording"
)

// checkService checks that a Service has pods, and that they listen on its ports.
func checkService(c *checker, o *objects.Object) {
	if id := o.ID(); id.Group != objects.Core || id.Kind != "Service" {
		return
	}
	s := o.Service()
	c.fits(s.Spec())
	choosing, ports := s.Selector(), s.Ports()
	selector := c.labels(choosing)
	c.fits(ports.Field)
	namespace := o.ID().Namespace
	if len(selector) == 0 || s.Type().Value() == "ExternalName" || namespace == "" {
		return
	}
	var found []objects.Workload
	var room [2]objects.Workload
	found = room[:0]
	for w := range c.world.PodsOf(namespace, selector) {
		found = append(found, w)
	}
	switch {
	case len(found) == 0 && !c.choosesProxy(namespace, selector):
		c.unmatched(choosing, c.added(o))
	case len(found) == 0, c.injected[found[0].Object()]: // a gateway listens where its Gateways say
	case ports.Fits():
		for _, port := range ports.Fitting(c.failKind) {
			c.targetPort(port.TargetPort(), found)
		}
	}
}

// targetPort checks that pods of a Service listen where it sends to; of two
// versions of an app, one is enough.
func (c *checker) targetPort(target objects.NumberOrName, pods []objects.Workload) {
	number, isNumber := target.Number()
	if !target.Present() || !target.Fits() {
		c.failKind(target.Field)
		return
	}
	for _, w := range pods {
		if listens(w.Template().Spec(), number, target.Name()) {
			return
		}
	}
	written := target.Name()
	if isNumber {
		written = fmt.Sprint(number)
	}
	var names []string
	for _, w := range pods {
		names = appendPorts(names, w.Template().Spec(), isNumber)
	}
	if isNumber && len(names) == 0 {
		return // containers need not say which numbers they listen on
	}
	c.fail("object-reference", target.Field, fmt.Sprintf("%s: %s is no port of a container of %s", target.Path(), wording.Quote(written), pods[0].ID()),
		c.nearestOf(written, "add it to the ports of a container", names))
}

// listens reports whether a container of a pod has a port, by number or, where
// there is one, by name. Kubernetes does not ask for ports to be declared, so
// that a pod which declares none may listen on any number.
func listens(pod objects.PodSpec, number int64, name string) bool {
	declared := false
	for _, list := range [...]objects.List[objects.Container]{pod.Containers(), pod.InitContainers()} {
		for _, container := range list.All() {
			for _, port := range container.Ports().All() {
				declared = true
				if name != "" {
					if port.Name().Value() == name {
						return true
					}
				} else if n, ok := port.Number().Value(); ok && n == number {
					return true
				}
			}
		}
	}
	return !declared && name == ""
}

func appendPorts(names []string, pod objects.PodSpec, numbers bool) []string {
	for _, container := range pod.Containers().All() {
		for _, port := range container.Ports().All() {
			if n, ok := port.Number().Value(); numbers && ok {
				names = append(names, fmt.Sprint(n))
			} else if name := port.Name(); !numbers && name.Present() && name.Fits() {
				names = append(names, name.Value())
			}
		}
	}
	return names
}
