package check

import (
	"fmt"

	"render/render/objects"
	"render/render/wording"
)

// checkIstioOperators reads and checks the gateways of IstioOperators.
func checkIstioOperators(c *checker) {
	for operator := range c.world.IstioOperators() {
		c.fits(operator.Spec())
		c.fits(operator.Components())
		var own []*proxy
		names, labels := map[string]bool{}, map[string]string{}
		for _, list := range [...]objects.List[objects.GatewayComponent]{operator.IngressGateways(), operator.EgressGateways()} {
			for _, item := range list.Fitting(c.failKind) {
				if p := c.component(item, names, labels); p != nil {
					own = append(own, p)
				}
			}
		}
		for _, p := range own {
			c.proxies.add(p)
		}
	}
}

// component reads one gateway, and checks it beside the others of its
// IstioOperator; nil where it is not installed.
func (c *checker) component(item objects.GatewayComponent, names map[string]bool, labels map[string]string) *proxy {
	p := &proxy{from: item.Field, name: c.text(item.Name()), namespace: c.text(item.Namespace())}
	c.fits(item.Label().Field)
	p.labels = item.PodLabels()
	k8s := item.K8s()
	c.fits(k8s.Field)
	service := k8s.Service()
	c.fits(service.Field)
	c.servicePorts(p, service.Ports())
	c.fits(k8s.ServiceAnnotations().Field)
	c.asks(p, service.LoadBalancerIP(), k8s.ServiceAnnotations())

	c.namedNamespace(item.Field, p.namespace)
	if names[p.name] && p.name != "" {
		c.fail("object-twice", item.Field, fmt.Sprintf("%s: gateway %s is there twice", item.Path(), wording.Quote(p.name)), "write: another name")
	}
	names[p.name] = true
	if enabled, given := item.Enabled().Value(); given && !enabled {
		return nil
	}
	label := p.label()
	if other, ok := labels[label]; ok {
		c.fail("object-selector", item.Field, fmt.Sprintf("%s: its label istio is %s, as is that of gateway %s, and each would take the other's traffic",
			item.Path(), wording.Quote(label), wording.Quote(other)), "write: another label")
	} else {
		labels[label] = p.name
	}
	return p
}

// checkSailResources checks that the namespace an object has the Sail operator
// install into is there: the operator waits for it and makes none.
func checkSailResources(c *checker) {
	check := func(s objects.SailResource) {
		c.fits(s.Spec())
		c.namedNamespace(s.Namespace().Field, c.text(s.Namespace()))
	}
	for s := range c.world.SailIstios() {
		check(s)
	}
	for s := range c.world.SailCNIs() {
		check(s)
	}
}
