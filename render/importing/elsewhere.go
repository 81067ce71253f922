package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// elsewhere are kinds of other gateways and controllers, and of who applies repositories, by the end of their group,
// and what takes their place.
var elsewhere = [...]struct{ group, kind, help string }{
	{"projectcontour.io", "HTTPProxy", "write virtualhost.fqdn into hosts of the tier, and its routes into those of apps"},
	{"projectcontour.io", "TLSCertificateDelegation", "copy the Secret into the gateway's namespace"},
	{"route.openshift.io", "Route", "write spec.host into hosts of the tier, and an app with service, port and routes; termination passthrough is tls: passthrough at the host, reencrypt is protocol: https at the port"},
	{"configuration.konghq.com", "TCPIngress", "write the port in ports of the tier, and {tcp: PORT} in a route of the app"},
	{"configuration.konghq.com", "UDPIngress", "Istio passes on no UDP; give the Service a type LoadBalancer and an address of its own"},
	{"configuration.konghq.com", "KongPlugin", "see what it does: who it keeps out, comes in from now on, until access at the app says who"},
	{"configuration.konghq.com", "KongClusterPlugin", "see what it does: who it keeps out, comes in from now on, until access at the app says who"},
	{"configuration.konghq.com", "KongIngress", "write timeout and retries in the app's routes"},
	{"k8s.nginx.org", "VirtualServer", "write its host into hosts of the tier, and its routes into those of apps"},
	{"k8s.nginx.org", "VirtualServerRoute", "write its routes into those of apps"},
	{"k8s.nginx.org", "TransportServer", "write the port in ports of the tier, and {tcp: PORT} in a route of the app"},
	{"k8s.nginx.org", "Policy", "see what it does: who it keeps out, comes in from now on, until access at the app says who"},
	{"getambassador.io", "Mapping", "write its hostname into hosts of the tier, and an app with service, port and its prefix in routes"},
	{"getambassador.io", "TCPMapping", "write the port in ports of the tier, and {tcp: PORT} in a route of the app"},
	{"apisix.apache.org", "ApisixRoute", "write its hosts into hosts of the tier, and its paths into routes of apps"},
	{"networking.x-k8s.io", "XListenerSet", "write the hosts of its listeners into hosts of the tier, each with cert: {secret: NAME}"},
	{objects.GatewayAPI, "ListenerSet", "write the hosts of its listeners into hosts of the tier, each with cert: {secret: NAME}"},
	{objects.GatewayAPI, "BackendTLSPolicy", "write port: {port: PORT, protocol: https, tls: {ca: FILE}} at the app"},
	{objects.GatewayAPI, "UDPRoute", "Istio passes on no UDP; give the Service a type LoadBalancer and an address of its own"},
	{objects.GatewayAPI, "ReferenceGrant", "who names what is of another namespace gets its own from render"},
	{objects.GatewayAPI, "GatewayClass", "it stays as it is: whoever serves it brings it"},
	{"gateway.envoyproxy.io", "SecurityPolicy", "who it keeps out, comes in from now on: write access at the app; cors is in its routes"},
	{"gateway.envoyproxy.io", "BackendTrafficPolicy", "write timeout and retries in the app's routes; nothing limits requests from now on"},
	{"gateway.envoyproxy.io", "ClientTrafficPolicy", "write tls: {minVersion, ciphers} at the tier, clientCA where it asks for certificates, and proxies for whose word is taken on who asks"},
	{"gateway.envoyproxy.io", "Backend", "write an app with outside: ADDRESS"},
	{"helm.toolkit.fluxcd.io", "HelmRelease", "what its chart makes was not read; read it too, as the cluster has it: helm get manifest NAME -n NAMESPACE > objects.yaml, or as helm template makes it with its values"},
	{"helm.cattle.io", "HelmChart", "what its chart makes was not read; read it too, as the cluster has it: helm get manifest NAME -n NAMESPACE > objects.yaml, or as helm template makes it with its values"},
	{"helm.cattle.io", "HelmChartConfig", "it is settings of a chart that k3s brings; what those make was not read: helm get manifest NAME -n kube-system > objects.yaml"},
	{"argoproj.io", "Application", "what it applies was not read; read it too: argocd app manifests NAME > objects.yaml"},
	{"argoproj.io", "ApplicationSet", "what its Applications apply was not read; read it too: argocd app manifests NAME > objects.yaml"},
}

