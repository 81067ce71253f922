package importing

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
)

// appDocument is an app as the document has it.
func (im *importer) appDocument(t *tier, a *app) mapping {
	var m mapping
	namespace, service := objects.ServiceOfHost(a.to, a.namespace)
	m.add("name", slug40(a.name))
	if a.namespace != im.space {
		m.add("namespace", a.namespace)
	}
	ports := im.backend(&m, a, namespace, service)
	hosts := a.hosts
	if hosts == nil {
		hosts = a.commonHosts()
	}
	if t.covers(hosts) && !a.listed {
		hosts = nil
	}
	m.add("hosts", strs(hosts))
	if a.fallback {
		m.add("fallback", true)
	}
	m.add("access", a.access)
	m.add("access", im.access[namespace+"/"+service]) // of Ingresses
	m.add("sticky", im.sticky(a.to, namespace))
	m.add("sticky", im.stuck[namespace+"/"+service]) // of Ingresses
	im.names(&m, t, a, service)
	var routes []any
	_, versioned := find(m, "versions")
	subsets, _ := im.subsets(a)
	for i := range a.routes {
		r := a.routes[i]
		r.rest = inVersions(r.rest, versioned, subsets)
		own := r.hosts
		if len(hosts) > 0 || t.covers(own) || r.kind == "tcp" {
			own = nil
		}
		port := ""
		if len(ports) > 1 {
			port = ports[r.port]
		}
		routes = append(routes, r.document(port, own))
	}
	m.add("routes", routes)
	return m
}

// inVersions are a route's actions with the version that its subset chooses; without one, a subset
// is all of the app's pods.
func inVersions(rest mapping, versioned bool, subsets map[string]string) (out mapping) {
	for _, one := range rest {
		if name, _ := one.value.(string); one.key == "version" {
			if version := subsets[name]; version != "" {
				one.value = version
			}
			if !versioned {
				continue
			}
		}
		out = append(out, one)
	}
	return out
}

// backend is what an app's routes lead to: pods, a Service that is there, or what is
// outside. It gives the names of its ports.
func (im *importer) backend(m *mapping, a *app, namespace, name string) map[int64]string {
	if a.to == "" {
		m.add("service", slug40(a.name))
		m.add("port", int64(80))
		return nil
	}
	for e := range im.world.ServiceEntriesOf(a.to) {
		return im.outside(m, a, e.Members().Object("spec"))
	}
	s, found := im.world.Service(namespace, name)
	pods := im.podsBehind(namespace, name)
	if len(pods) == 0 || namespace != a.namespace || a.again {
		if namespace != a.namespace {
			name += "." + namespace
			if format.EndsDNSName(namespace) {
				name += format.ClusterDomain
			}
		}
		m.add("service", name)
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
		m.add("port", alone(ports))
		return names
	}
	c := im.container(pods[0])
	for _, d := range pods {
		im.noteUntagged(a, im.container(d).Text("image"))
	}
	if len(pods) == 1 {
		m.add("image", c.Text("image"))
		if version := templateLabel(pods[0], "version"); selectsBy(pods[0], "version") { // else it would become part of what nobody can change
			m.add("version", version)
		}
	}
	names, listens := im.servicePorts(m, a, s.Members().Object("spec").List("ports"), c)
	if len(pods) > 1 {
		im.versions(m, a, pods)
	}
	im.pod(m, pods[0], listens)
	for _, other := range pods[1:] {
		im.tellShared(pods[0], other, listens)
	}
	im.tellSelectors(a, pods)
	if im.isolated {
		m.add("allowFrom", im.callers(namespace, name))
	}
	return names
}

// existing is a port of a Service that is there, of which only routes tell.
func (im *importer) existing(a *app, n int64) any {
	tls, speaks := im.backendTLS(a, n)
	switch {
	case im.calls[serviceOf(a)]:
		return mapping{{"port", n}, {"protocol", "grpc"}}
	case speaks:
		one := mapping{{"port", n}, {"protocol", "https"}}
		one.add("tls", tls)
		return one
	case a.bare || slices.ContainsFunc(a.routes, func(r route) bool { return r.kind == "sni" && r.port == n }):
		return mapping{{"port", n}, {"protocol", "tls"}}
	case slices.ContainsFunc(a.routes, func(r route) bool { return r.port == n && (r.kind == "tcp" || r.kind == "tls") }):
		return mapping{{"port", n}, {"protocol", "tcp"}}
	case n == 443 || n == 8443 || n == 9443:
		return mapping{{"port", n}, {"protocol", "http"}}
	}
	return n
}

