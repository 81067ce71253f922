package objects

import (
	"strings"

	"render/render/manifest"
)

// GatewayOf is the Gateway that a VirtualService of a namespace names: "namespace/name",
// where "." is its own, "name" in its own, or "name.namespace" with whatever behind
// (istio, pilot/pkg/model/config.go, resolveGatewayName).
func GatewayOf(text, own string) manifest.ID {
	namespace, name, cut := strings.Cut(text, "/")
	switch {
	case !cut:
		name, namespace = text, own
		if short, rest, dotted := strings.Cut(text, "."); dotted {
			name = short
			namespace, _, _ = strings.Cut(rest, ".")
		}
	case namespace == ".":
		namespace = own
	}
	return manifest.ID{Group: IstioNetworking, Kind: "Gateway", Namespace: namespace, Name: name}
}

// ServerHost is a host of a server of a namespace's Gateway as istiod takes it: "host",
// which is for VirtualServices of all namespaces, or "namespace/host" (istio,
// pilot/pkg/model/gateway.go, sanitizeServerHostNamespace).
func ServerHost(text, own string) string {
	namespace, host, cut := strings.Cut(text, "/")
	switch {
	case cut && namespace == ".":
		return own + "/" + host
	case cut && namespace == "*":
		return host
	}
	return text
}
