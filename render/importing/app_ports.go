package importing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// servicePorts are those of a Service, but for those that no topology has, as for UDP; it gives their
// names, and where the container listens for them. Without one the Service is there already, of which
// only its ports are asked for.
func (im *importer) servicePorts(m *document.Mapping, a *app, list []any, container manifest.Object) (names map[int64]string, listens []listener) {
	names = map[int64]string{}
	var ports []any
	for _, p := range list {
		o := asObject(p)
		n, _ := number(o.Get("port"))
		if cmp.Or(o.Text("protocol"), "TCP") != "TCP" {
			continue
		}
		protocol := im.protocolOf(a, o, n)
		if protocol == "tcp" && len(list) == 1 && a.routedSomehow() {
			protocol = "http" // by a name that its one port does not have
		}
		if a.bare && !im.onePasses(a, list) {
			protocol = a.passes(n, protocol)
		}
		name := portCalled(o.Text("name"), protocol)
		one := document.Mapping{{Key: "name", Value: name}}
		one.Add("port", n)
		target, ok := number(o.Get("targetPort"))
		if named, found := targetIn(o, container); !ok && found {
			target, ok = named, true
		}
		if ok && target != n && container != nil {
			one.Add("targetPort", target)
		} else {
			target = n
		}
		listens = append(listens, listener{target, protocol == "https"})
		if names[n] = name; name == "" {
			names[n] = strconv.FormatInt(n, 10)
			one = one[1:]
			one = append(document.Mapping{{Key: "name", Value: protocol}}, one...)
		}
		im.port(&ports, one, protocol)
		im.secured(ports, a, n)
	}
	m.Add("port", document.Alone(ports))
	return names, listens
}

// routedSomehow reports whether requests are led to no port of an app that is known.
func (a *app) routedSomehow() bool {
	return slices.ContainsFunc(a.routes, func(r route) bool {
		return r.port == 0 && r.path+r.kind != "" && !slices.Contains([]string{"tcp", "tls", "sni"}, r.kind)
	})
}

// passes is the protocol of one of several ports of an app that gets whole connections of TLS: it is
// told from the others by its protocol alone.
func (a *app) passes(n int64, protocol string) string {
	switch passed := slices.Contains(a.passed, n); {
	case passed:
		return "tls"
	case protocol == "tls" || protocol == "https":
		return "tcp"
	}
	return protocol
}

// onePasses reports whether it is plain which of an app's ports gets whole connections of TLS: it
// has one alone, or one that ends TLS.
func (im *importer) onePasses(a *app, list []any) bool {
	n := 0
	for _, p := range list {
		number, _ := number(asObject(p).Get("port"))
		if protocol := im.protocolOf(a, asObject(p), number); protocol == "tls" || protocol == "https" {
			n++
		}
	}
	return n == 1 || len(list) == 1
}

// portCalled is what a port is called in a topology, where its protocol stands before that: "" where
// that would be too long for a name.
func portCalled(name, protocol string) string {
	const longest = 15
	before, rest, dashed := strings.Cut(name, "-")
	switch {
	case name == protocol || before == protocol:
		return name
	case protocol == "tls" && dashed && before == "https":
		return portCalled("tls-"+rest, protocol)
	case len(protocol+"-"+name) > longest:
		return ""
	}
	return name
}

// protocolOf is what is spoken on a port of a Service: as that says, or as its routes have it, by TLS
// where a gateway speaks that to it.
func (im *importer) protocolOf(a *app, port manifest.Object, n int64) string {
	protocol := im.saidOrRouted(a, port, n)
	if tls, speaks := im.backendTLS(a, n); protocol == "http" && speaks && len(tls) > 0 {
		return "https"
	}
	return protocol
}

func (im *importer) saidOrRouted(a *app, port manifest.Object, n int64) string {
	if im.calls[serviceOf(a)] {
		return "grpc"
	}
	said := strings.ToLower(port.Text("appProtocol"))
	named, _, _ := strings.Cut(port.Text("name"), "-")
	for _, protocol := range []string{said, named} {
		switch {
		case slices.Contains([]string{"http", "http2", "grpc", "https", "tls", "tcp"}, protocol):
			return protocol
		case protocol == "kubernetes.io/h2c":
			return "http2"
		case protocol == "kubernetes.io/ws":
			return "http"
		}
	}
	if slices.ContainsFunc(a.routes, func(r route) bool {
		return r.port == n && r.path+r.kind != "" && r.kind != "tcp" && r.kind != "tls" && r.kind != "sni"
	}) {
		return "http"
	}
	return "tcp"
}

// overTCP reports whether all ports of a Service are for TCP, as those of apps are.
func overTCP(service manifest.Object) bool {
	return !slices.ContainsFunc(service.Object("spec").List("ports"), func(p any) bool {
		return cmp.Or(asObject(p).Text("protocol"), "TCP") != "TCP"
	})
}

// calledFor is what an app is called that a destination of somebody else's leads to.
func (im *importer) calledFor(host, from string) string {
	if namespace, service := objects.ServiceOfHost(host, from); service != "" {
		return im.called(namespace, service)
	}
	return im.nameFor(host, from)
}

// nameFor is the name of what a destination leads to: of what is outside that of its ServiceEntry, or
// else as its host is.
func (im *importer) nameFor(host, from string) string {
	if _, service := objects.ServiceOfHost(host, from); service != "" {
		return service
	}
	for e := range im.world.ServiceEntriesOf(host) {
		if name := document.Slug(e.Object().ID().Name); name == e.Object().ID().Name {
			return name
		}
	}
	return document.Slug(host)
}

// called is what an app is called whose Service somebody else named: as its pods are chosen, since
// nobody can change that, where no other pods are chosen so; else as the Service.
func (im *importer) called(namespace, service string) string {
	pods := im.podsBehind(namespace, service)
	if len(pods) != 1 {
		return service
	}
	name, is := objects.Labels(pods[0].Object("spec").Object("selector").Object("matchLabels")).Get("app")
	if im.chosen == nil {
		im.chosen = map[string]int{}
		for _, d := range im.world.OfKind("apps", "Deployment") {
			app, _ := objects.Labels(d.Members().Object("spec").Object("selector").Object("matchLabels")).Get("app")
			im.chosen[d.ID().Namespace+"/"+app]++
		}
	}
	if !is || im.chosen[namespace+"/"+name] != 1 || document.Slug(document.Shortened(name)) != name {
		return service
	}
	return name
}
