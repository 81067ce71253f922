package objects

import (
	"iter"

	"render/render/manifest"
)

// Service is Kubernetes' (https://kubernetes.io/docs/concepts/services-networking/service/).
type Service struct{ Resource }

func service(o *Object) Service { return Service{o.Resource()} }

// Service is the object seen as one.
func (o *Object) Service() Service { return service(o) }

// Services are all of them.
func (w *World) Services() iter.Seq[Service] { return viewed(w, Core, "Service", service) }

// Service is a Service by its name.
func (w *World) Service(namespace, name string) (Service, bool) {
	return named(w, manifest.ID{Kind: "Service", Namespace: namespace, Name: name}, service)
}

// Type is ClusterIP, where it is absent too, NodePort, LoadBalancer or
// ExternalName.
func (s Service) Type() Text { return s.Spec().text("type") }

// Selector chooses the pods, in its namespace. A Service without one has its
// endpoints from elsewhere.
func (s Service) Selector() LabelMap { return labelMap(s.Spec(), "selector") }

// Ports are what it listens on.
func (s Service) Ports() List[ServicePort] { return servicePorts(s.Spec()) }

// LoadBalancerIP is the address that it asks for.
func (s Service) LoadBalancerIP() Text { return s.Spec().text("loadBalancerIP") }

// Settings are its spec, as other kinds have it too.
func (s Service) Settings() ServiceSettings { return ServiceSettings{s.Spec()} }

// ExternalName is the name that it stands for, of the type ExternalName.
func (s Service) ExternalName() Text { return s.Spec().text("externalName") }

func servicePorts(f Field) List[ServicePort] {
	return listOf(f.member("ports", Sequence), Mapping, func(f Field) ServicePort { return ServicePort{f} })
}

// ServicePort is a port of a Service.
type ServicePort struct{ Field }

// Name is one in its Service.
func (p ServicePort) Name() Text { return p.text("name") }

// Port is the number that clients use.
func (p ServicePort) Port() Number { return p.number("port") }

// Protocol is TCP, where it is absent too, UDP or SCTP.
func (p ServicePort) Protocol() Text { return p.text("protocol") }

// AppProtocol is what is spoken on it.
func (p ServicePort) AppProtocol() Text { return p.text("appProtocol") }

// TargetPort is the port of the pods, by number or name; where it is absent, the
// number that clients use.
func (p ServicePort) TargetPort() NumberOrName {
	if target := p.member("targetPort", IntOrString); target.Present() {
		return NumberOrName{target}
	}
	return NumberOrName{p.member("port", IntOrString)}
}

// Namespace is a namespace of the cluster.
type Namespace struct{ Resource }

func namespace(o *Object) Namespace { return Namespace{o.Resource()} }

// Namespaces are all of them.
func (w *World) Namespaces() iter.Seq[Namespace] { return viewed(w, Core, "Namespace", namespace) }

// Namespace is a namespace by its name.
func (w *World) Namespace(name string) (Namespace, bool) {
	return named(w, manifest.ID{Kind: "Namespace", Name: name}, namespace)
}
