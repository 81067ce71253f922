package check

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/wording"
)

// checkInjectedGateways reads and checks the gateways that are Deployments of their
// own. Where none of the Services is for one its ports are not known.
func checkInjectedGateways(c *checker) {
	var own proxies
	var byNamespace objects.LabelIndex // beside own
	for w := range c.world.GatewayWorkloads() {
		id := w.ID()
		p := &proxy{from: w.Field, name: id.Name, namespace: id.Namespace, labels: w.Template().Metadata().Labels().Labels(), injected: true}
		c.injection(w, p.labels)
		c.proxies.add(p)
		own.list = append(own.list, p)
		c.injected[w.Object()] = true
		byNamespace.Add(p.namespace, p.labels)
	}
	if len(own.list) == 0 {
		return
	}
	for s := range c.world.Services() {
		selector := s.Selector().Labels()
		if len(selector) == 0 {
			continue
		}
		var found []*proxy
		for n := range byNamespace.Match(s.ID().Namespace, selector) {
			found = append(found, own.list[n])
		}
		switch len(found) {
		case 0:
		case 1:
			c.gatewayService(s, found[0])
		default:
			c.fail("object-selector", s.Selector().Field, fmt.Sprintf("spec.selector %s matches gateways %s and %s, and each would get the other's requests",
				wording.Quote(selector.String()), wording.Quote(found[0].name), wording.Quote(found[1].name)),
				"write: the label istio of one of them")
		}
	}
}

// gatewayService reads what a gateway's Service listens on and asks for.
func (c *checker) gatewayService(s objects.Service, p *proxy) {
	annotations := s.Metadata().Annotations()
	c.fits(s.Metadata().Field)
	var ports proxy
	c.servicePorts(&ports, s.Ports())
	for _, number := range ports.ports {
		if !slices.Contains(p.ports, number) {
			p.ports = append(p.ports, number)
		}
	}
	if s.Type().Value() != "LoadBalancer" {
		return
	}
	p.from = s.Spec()
	c.fits(annotations.Field)
	c.asks(p, s.LoadBalancerIP(), annotations)
}

// injection checks that istiod will take a gateway's pods in hand. Those that it
// does not would wait for an image called "auto" for ever.
func (c *checker) injection(w objects.Workload, labels objects.Labels) {
	if inject, _ := labels.Get("sidecar.istio.io/inject"); inject == "false" {
		c.fail("object-selector", w.Template().Field, "the label sidecar.istio.io/inject of its pods is \"false\", and istiod makes no gateway of them", "remove it")
	}
	n, ok := c.world.Namespace(w.ID().Namespace)
	if !ok {
		return
	}
	if injection, _ := n.Metadata().Labels().Labels().Get("istio-injection"); injection == "disabled" {
		c.fail("object-selector", w.Field, "its namespace has the label istio-injection=disabled, and istiod makes no gateway of its pods",
			"remove the label, or move the gateway to another namespace", c.related(n.Object()))
	}
}
