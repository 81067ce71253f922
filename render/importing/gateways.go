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
func (im *importer) serviceDocument(t *tier) (m mapping) {
	if kind := t.service.Text("type"); kind != "LoadBalancer" {
		m.add("type", kind)
	}
	var annotations manifest.Object
	for _, a := range t.annotations {
		if !strings.HasPrefix(a.Key, "metallb.") && !slices.Contains(keysOf(im.annotations), a.Key) {
			annotations = append(annotations, a)
		}
	}
	m.add("annotations", annotations)
	for _, p := range t.service.List("ports") {
		if o, ok := p.(manifest.Object); ok && o.Text("protocol") == "UDP" {
			m.add("http3", true)
		}
	}
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
	if t.daemon {
		m.add("kind", "DaemonSet")
	}
	return m
}

// gatewayObject is what the tier's main Gateway has beside what it serves.
func (im *importer) gatewayObject(t *tier) (m mapping) {
	for _, g := range im.gatewaysOf(t) {
		if g.ID().Name == t.gateway {
			m.add("annotations", without(annotationsOf(g.Members()), keysOf(im.annotations)...))
		}
	}
	return m
}

func keysOf(o manifest.Object) []string {
	var out []string
	for _, one := range o {
		out = append(out, one.Key)
	}
	return out
}

// proxies are what a gateway of an IstioOperator knows of what is before it.
func (t *tier) proxies() (m mapping) {
	list, err := manifest.Decode([]byte(t.settings.Object("podAnnotations").Text("proxy.istio.io/config")))
	if err != nil || len(list) != 1 {
		return nil
	}
	topology := list[0].Object("gatewayTopology")
	m.add("trusted", topology.Get("numTrustedProxies"))
	if topology.Get("proxyProtocol") != nil {
		m.add("protocol", true)
	}
	return m
}

// mainTLS is the TLS of a tier's first hosts.
func (t *tier) mainTLS(im *importer) (tls mapping) {
	if len(t.servers) > 0 {
		_, tls = im.security(t, t.servers[0], "", true)
	}
	return slices.DeleteFunc(tls, func(m member) bool { return m.key != "mode" && m.key != "minVersion" })
}

// everywhere are the members that all objects have under a key of their metadata.
func (im *importer) everywhere(key string) (out manifest.Object) {
	first := true
	for o := range im.world.All() {
		have := o.Members().Object("metadata").Object(key)
		if first {
			out, first = have, false
		}
		out = slices.DeleteFunc(slices.Clone(out), func(m manifest.Member) bool { return have.Get(m.Key) != m.Value })
	}
	return without(out, "app.kubernetes.io/managed-by", partOf)
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
