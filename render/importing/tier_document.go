package importing

import (
	"slices"
	"strconv"

	"render/internal/later"
	"render/render/manifest"
)

// tierDocument is a tier as the document has it.
func (im *importer) tierDocument(t *tier) mapping {
	var m mapping
	im.tellGatewaySelector(t)
	m.add("name", t.name)
	m.add("ip", alone(strs(t.ips)))
	im.hosts(&m, t)
	told := im.dns[t.space+"/"+t.gateway]
	if im.inDNS != nil {
		told = im.inDNS[t]
	}
	m.add("dns", t.dnsDocument(told))
	m.add("service", im.serviceDocument(t))
	m.add("pod", im.gatewayPod(t))
	m.add("gateway", im.gatewayObject(t))
	m.add("proxies", im.proxies(t))
	m.add("announce", im.announce(t))
	m.add("sourceRanges", t.service.List("loadBalancerSourceRanges"))
	if p := t.service.Text("externalTrafficPolicy"); p != "Cluster" {
		m.add("trafficPolicy", p)
	}
	m.add("access", t.access)
	im.ports(&m, t)
	if t.namespace != im.usualHome() || im.besidePods(t) {
		m.add("gatewayNamespace", t.namespace)
	}
	im.replicas(&m, t)
	for _, key := range []string{"resources", "nodeSelector", "tolerations"} {
		m.add(key, t.settings.Get(key))
	}
	m.add("affinity", withoutApart(t.settings.Object("affinity"), manifest.Object(t.labels).Text("istio")))
	m.add("names", t.names)
	var routes []any
	for _, r := range join(t.answers) {
		hosts := r.hosts
		if t.covers(hosts) {
			hosts = nil
		}
		routes = append(routes, r.document("", hosts))
	}
	m.add("routes", routes)
	var apps []any
	for _, a := range t.apps {
		apps = append(apps, im.appDocument(t, a))
	}
	m.add("apps", apps)
	return m
}

// dnsDocument is what is told of a tier's names, without where they lead if that is its
// addresses.
func (t *tier) dnsDocument(dns any) any {
	m, is := dns.(mapping)
	if to, said := find(m, "target"); is && said && flow(to) == flow(alone(strs(t.ips))) {
		m = slices.DeleteFunc(slices.Clone(m), func(one member) bool { return one.key == "target" })
	}
	if !is {
		return dns
	}
	return m
}

// usualPorts are those that a gateway has by itself, and what nodePorts calls them.
func usualPorts() map[int64]string { return usualPortsOnce.Get(makeUsualPorts) }

var usualPortsOnce later.Value[map[int64]string]

func makeUsualPorts() map[int64]string {
	return map[int64]string{80: "http", 443: "https", 15021: "status"}
}

// ports are those of the gateway's Service.
func (im *importer) ports(m *mapping, t *tier) {
	var nodes mapping
	var more []any
	for _, p := range t.service.List("ports") {
		port, _ := p.(manifest.Object)
		n, _ := number(port.Get("port"))
		if name := usualPorts()[n]; name != "" && (n == 15021 || len(t.servers) > 0) && port.Text("protocol") != "UDP" {
			nodes.add(name, port.Get("nodePort"))
			continue
		}
		if overQUIC(p) {
			continue
		}
		var one mapping
		one.add("name", portNamed(port.Text("name"), t.ports[n], n))
		one.add("port", n)
		if target, ok := number(port.Get("targetPort")); ok && target != n {
			one.add("targetPort", target)
		}
		if port.Text("protocol") == "UDP" {
			one.add("protocol", "UDP")
		}
		if tls := t.portTLS[n]; len(tls) > 0 && flow(tls) != flow(t.mainTLS(im)) {
			one.add("tls", bare(tls))
		}
		for _, more := range t.ports[n] {
			one.add(more.key, more.value)
		}
		one.add("nodePort", port.Get("nodePort"))
		more = append(more, one)
	}
	m.add("nodePorts", im.withoutUnserved(t, nodes))
	m.add("ports", more)
}

// withoutUnserved leaves out of node ports that of TLS where a tier serves none: its Service has no such port then.
func (im *importer) withoutUnserved(t *tier, nodes mapping) mapping {
	port, said := find(nodes, "https")
	if !said || slices.ContainsFunc(t.servers, func(s *server) bool { return s.has443 }) {
		return nodes
	}
	im.note("tier %q: port 443 of its Service, with node port %v, is left out, since no Gateway serves anything by TLS there; write nodePorts: {https: %[2]v} once one does", t.name, port)
	return slices.DeleteFunc(nodes, func(m member) bool { return m.key == "https" })
}

// usualHome is where gateways are that do not say so.
func (im *importer) usualHome() string {
	if im.standard {
		return im.space
	}
	return im.rooted
}

// besidePods reports whether a tier's Gateways are where its pods are, and its routes
// elsewhere: where the namespace of the pods is written, the Gateways go there too.
func (im *importer) besidePods(t *tier) bool {
	return !im.standard && t.space != im.space && t.space == t.namespace
}

// portNamed is what a port is called: as it was, where that is a name of a port.
func portNamed(name string, extra mapping, n int64) string {
	const longest = 15
	if name != "" && len(name) <= longest && slug(name) == name {
		return name
	}
	protocol := "tcp"
	if said, ok := find(extra, "protocol"); ok {
		protocol, _ = said.(string)
	} else if _, ok := find(extra, "tls"); ok {
		protocol = "tls"
	}
	return protocol + "-" + strconv.FormatInt(n, 10)
}
