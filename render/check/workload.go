package check

import (
	"fmt"
	"slices"

	"render/render/diag"
	"render/render/manifest"
)

// workload checks that a Deployment, or another that keeps pods, selects its
// own, and that names of containers are unique.
func (c *checker) workload(i int) {
	object := c.list[i].Object
	spec := c.object(i, object, "spec", spot{})
	template := c.object(i, spec, "template", at("spec"))
	labels := c.object(i, c.object(i, template, "metadata", at("spec.template")), "labels", at("spec.template.metadata"))
	selector := c.object(i, spec, "selector", at("spec"))
	wanted := c.object(i, selector, "matchLabels", at("spec.selector"))
	if !has(labels, wanted) {
		missing := slices.DeleteFunc(slices.Clone(wanted), func(m manifest.Member) bool { return has(labels, manifest.Object{m}) })
		c.fail(i, "spec.selector.matchLabels asks for "+diag.Quote(selectorText(missing))+", which its pods do not have",
			"add it to spec.template.metadata.labels, or remove it from the selector")
	}
	pod := c.object(i, template, "spec", at("spec.template"))
	var seen [8]string
	names := seen[:0]
	for _, list := range [...]struct{ key, item string }{
		{"containers", "spec.template.spec.containers[#]"}, {"initContainers", "spec.template.spec.initContainers[#]"},
	} {
		for n, item := range c.listOf(i, pod, list.key, at("spec.template.spec")) {
			where := spot{list.item, [2]int{n}}
			container, ok := c.objectItem(i, item, where)
			if !ok {
				continue
			}
			name := c.text(i, container, "name", where)
			if name != "" && slices.Contains(names, name) {
				c.fail(i, fmt.Sprintf("container %s is there twice", diag.Quote(name)), "write: another name")
			}
			names = append(names, name)
		}
	}
}

// service checks that a Service has pods, and that they listen on its ports.
func (c *checker) service(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	selector := c.object(i, spec, "selector", at("spec"))
	ports := c.listOf(i, spec, "ports", at("spec"))
	namespace := c.ids[i].Namespace
	if len(selector) == 0 || spec.Get("type") == "ExternalName" || namespace == "" {
		return
	}
	found := c.pods.match(namespace, selector)
	if len(found) == 0 {
		if !c.selectsIngress(namespace, selector) {
			c.unmatched(i, "spec.selector", selector)
		}
		return
	}
	if isInjected(c.list[c.workloads[found[0]]].Object) {
		return // a gateway listens where its Gateways say
	}
	for n, item := range ports {
		where := spot{"spec.ports[#]", [2]int{n}}
		port, ok := c.objectItem(i, item, where)
		if !ok {
			continue
		}
		target, key := port.Get("targetPort"), "targetPort"
		if target == nil {
			target, key = port.Get("port"), "port"
		}
		c.targetPort(i, found, target, key, where)
	}
}

// targetPort checks that pods of a Service listen where it sends to; of two
// versions of an app, one is enough.
func (c *checker) targetPort(i int, found []int, target any, key string, where spot) {
	number, isNumber := asNumber(target)
	name, isText := target.(string)
	if !isNumber && !isText {
		c.wrong(i, where.member(key), "a port's number or name")
		return
	}
	for _, pod := range found {
		if listens(podSpec(c.list[c.workloads[pod]].Object), number, name) {
			return
		}
	}
	written := name
	if isNumber {
		written = fmt.Sprint(number)
	}
	var names []string
	for _, pod := range found {
		names = appendPorts(names, podSpec(c.list[c.workloads[pod]].Object), isNumber)
	}
	if isNumber && len(names) == 0 {
		return // containers need not say which numbers they listen on
	}
	c.fail(i, fmt.Sprintf("%s: %s is no port of a container of %s", where.member(key), diag.Quote(written), c.ids[c.workloads[found[0]]]),
		c.nearestOf(written, "add it to the ports of a container", names))
}

// listens reports whether a container of a pod has a port, by number or, where
// there is one, by name. Kubernetes does not ask for ports to be declared, so
// that a pod which declares none may listen on any number.
func listens(pod manifest.Object, number int64, name string) bool {
	declared := false
	for _, list := range [...]string{"containers", "initContainers"} {
		containers, _ := asList(pod.Get(list))
		for _, item := range containers {
			container, _ := asObject(item)
			ports, _ := asList(container.Get("ports"))
			for _, item := range ports {
				declared = true
				port, _ := asObject(item)
				if name != "" {
					if port.Get("name") == name {
						return true
					}
				} else if n, ok := asNumber(port.Get("containerPort")); ok && n == number {
					return true
				}
			}
		}
	}
	return !declared && name == ""
}

func appendPorts(names []string, pod manifest.Object, numbers bool) []string {
	containers, _ := asList(pod.Get("containers"))
	for _, item := range containers {
		container, _ := asObject(item)
		ports, _ := asList(container.Get("ports"))
		for _, item := range ports {
			port, _ := asObject(item)
			if n, ok := asNumber(port.Get("containerPort")); numbers && ok {
				names = append(names, fmt.Sprint(n))
			} else if name, ok := port.Get("name").(string); !numbers && ok {
				names = append(names, name)
			}
		}
	}
	return names
}

func (c *checker) disruptionBudget(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	selector := c.object(i, spec, "selector", at("spec"))
	labels := c.object(i, selector, "matchLabels", at("spec.selector"))
	namespace := c.ids[i].Namespace
	if selector == nil || selector.Get("matchExpressions") != nil || namespace == "" || labels == nil && selector.Get("matchLabels") != nil {
		return
	}
	if len(c.pods.match(namespace, labels)) == 0 && !c.selectsIngress(namespace, labels) {
		c.unmatched(i, "spec.selector.matchLabels", labels)
	}
}

// unmatched tells of a selector without pods; the cure is the nearest value of
// its first label that no pod has.
func (c *checker) unmatched(i int, path string, selector manifest.Object) {
	id := c.ids[i]
	message := fmt.Sprintf("%s %s matches no pods of the Deployments in namespace %s", path, diag.Quote(selectorText(selector)), diag.Quote(id.Namespace))
	otherwise := "write: the labels of a Deployment's pods in that namespace"
	for _, m := range selector {
		value, _ := m.Value.(string)
		if index := c.pods.index(m.Key); index[labelled{id.Namespace, value}] == nil {
			var names []string
			for has := range index {
				if has.namespace == id.Namespace {
					names = append(names, has.value)
				}
			}
			c.fail(i, message, c.nearestOf(value, otherwise, names))
			return
		}
	}
	c.fail(i, message, otherwise)
}
