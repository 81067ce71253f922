package decode

import (
	"cmp"
	"strings"

	"render/render/source"
)

// serviceCure is a Service that is written in parts, as Istio and Ingress have it.
func serviceCure(n *source.Node) string {
	name := serviceName(n)
	if name == "" {
		return "write the name of a Service that exists, as in hello or hello.web"
	}
	if port := portOfBackend(n); port != "" {
		return "write service: " + name + ", and port: " + port + " beside it"
	}
	return "write service: " + name
}

// serviceName is the name of a Service in its parts, with its namespace; "" where they name none.
func serviceName(n *source.Node) string {
	name := cmp.Or(scalarOf(n, "name"), scalarOf(n, "serviceName"), scalarOf(n, "host"))
	if namespace := scalarOf(n, "namespace"); name != "" && namespace != "" && !strings.Contains(name, ".") {
		name += "." + namespace
	}
	return name
}

// portOfBackend is the port beside a Service's name; "" for none.
func portOfBackend(n *source.Node) string {
	if port := n.Get("port"); port != nil && port.Kind == source.Map {
		return cmp.Or(scalarOf(port, "number"), scalarOf(port, "name"))
	}
	return cmp.Or(scalarOf(n, "port"), scalarOf(n, "servicePort"))
}
