package decode

import (
	"strings"

	"render/render/source"
)

// serviceCure is a Service that is written in parts, as Istio and Ingress have it.
func serviceCure(n *source.Node) string {
	text := func(keys ...string) string {
		for _, key := range keys {
			if v := n.Get(key); v != nil && v.Kind == source.Scalar {
				return v.Text
			}
		}
		return ""
	}
	name := text("name", "serviceName", "host")
	if name == "" {
		return "write the name of a Service that exists, as in hello or hello.web"
	}
	if namespace := text("namespace"); namespace != "" && !strings.Contains(name, ".") {
		name += "." + namespace
	}
	if port := text("port", "servicePort"); port != "" {
		return "write service: " + name + ", and port: " + port + " beside it"
	}
	return "write service: " + name
}
