package check

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// namespaceOf is where a gateway's pods run.
func (c *checker) namespaceOf(p *proxy) string {
	if p.namespace != "" {
		return p.namespace
	}
	return c.known.IstioNamespace
}

// choosesProxy reports whether a selector in a namespace chooses pods of a gateway.
func (c *checker) choosesProxy(namespace string, selector objects.Labels) bool {
	for n := range c.proxies.byLabels.Match("", selector) {
		if c.namespaceOf(c.proxies.list[n]) == namespace {
			return true
		}
	}
	return false
}

// servicePorts notes the ports of a gateway's Service.
func (c *checker) servicePorts(p *proxy, ports objects.List[objects.ServicePort]) {
	for _, port := range ports.Fitting(c.failKind) {
		if number, ok := c.number(port.Port()); ok {
			p.ports = append(p.ports, number)
		}
	}
}

// asks reads the addresses that a gateway's Service asks MetalLB for: by its field,
// or by annotations.
func (c *checker) asks(p *proxy, loadBalancerIP objects.Text, annotations objects.LabelMap) {
	field := c.text(loadBalancerIP)
	texts := []string{field}
	request := annotations.AddressRequest()
	if key := request.Sharing(); key.Fits() {
		p.shares = key.Value()
	}
	if asked, annotation := request.IPs(); c.text(asked) != "" {
		if field != "" {
			c.fail("ip-taken", p.from, fmt.Sprintf("%s asks for an address by loadBalancerIP and by the annotation %s, and MetalLB then gives none", p.from.Path(), annotation),
				"remove one of the two")
		}
		texts = append(texts, strings.Split(asked.Value(), ",")...)
	}
	for _, text := range texts {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		addr, err := netip.ParseAddr(text)
		if err != nil {
			c.fail("address-form", p.from, fmt.Sprintf("%s: %s is not an IP address", p.from.Path(), wording.Quote(text)), "write: an IP address of a pool")
		} else if !slices.Contains(p.addresses, addr) {
			p.addresses = append(p.addresses, addr)
		}
	}
}
