package objects

import (
	"iter"

	"render/render/manifest"
)

// KubernetesGateway is the Gateway API's Gateway
// (https://gateway-api.sigs.k8s.io/reference/spec/#gateway).
type KubernetesGateway struct{ Resource }

func kubernetesGateway(o *Object) KubernetesGateway { return KubernetesGateway{o.Resource()} }

// KubernetesGateways are the Gateway API's Gateways.
func (w *World) KubernetesGateways() iter.Seq[KubernetesGateway] {
	return viewed(w, GatewayAPI, "Gateway", kubernetesGateway)
}

// KubernetesGateway is a Gateway of the Gateway API by its name.
func (w *World) KubernetesGateway(namespace, name string) (KubernetesGateway, bool) {
	return named(w, manifest.ID{Group: GatewayAPI, Kind: "Gateway", Namespace: namespace, Name: name}, kubernetesGateway)
}

// ClassName says whose Gateway it is: "istio".
func (g KubernetesGateway) ClassName() Text { return g.Spec().text("gatewayClassName") }

// Listeners are what it listens on.
func (g KubernetesGateway) Listeners() List[Listener] { return listeners(g.Spec()) }

// Addresses are what its Service asks for.
func (g KubernetesGateway) Addresses() List[GatewayAddress] {
	return listOf(g.Spec().member("addresses", Sequence), Mapping, func(f Field) GatewayAddress { return GatewayAddress{f} })
}

// Infrastructure is what is made for it.
func (g KubernetesGateway) Infrastructure() Infrastructure {
	return Infrastructure{g.Spec().member("infrastructure", Mapping)}
}

// ClientCARefs are what clients' certificates are checked by, of all listeners
// that have nothing of their own.
func (g KubernetesGateway) ClientCARefs() List[ObjectRef] {
	return objectRefs(g.Spec().At("tls", "frontend", "default", "validation"), "caCertificateRefs")
}

// FrontendValidation is what clients' certificates are checked by on a port: that of the
// port alone, or of all that have nothing of their own.
func (g KubernetesGateway) FrontendValidation(port int64) Field {
	frontend := g.Spec().At("tls", "frontend")
	for _, of := range frontend.At("perPort").Items().All() {
		if number, ok := of.number("port").Value(); ok && number == port {
			return of.At("tls", "validation")
		}
	}
	return frontend.At("default", "validation")
}

// AllowedListeners are the namespaces whose ListenerSets may attach; absent it is none.
func (g KubernetesGateway) AllowedListeners() RouteNamespaces {
	return RouteNamespaces{g.Spec().At("allowedListeners", "namespaces")}
}

// ListenerSet adds listeners to a Gateway
// (https://gateway-api.sigs.k8s.io/reference/spec/#listenerset).
type ListenerSet struct{ Resource }

func listenerSet(o *Object) ListenerSet { return ListenerSet{o.Resource()} }

// ListenerSets are all of them.
func (w *World) ListenerSets() iter.Seq[ListenerSet] {
	return viewed(w, GatewayAPI, "ListenerSet", listenerSet)
}

// ListenerSet is one by its name.
func (w *World) ListenerSet(namespace, name string) (ListenerSet, bool) {
	return named(w, manifest.ID{Group: GatewayAPI, Kind: "ListenerSet", Namespace: namespace, Name: name}, listenerSet)
}

// ParentRef is the Gateway that it adds to.
func (s ListenerSet) ParentRef() ObjectRef { return ObjectRef{s.Spec().member("parentRef", Mapping)} }

// Listeners are what it adds.
func (s ListenerSet) Listeners() List[Listener] { return listeners(s.Spec()) }

func listeners(f Field) List[Listener] {
	return listOf(f.member("listeners", Sequence), Mapping, func(f Field) Listener { return Listener{f} })
}

// Infrastructure is what is made for a Gateway: pods and a Service.
type Infrastructure struct{ Field }

// Labels are put on all that is made.
func (i Infrastructure) Labels() LabelMap { return labelMap(i.Field, "labels") }

// Annotations are put on all that is made.
func (i Infrastructure) Annotations() LabelMap { return labelMap(i.Field, "annotations") }

// ParametersRef is an object with more of it.
func (i Infrastructure) ParametersRef() ObjectRef {
	return ObjectRef{i.member("parametersRef", Mapping)}
}

// GatewayAddress is an address that is asked for.
type GatewayAddress struct{ Field }

// Type is IPAddress, where it is absent too, or Hostname.
func (a GatewayAddress) Type() Text { return a.text("type") }

// Value is the address.
func (a GatewayAddress) Value() Text { return a.text("value") }

// Listener is a port, a protocol and a host of a Gateway, to which routes attach.
type Listener struct{ Field }

// Name is one in its Gateway.
func (l Listener) Name() Text { return l.text("name") }

// Port is the port's number.
func (l Listener) Port() Number { return l.number("port") }

// Protocol is HTTP, HTTPS, TLS, TCP or UDP.
func (l Listener) Protocol() Text { return l.text("protocol") }

// Hostname is the host served; absent it is any.
func (l Listener) Hostname() Text { return l.text("hostname") }

// TLS is how its connections are encrypted.
func (l Listener) TLS() ListenerTLS { return ListenerTLS{l.member("tls", Mapping)} }

// AllowedNamespaces are those whose routes may attach.
func (l Listener) AllowedNamespaces() RouteNamespaces {
	return RouteNamespaces{l.member("allowedRoutes", Mapping).member("namespaces", Mapping)}
}

// ListenerTLS is a listener's TLS settings.
type ListenerTLS struct{ Field }

// Mode is Terminate, where it is absent too, or Passthrough.
func (t ListenerTLS) Mode() Text { return t.text("mode") }

// CertificateRefs are the Secrets of its certificates.
func (t ListenerTLS) CertificateRefs() List[ObjectRef] {
	return objectRefs(t.Field, "certificateRefs")
}

// Options are what an implementation reads beside.
func (t ListenerTLS) Options() LabelMap { return labelMap(t.Field, "options") }

// RouteNamespaces are the namespaces whose routes may attach to a listener.
type RouteNamespaces struct{ Field }

// From is Same, where it is absent too, All, Selector or None.
func (n RouteNamespaces) From() Text { return n.text("from") }

// Selector chooses namespaces by their labels, where From says Selector.
func (n RouteNamespaces) Selector() LabelSelector {
	return LabelSelector{n.member("selector", Mapping)}
}

// Refs are the objects that a list names.
func Refs(list Field) List[ObjectRef] {
	return listOf(list, Mapping, func(f Field) ObjectRef { return ObjectRef{f} })
}

// ObjectRef names an object; of the same namespace where it says none.
type ObjectRef struct{ Field }

func objectRefs(f Field, key string) List[ObjectRef] {
	return listOf(f.member(key, Sequence), Mapping, func(f Field) ObjectRef { return ObjectRef{f} })
}

// Group is the API group.
func (r ObjectRef) Group() Text { return r.text("group") }

// Kind is the kind. What it is where it is absent depends on the field.
func (r ObjectRef) Kind() Text { return r.text("kind") }

// Namespace is the namespace.
func (r ObjectRef) Namespace() Text { return r.text("namespace") }

// Name is the name.
func (r ObjectRef) Name() Text { return r.text("name") }

// SectionName is a part of what is named: a listener.
func (r ObjectRef) SectionName() Text { return r.text("sectionName") }

// Port is a port of what is named.
func (r ObjectRef) Port() Number { return r.number("port") }

// Weight is the share of the traffic that goes there.
func (r ObjectRef) Weight() Number { return r.number("weight") }
