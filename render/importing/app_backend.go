package importing

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"render/render/document"
	"render/render/format"
	"render/render/manifest"
	"render/render/platform"
)

// backend is what an app's routes lead to: pods, a Service that is there, or what is
// outside. It gives the names of its ports.
func (im *importer) backend(m *document.Mapping, a *app, namespace, name string) map[int64]string {
	if a.to == "" {
		m.Add("service", document.Shortened(a.name))
		m.Add("port", int64(80))
		return nil
	}
	for e := range im.world.ServiceEntriesOf(a.to) {
		return im.outside(m, a, e.Members().Object("spec"))
	}
	pods := im.podsBehind(namespace, name)
	if len(pods) == 0 || namespace != a.namespace || a.again {
		return im.toExisting(m, a, namespace, name)
	}
	for _, d := range pods {
		im.leads[keyOf(d)] = name
	}
	c, versioned := im.container(pods[0]), len(pods) > 1 || im.isVersion(a, pods[0])
	if !versioned {
		m.Add("image", c.Text("image"))
		if version := templateLabel(pods[0], "version"); selectsBy(pods[0], "version") { // else it would become part of what nobody can change
			m.Add("version", version)
		}
	}
	s, _ := im.world.Service(namespace, name)
	names, listens := im.servicePorts(m, a, s.Members().Object("spec").List("ports"), c)
	if versioned {
		im.versions(m, a, pods)
	}
	im.pod(m, pods[0], listens)
	for _, other := range pods[1:] {
		im.tellShared(pods[0], other, listens)
	}
	im.tellSelectors(a, pods)
	if im.isolated {
		m.Add("allowFrom", im.callers(namespace, name))
	}
	return names
}

// toExisting is the backend that is a Service that stays as it is.
func (im *importer) toExisting(m *document.Mapping, a *app, namespace, name string) map[int64]string {
	s, found := im.world.Service(namespace, name)
	if namespace != a.namespace {
		name += "." + namespace
		if format.EndsDNSName(namespace) {
			name += format.ClusterDomain
		}
	}
	m.Add("service", name)
	if found {
		names, _ := im.servicePorts(m, a, s.Members().Object("spec").List("ports"), nil)
		return names
	}
	var ports []any
	names := map[int64]string{}
	for _, p := range a.ports {
		ports = append(ports, im.existing(a, p))
		names[p] = strconv.FormatInt(p, 10)
	}
	if len(ports) == 0 {
		im.note("Service %s was not read, and nothing else says the number of its port: read it too, or write port in its app", serviceOf(a))
	}
	m.Add("port", document.Alone(ports))
	return names
}

// existing is a port of a Service that is there, of which only routes tell.
func (im *importer) existing(a *app, n int64) any {
	tls, speaks := im.backendTLS(a, n)
	switch {
	case im.calls[serviceOf(a)]:
		return document.Mapping{{Key: "port", Value: n}, {Key: "protocol", Value: "grpc"}}
	case speaks:
		one := document.Mapping{{Key: "port", Value: n}, {Key: "protocol", Value: "https"}}
		one.Add("tls", tls)
		return one
	case a.bare || slices.ContainsFunc(a.routes, func(r route) bool { return r.kind == "sni" && r.port == n }):
		return document.Mapping{{Key: "port", Value: n}, {Key: "protocol", Value: "tls"}}
	case slices.ContainsFunc(a.routes, func(r route) bool { return r.port == n && (r.kind == "tcp" || r.kind == "tls") }):
		return document.Mapping{{Key: "port", Value: n}, {Key: "protocol", Value: "tcp"}}
	case platform.MostlyHTTPS(int(n)):
		return document.Mapping{{Key: "port", Value: n}, {Key: "protocol", Value: "http"}}
	}
	return n
}

// outside is a ServiceEntry.
func (im *importer) outside(m *document.Mapping, a *app, spec manifest.Object) map[int64]string {
	address := a.to
	if list := spec.List("addresses"); len(list) == 1 {
		address, _ = list[0].(string)
	} else if list := spec.List("endpoints"); len(list) == 1 {
		o, _ := list[0].(manifest.Object)
		address = o.Text("address")
	}
	m.Add("outside", a.outside(address))
	var ports []any
	names := map[int64]string{}
	for _, p := range spec.List("ports") {
		o, _ := p.(manifest.Object)
		var one document.Mapping
		one.Add("name", o.Text("name"))
		one.Add("port", o.Get("number"))
		ports = append(ports, o)
		im.port(&ports, one, strings.ToLower(o.Text("protocol")))
		if n, ok := number(o.Get("number")); ok {
			im.secured(ports, a, n)
			names[n] = strconv.FormatInt(n, 10)
		}
	}
	m.Add("port", document.Alone(ports))
	return names
}

// secured adds to the last of some ports how a gateway speaks TLS to it.
func (im *importer) secured(ports []any, a *app, n int64) {
	tls, speaks := im.backendTLS(a, n)
	if !speaks || len(tls) == 0 {
		return
	}
	one, is := ports[len(ports)-1].(document.Mapping)
	if !is {
		one = document.Mapping{{Key: "port", Value: n}, {Key: "protocol", Value: "https"}}
	}
	ports[len(ports)-1] = append(slices.Clone(one), document.Member{Key: "tls", Value: tls})
}

// outside is an address, with the Host that goes out where it is not the usual one.
func (a *app) outside(address string) any {
	usual, sent := address, ""
	if _, err := netip.ParseAddr(address); err == nil {
		usual = ""
	}
	for i := range a.routes {
		if a.routes[i].kind != "tcp" && a.routes[i].kind != "tls" && a.routes[i].kind != "sni" {
			sent = a.routes[i].authority
			if sent == usual {
				return address
			}
		}
	}
	switch {
	case len(a.routes) == 0 || sent == usual:
		return address
	case sent == "" && a.routes[0].kind != "tcp":
		sent = "keep"
	case sent == "":
		return address
	}
	return document.Mapping{{Key: "address", Value: address}, {Key: "host", Value: sent}}
}
