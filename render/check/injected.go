package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// injectedTemplate is the annotation of pods by which istiod makes them gateways
// (istio, manifests/charts/istio-control/istio-discovery/files/gateway-injection-template.yaml).
const injectedTemplate = "inject.istio.io/templates"

// isInjected reports whether istiod makes a gateway of an object's pods.
func isInjected(object manifest.Object) bool {
	names, _ := under(object, "spec", "template", "metadata", "annotations").Get(injectedTemplate).(string)
	return names != "" && slices.ContainsFunc(strings.Split(names, ","), func(name string) bool { return strings.TrimSpace(name) == "gateway" })
}

// injected reads and checks the gateways that are Deployments of their own. Where
// none of the Services is for one its ports are not known.
func (c *checker) injected() {
	first := len(c.ingress)
	var own pods // beside c.ingress from first on
	for n, i := range c.workloads {
		if !isInjected(c.list[i].Object) {
			continue
		}
		labels := c.pods.labels[n]
		g := ingress{object: i, name: c.ids[i].Name, namespace: c.ids[i].Namespace, labels: labels, injected: true}
		g.label, _ = labels.Get("istio").(string)
		c.injection(i, labels)
		c.ingress = append(c.ingress, g)
		c.ingressPods.add("", labels)
		own.add(g.namespace, labels)
	}
	if len(c.ingress) == first {
		return
	}
	c.each(core, "Service", func(i int) {
		selector := under(c.list[i].Object, "spec", "selector")
		if len(selector) == 0 {
			return
		}
		switch found := own.match(c.ids[i].Namespace, selector); len(found) {
		case 0:
		case 1:
			c.gatewayService(i, &c.ingress[first+found[0]])
		default:
			c.fail(i, fmt.Sprintf("spec.selector %s matches gateways %s and %s, and each would get the other's requests",
				diag.Quote(selectorText(selector)), diag.Quote(c.ingress[first+found[0]].name), diag.Quote(c.ingress[first+found[1]].name)),
				"write: the label istio of one of them")
		}
	})
}

// gatewayService reads what a gateway's Service listens on and asks for.
func (c *checker) gatewayService(i int, g *ingress) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	metadata := c.object(i, c.list[i].Object, "metadata", spot{})
	for n, item := range c.listOf(i, spec, "ports", at("spec")) {
		where := spot{"spec.ports[#]", [2]int{n}}
		if port, ok := c.objectItem(i, item, where); ok {
			if number, ok := c.number(i, port, "port", where); ok && !slices.Contains(g.ports, number) {
				g.ports = append(g.ports, number)
			}
		}
	}
	if spec.Get("type") != "LoadBalancer" {
		return
	}
	g.object, g.where = i, at("spec")
	c.asked(i, g, spec, c.object(i, metadata, "annotations", at("metadata")), at("spec"))
}

// injection checks that istiod will take a gateway's pods in hand. Those that it
// does not would wait for an image called "auto" for ever.
func (c *checker) injection(i int, labels manifest.Object) {
	namespace := c.ids[i].Namespace
	if labels.Get("sidecar.istio.io/inject") == "false" {
		c.fail(i, "the label sidecar.istio.io/inject of its pods is \"false\", and istiod makes no gateway of them", "remove it")
	}
	n, ok := c.index[manifest.ID{Group: core, Kind: "Namespace", Name: namespace}]
	if ok && under(c.list[n].Object, "metadata", "labels").Get("istio-injection") == "disabled" {
		c.fail(i, "its namespace has the label istio-injection=disabled, and istiod makes no gateway of its pods",
			"remove the label, or move the gateway to another namespace", c.also(n))
	}
}