// outside is a ServiceEntry.
func (im *importer) outside(m *mapping, a *app, spec manifest.Object) map[int64]string {
	address := a.to
	if list := spec.List("addresses"); len(list) == 1 {
		address, _ = list[0].(string)
	} else if list := spec.List("endpoints"); len(list) == 1 {
		o, _ := list[0].(manifest.Object)
		address = o.Text("address")
	}
	m.add("outside", a.outside(address))
	var ports []any
	names := map[int64]string{}
	for _, p := range spec.List("ports") {
		o, _ := p.(manifest.Object)
		var one mapping
		one.add("name", o.Text("name"))
		one.add("port", o.Get("number"))
		ports = append(ports, o)
		im.port(&ports, one, strings.ToLower(o.Text("protocol")))
		if n, ok := number(o.Get("number")); ok {
			im.secured(ports, a, n)
			names[n] = strconv.FormatInt(n, 10)
		}
	}
	m.add("port", alone(ports))
	return names
}

// secured adds to the last of some ports how a gateway speaks TLS to it.
func (im *importer) secured(ports []any, a *app, n int64) {
	tls, speaks := im.backendTLS(a, n)
	if !speaks || len(tls) == 0 {
		return
	}
	one, is := ports[len(ports)-1].(mapping)
	if !is {
		one = mapping{{"port", n}, {"protocol", "https"}}
	}
	ports[len(ports)-1] = append(slices.Clone(one), member{"tls", tls})
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
	return mapping{{"address", address}, {"host", sent}}
}

// port puts a port into a list, in its shortest form.
func (im *importer) port(ports *[]any, one mapping, protocol string) {
	list := *ports
	if n := len(list); n > 0 {
		if _, raw := list[n-1].(manifest.Object); raw {
			list = list[:n-1]
		}
	}
	name, _ := one[0].value.(string)
	if name != "" && name == protocol {
		one = one[1:]
	}
	if protocol != "" && protocol != "http" {
		one.add("protocol", protocol)
	}
	if len(one) == 1 && one[0].key == "port" {
		*ports = append(list, one[0].value)
		return
	}
	*ports = append(list, one)
}

// names are those that are not derived.
func (im *importer) names(m *mapping, t *tier, a *app, service string) {
	var names mapping
	if _, has := find(*m, "image"); has {
		namespace, _ := objects.ServiceOfHost(a.to, a.namespace)
		if s, ok := im.world.Service(namespace, service); ok {
			usual := a.name
			if v, ok := find(*m, "version"); ok {
				usual += "-" + v.(string)
			}
			for w := range im.world.PodsOf(namespace, objects.Labels(s.Members().Object("spec").Object("selector"))) {
				if name := w.Object().ID().Name; name != usual {
					names.add("deployment", name)
				}
				break
			}
		}
		if service != a.name {
			names.add("service", service)
		}
	}
	for _, v := range t.virtuals {
		name := v.ID().Name
		if v.label == a.name && !strings.HasPrefix(name, a.name+"-on-"+t.gateway) && v.label != "" || v.label == "" && len(a.routes) > 0 && im.only(v, a) {
			if key := v.ID().Namespace + "/" + name; !im.named[key] && !im.fresh { // one on the Gateways of two tiers becomes two
				names.add("virtualService", name)
				im.named[key] = true
			}
			break
		}
	}
	m.add("names", names)
}

// only reports whether all routes of a VirtualService are an app's.
func (im *importer) only(v *virtual, a *app) bool {
	for i := range v.routes {
		namespace, name := objects.ServiceOfHost(v.routes[i].to, v.ID().Namespace)
		if namespace+"/"+name != serviceOf(a) {
			return false
		}
	}
	return len(v.routes) > 0
}
