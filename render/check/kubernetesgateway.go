package check

import (
	"fmt"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// maxListeners is the limit of the Gateway API's CRD.
const maxListeners = 64

// checkKubernetesGateways reads and checks the Gateways of the Gateway API.
func checkKubernetesGateways(c *checker) {
	for g := range c.world.KubernetesGateways() {
		c.fits(g.Spec())
		c.makes(g)
		list := g.Listeners()
		if n := list.Len(); n == 0 || n > maxListeners {
			c.fits(list.Field)
			c.fail("object-limit", list.Field, fmt.Sprintf("spec.listeners has %d items", n), fmt.Sprintf("write 1 to %d", maxListeners))
		}
		c.secretRefs(g.ClientCARefs())
		if list.Fits() {
			c.listeners[g.Object()] = c.readListeners(list)
		}
	}
}

func (c *checker) readListeners(list objects.List[objects.Listener]) []listener {
	var out []listener
	names, served := map[string]bool{}, map[listenerKey]bool{}
	for _, item := range list.Fitting(c.failKind) {
		l := listener{Listener: item, name: c.text(item.Name())}
		l.protocol, l.hostname = c.text(item.Protocol()), c.text(item.Hostname())
		l.port, _ = c.number(item.Port())
		if names[l.name] {
			c.fail("object-twice", item.Field, fmt.Sprintf("%s: name %s is there twice", item.Path(), wording.Quote(l.name)), "write: another name")
		}
		names[l.name] = true
		if served[l.listenerKey] {
			c.fail("object-twice", item.Field, fmt.Sprintf("%s: port, protocol and hostname are another listener's", item.Path()), "write: another hostname, or remove it")
		}
		served[l.listenerKey] = true
		out = append(out, l)
		c.fits(item.TLS().Field)
		c.secretRefs(item.TLS().CertificateRefs())
		c.listenerShows(item, list)
	}
	return out
}

// makes notes what Istio makes of a Gateway: pods, and a Service that asks for
// addresses.
func (c *checker) makes(g objects.KubernetesGateway) {
	if g.ClassName().Value() != "istio" {
		return
	}
	id := g.ID()
	infrastructure := g.Infrastructure()
	c.fits(infrastructure.Field)
	ref := infrastructure.ParametersRef()
	c.fits(ref.Field)
	if name := c.text(ref.Name()); name != "" && ref.Kind().Value() == "ConfigMap" {
		if _, ok := c.world.ConfigMap(id.Namespace, name); !ok {
			c.fail("object-reference", ref.Field, "spec.infrastructure.parametersRef: ConfigMap "+wording.Quote(name)+" is not among the objects, and Istio would make nothing of the Gateway",
				c.nearest(name, "add it to namespace "+wording.Quote(id.Namespace), inside(id.Namespace, objects.Core, "ConfigMap")))
		}
	}
	p := &proxy{from: g.Spec(), name: id.Name + "-istio", namespace: id.Namespace,
		labels: gatewayLabels(g)}
	var asked objects.Text
	addresses := g.Addresses()
	c.fits(addresses.Field)
	if n := addresses.Len(); n > 1 {
		c.fail("object-limit", addresses.Field, fmt.Sprintf("spec.addresses has %d items, and Istio makes gateways for one only", n), "write: one, or MetalLB's annotation in spec.infrastructure")
	}
	if addresses.Fits() {
		for _, address := range addresses.Fitting(c.failKind) {
			if kind := address.Type(); !kind.Present() || kind.Value() == "IPAddress" {
				asked = address.Value()
			}
		}
	}
	c.fits(infrastructure.Annotations().Field)
	c.asks(p, asked, infrastructure.Annotations())
	c.proxies.add(p)
}

// gatewayLabels are the labels of the pods that Istio makes of a Gateway, under the names
// that its versions give the one which says whose they are (istio,
// manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml).
func gatewayLabels(g objects.KubernetesGateway) objects.Labels {
	name := g.ID().Name
	return objects.Labels{
		manifest.Member{Key: "gateway.networking.k8s.io/gateway-name", Value: name}, manifest.Member{Key: "istio.io/gateway-name", Value: name},
	}.With(g.Infrastructure().Labels().Labels())
}
