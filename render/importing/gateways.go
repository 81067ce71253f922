package importing

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// portName is what a tier is called by the ports of a Gateway that render wrote, "http-T";
// "" for none.
func (im *importer) portName(t *tier) string {
	for _, g := range im.gatewaysOf(t) {
		for _, s := range g.Members().Object("spec").List("servers") {
			o, _ := s.(manifest.Object)
			port := o.Object("port")
			suffix, ok := strings.CutPrefix(g.ID().Name, "gateway-ingressgateway-")
			if name, cut := strings.CutPrefix(port.Text("name"), "http-"); ok && cut && name == suffix {
				return name
			}
		}
	}
	return ""
}

// serviceDocument is what a gateway's Service has beside addresses and ports.
func (t *tier) serviceDocument() (m mapping) {
	if kind := t.service.Text("type"); kind != "LoadBalancer" {
		m.add("type", kind)
	}
	var annotations manifest.Object
	for _, a := range t.annotations {
		if !strings.HasPrefix(a.Key, "metallb.") {
			annotations = append(annotations, a)
		}
	}
	m.add("annotations", annotations)
	m.add("loadBalancerClass", t.service.Text("loadBalancerClass"))
	if v, ok := t.service.Get("allocateLoadBalancerNodePorts").(bool); ok {
		m.add("allocateNodePorts", v)
	}
	return m
}

// gatewayPod is what the pods of a gateway of an IstioOperator have.
func (im *importer) gatewayPod(t *tier) (m mapping) {
	var annotations manifest.Object
	for _, a := range t.settings.Object("podAnnotations") {
		if a.Key != "proxy.istio.io/config" {
			annotations = append(annotations, a)
		}
	}
	m.add("annotations", annotations)
	return m
}

// announce is who announces a tier's address, where it has a pool of its own.
func (im *importer) announce(t *tier) (m mapping) {
	for _, o := range im.world.OfKind(objects.MetalLB, "L2Advertisement") {
		spec := o.Members().Object("spec")
		pools := spec.List("ipAddressPools")
		if len(pools) != 1 || !im.isPoolOf(t, pools[0]) {
			continue
		}
		m.add("interfaces", spec.List("interfaces"))
		var nodes []any
		for _, n := range spec.List("nodeSelectors") {
			selector, _ := n.(manifest.Object)
			labels := selector.Object("matchLabels")
			if name := labels.Text("kubernetes.io/hostname"); name != "" && len(labels) == 1 && len(selector) == 1 {
				nodes = append(nodes, name)
			} else if len(labels) > 0 {
				nodes = append(nodes, mapping{{"labels", labels}})
			}
		}
		m.add("nodes", nodes)
	}
	return m
}

func (im *importer) isPoolOf(t *tier, name any) bool {
	text, _ := name.(string)
	for _, o := range im.world.OfKind(objects.MetalLB, "IPAddressPool") {
		if o.ID().Name == text {
			return len(t.ips) > 0 && ownPool(t.ips, o.Members().Object("spec").List("addresses"))
		}
	}
	return false
}

// copies are the namespaces in which the TLS Secrets of gateways are too.
func (im *importer) copies() []any {
	var out []string
	for _, t := range im.tiers {
		for _, s := range t.servers {
			name := s.tls.Text("credentialName")
			for _, o := range im.world.OfKind(objects.Core, "Secret") {
				id := o.ID()
				if name != "" && id.Name == name && id.Namespace != t.namespace && !slices.Contains(out, id.Namespace) {
					out = append(out, id.Namespace)
				}
			}
		}
	}
	return strs(out)
}

// issuer is that of the Certificates, where all have one.
func (im *importer) issuer() (m mapping) {
	list := im.world.OfKind(objects.CertManager, "Certificate")
	for i, o := range list {
		ref := o.Members().Object("spec").Object("issuerRef")
		one := mapping{{"issuer", ref.Text("name")}}
		one.add("kind", ref.Text("kind"))
		if g := ref.Text("group"); g != objects.CertManager {
			one.add("group", g)
		}
		if i > 0 && flow(one) != flow(m) {
			return nil
		}
		m = one
	}
	return m
}
