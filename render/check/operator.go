package check

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// ingress is one gateway that an IstioOperator installs, or that istiod makes of
// a Deployment.
type ingress struct {
	object    int
	where     spot
	name      string
	namespace string
	label     string // its label "istio", by which tiers are kept apart
	labels    manifest.Object
	ports     []int64 // of its Service; nil where Istio's chart chooses
	shares    string  // MetalLB's key for Services that share an address
	addresses []netip.Addr
	injected  bool // a Deployment, whose Service object is, where it has one
}

// operator reads and checks the gateways of an IstioOperator.
func (c *checker) operator(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	components := c.object(i, spec, "components", at("spec"))
	var own []ingress
	names, labels := map[string]bool{}, map[string]string{}
	for _, list := range [...]string{"ingressGateways", "egressGateways"} {
		for n, item := range c.listOf(i, components, list, at("spec.components")) {
			where := spot{"spec.components." + list + "[#]", [2]int{n}}
			o, ok := c.objectItem(i, item, where)
			if !ok {
				continue
			}
			g := c.ingressItem(i, o, list == "egressGateways", where)
			c.namespace(i, g.namespace, where.String())
			if names[g.name] && g.name != "" {
				c.fail(i, fmt.Sprintf("%s: gateway %s is there twice", where, diag.Quote(g.name)), "write: another name")
			}
			names[g.name] = true
			if o.Get("enabled") == false {
				continue
			}
			if other, ok := labels[g.label]; ok {
				c.fail(i, fmt.Sprintf("%s: its label istio is %s, as is that of gateway %s, and each would take the other's traffic",
					where, diag.Quote(g.label), diag.Quote(other)), "write: another label")
			} else {
				labels[g.label] = g.name
			}
			own = append(own, g)
		}
	}
	for _, g := range own {
		c.ingress = append(c.ingress, g)
		c.ingressPods.add("", g.labels)
	}
}

// ingressItem reads one gateway. Its labels are merged over those of Istio's
// chart (istio, operator/pkg/render/manifest.go).
func (c *checker) ingressItem(i int, o manifest.Object, egress bool, where spot) ingress {
	g := ingress{object: i, where: where, labels: manifest.Object{{Key: "app", Value: "istio-ingressgateway"}, {Key: "istio", Value: "ingressgateway"}}}
	if egress {
		g.labels = manifest.Object{{Key: "app", Value: "istio-egressgateway"}, {Key: "istio", Value: "egressgateway"}}
	}
	g.name = c.text(i, o, "name", where)
	g.namespace = c.text(i, o, "namespace", where)
	for _, m := range c.object(i, o, "label", where) {
		g.labels = g.labels.With(m.Value, m.Key)
	}
	g.label, _ = g.labels.Get("istio").(string)
	k8s := c.object(i, o, "k8s", where)
	within := spot{where.text + ".k8s", where.numbers}
	service := c.object(i, k8s, "service", within)
	inService := spot{where.text + ".k8s.service", where.numbers}
	for n, item := range c.listOf(i, service, "ports", inService) {
		at := spot{inService.text + ".ports[#]", [2]int{where.numbers[0], n}}
		if port, ok := c.objectItem(i, item, at); ok {
			if number, ok := c.number(i, port, "port", at); ok {
				g.ports = append(g.ports, number)
			}
		}
	}
	c.asked(i, &g, service, c.object(i, k8s, "serviceAnnotations", within), inService)
	return g
}

// asked reads the addresses that a gateway asks MetalLB for.
func (c *checker) asked(i int, g *ingress, service, annotations manifest.Object, inService spot) {
	field := c.text(i, service, "loadBalancerIP", inService)
	texts := []string{field}
	for _, prefix := range [...]string{"metallb.io/", "metallb.universe.tf/"} {
		if key, ok := annotations.Get(prefix + "allow-shared-ip").(string); ok {
			g.shares = key
		}
		asked := annotations.Find(prefix + "loadBalancerIPs")
		if asked == nil {
			continue
		}
		text, ok := asked.Value.(string)
		if !ok {
			where := g.where.String() + ".k8s.serviceAnnotations."
			if g.injected {
				where = "metadata.annotations."
			}
			c.wrong(i, where+prefix+"loadBalancerIPs", "text")
			continue
		}
		if field != "" {
			c.fail(i, fmt.Sprintf("%s asks for an address by loadBalancerIP and by the annotation %sloadBalancerIPs, and MetalLB then gives none", g.where, prefix),
				"remove one of the two")
		}
		texts = append(texts, strings.Split(text, ",")...)
	}
	for _, text := range texts {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		addr, err := netip.ParseAddr(text)
		if err != nil {
			c.fail(i, fmt.Sprintf("%s: %s is not an IP address", g.where, diag.Quote(text)), "write: an IP address of a pool")
		} else if !slices.Contains(g.addresses, addr) {
			g.addresses = append(g.addresses, addr)
		}
	}
}

// addresses checks that each address that is asked for is in a pool, and asked
// for once. One gateway may be in two IstioOperators, of two revisions.
func (c *checker) addresses() {
	c.sortPools()
	taken := map[netip.Addr]*ingress{}
	for n := range c.ingress {
		g := &c.ingress[n]
		for _, addr := range g.addresses {
			if len(c.pools) > 0 && !c.inPool(addr) {
				c.fail(g.object, fmt.Sprintf("%s: address %s is in none of the pools", g.where, addr), "add it to the addresses of a pool, or write: another address")
			}
			other := taken[addr]
			switch {
			case other == nil:
				taken[addr] = g
			case other.name == g.name && other.namespace == g.namespace && other.object != g.object:
			case other.shares != "" && other.shares == g.shares:
			default:
				c.fail(g.object, fmt.Sprintf("%s: address %s is also asked for by gateway %s", g.where, addr, diag.Quote(other.name)), "write: another address",
					c.also(other.object))
			}
		}
	}
}

// selectsIngress reports whether a selector in a namespace matches pods of a
// gateway.
func (c *checker) selectsIngress(namespace string, selector manifest.Object) bool {
	for _, n := range c.ingressPods.match("", selector) {
		if c.namespaceOf(&c.ingress[n]) == namespace {
			return true
		}
	}
	return false
}

func (c *checker) namespaceOf(g *ingress) string {
	if g.namespace != "" {
		return g.namespace
	}
	return c.known.GatewayNamespace
}