// Elsewhere is what takes the place of an object of a kind that no topology has; "" where nothing is known. read
// reports whether an object was read.
func Elsewhere(o manifest.Object, read func(manifest.ID) bool) string {
	group, kind := manifest.GroupOf(o.Text("apiVersion")), o.Text("kind")
	for _, one := range elsewhere {
		if kind == one.kind && strings.HasSuffix(group, one.group) {
			return one.help
		}
	}
	return routesNowhere(o, read)
}

// otherWay is what lets requests in by another controller, of what was read, with what to write in its place; "" for
// none.
func otherWay(list []manifest.Manifest) string {
	for _, m := range list {
		if slices.Contains([]string{"HTTPProxy", "Route", "VirtualServer", "Mapping", "ApisixRoute"}, m.ID().Kind) {
			if help := Elsewhere(m.Object, func(manifest.ID) bool { return false }); help != "" {
				id := m.ID()
				return id.Kind + " " + id.Namespace + "/" + id.Name + " is of another controller, which is not read: " + help
			}
		}
	}
	return ""
}

// Applies reports whether a kind is one by which others apply objects that are not in what was read.
func Applies(id manifest.ID) bool {
	return slices.Contains([]string{"helm.toolkit.fluxcd.io", "helm.cattle.io", "argoproj.io"}, id.Group) && slices.Contains([]string{"HelmRelease", "HelmChart", "Application", "ApplicationSet"}, id.Kind)
}

// routesNowhere is why a route is for no gateway that was read; "" where it is for one.
func routesNowhere(o manifest.Object, read func(manifest.ID) bool) string {
	m := manifest.Manifest{Object: o}
	id := m.ID()
	var missing []string
	inside := false
	switch {
	case id.Group == objects.GatewayAPI && strings.HasSuffix(id.Kind, "Route"):
		for _, p := range o.Object("spec").List("parentRefs") {
			ref := asObject(p)
			to := manifest.ID{Group: objects.GatewayAPI, Kind: cmp.Or(ref.Text("kind"), "Gateway"), Namespace: cmp.Or(ref.Text("namespace"), id.Namespace), Name: ref.Text("name")}
			switch {
			case to.Kind == "Service":
				inside = true
			case read(to):
				return "no listener of " + to.Kind + " " + to.Namespace + "/" + to.Name + " that it asks for takes it: see their protocol and hostname, and its sectionName and port"
			default:
				missing = append(missing, to.Kind+" "+to.Namespace+"/"+to.Name)
			}
		}
	case id.Group == objects.IstioNetworking && id.Kind == "VirtualService":
		names := document.Texts(o.Object("spec").List("gateways"))
		inside = len(names) == 0
		for _, name := range names {
			namespace, bare, cut := strings.Cut(name, "/")
			if !cut {
				namespace, bare = id.Namespace, name
			}
			switch {
			case name == "mesh":
				inside = true
			case read(manifest.ID{Group: objects.IstioNetworking, Kind: "Gateway", Namespace: namespace, Name: bare}):
				return ""
			default:
				missing = append(missing, "Gateway "+namespace+"/"+bare)
			}
		}
	}
	switch {
	case len(missing) > 0:
		return fmt.Sprintf("it is for %s, which was not read; read that too", strings.Join(missing, ", "))
	case inside:
		return "it is for calls inside the mesh, and stays as it is: go on applying it"
	}
	return ""
}
