package importing

import (
	"slices"
	"strconv"

	"render/internal/later"
	"render/render/document"
	"render/render/manifest"
)

// tierDocument is a tier as the document has it.
func (im *importer) tierDocument(t *tier) document.Mapping {
	var m document.Mapping
	im.tellGatewaySelector(t)
	m.Add("name", t.name)
	m.Add("ip", document.Alone(document.Strs(t.ips)))
	im.hosts(&m, t)
	told := im.dns[t.space+"/"+t.gateway]
	if im.inDNS != nil {
		told = im.inDNS[t]
	}
	m.Add("dns", t.dnsDocument(told))
	m.Add("service", im.serviceDocument(t))
	m.Add("pod", im.gatewayPod(t))
	m.Add("gateway", im.gatewayObject(t))
	m.Add("proxies", im.proxies(t))
	m.Add("announce", im.announce(t))
	m.Add("sourceRanges", t.service.List("loadBalancerSourceRanges"))
	if p := t.service.Text("externalTrafficPolicy"); p != "Cluster" {
		m.Add("trafficPolicy", p)
	}
	m.Add("access", t.access)
	im.ports(&m, t)
	if t.namespace != im.usualHome() || im.besidePods(t) {
		m.Add("gatewayNamespace", t.namespace)
	}
	im.replicas(&m, t)
	for _, key := range []string{"resources", "nodeSelector", "tolerations"} {
		m.Add(key, t.settings.Get(key))
	}
	m.Add("affinity", withoutApart(t.settings.Object("affinity"), manifest.Object(t.labels).Text("istio")))
	m.Add("names", t.names)
	var routes []any
	for _, r := range join(t.answers) {
		hosts := r.hosts
		if t.covers(hosts) {
			hosts = nil
		}
		routes = append(routes, r.document("", hosts))
	}
	m.Add("routes", routes)
	var apps []any
	for _, a := range t.apps {
		apps = append(apps, im.appDocument(t, a))
	}
	m.Add("apps", apps)
	return m
}

// dnsDocument is what is told of a tier's names, without where they lead if that is its
// addresses.
func (t *tier) dnsDocument(dns any) any {
	m, is := dns.(document.Mapping)
	if to, said := find(m, "target"); is && said && document.Flow(to) == document.Flow(document.Alone(document.Strs(t.ips))) {
		m = slices.DeleteFunc(slices.Clone(m), func(one document.Member) bool { return one.Key == "target" })
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
func (im *importer) ports(m *document.Mapping, t *tier) {
	var nodes document.Mapping
	var more []any
	for _, p := range t.service.List("ports") {
		port, _ := p.(manifest.Object)
		n, _ := number(port.Get("port"))
		if name := usualPorts()[n]; name != "" && (n == 15021 || len(t.servers) > 0) && port.Text("protocol") != "UDP" {
			nodes.Add(name, port.Get("nodePort"))
			continue
		}
		if overQUIC(p) {
			continue
		}
		var one document.Mapping
		one.Add("name", portNamed(port.Text("name"), t.ports[n], n))
		one.Add("port", n)
		if target, ok := number(port.Get("targetPort")); ok && target != n {
			one.Add("targetPort", target)
		}
		if port.Text("protocol") == "UDP" {
			one.Add("protocol", "UDP")
		}
		if tls := t.portTLS[n]; len(tls) > 0 && document.Flow(tls) != document.Flow(t.mainTLS(im)) {
			one.Add("tls", bare(tls))
		}
		for _, more := range t.ports[n] {
			one.Add(more.Key, more.Value)
		}
		one.Add("nodePort", port.Get("nodePort"))
		more = append(more, one)
	}
	m.Add("nodePorts", im.withoutUnserved(t, nodes))
	m.Add("ports", more)
}

// withoutUnserved leaves out of node ports that of TLS where a tier serves none: its Service has no such port then.
func (im *importer) withoutUnserved(t *tier, nodes document.Mapping) document.Mapping {
	port, said := find(nodes, "https")
	if !said || slices.ContainsFunc(t.servers, func(s *server) bool { return s.has443 }) {
		return nodes
	}
	im.note("tier %q: port 443 of its Service, with node port %v, is left out, since no Gateway serves anything by TLS there; write nodePorts: {https: %[2]v} once one does", t.name, port)
	return slices.DeleteFunc(nodes, func(m document.Member) bool { return m.Key == "https" })
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
func portNamed(name string, extra document.Mapping, n int64) string {
	const longest = 15
	if name != "" && len(name) <= longest && document.Slug(name) == name {
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
