package objects

import "cmp"

// istioIngressController is what an IngressClass names whose Ingresses istiod serves.
const istioIngressController = "istio.io/ingress-controller"

// SolverLabel is what cert-manager's objects have that answer a challenge of HTTP-01 (cert-manager,
// pkg/issuer/acme/http), which are there for as long as that takes.
const SolverLabel = "acme.cert-manager.io/http01-solver"

// SolverNote is the annotation by which a Certificate tells how its hosts are proved, where that decides
// what has to be there before.
const SolverNote = "render/solver"

// IngressClass is what an Ingress says of who is to serve it: the annotation
// kubernetes.io/ingress.class, or spec.ingressClassName. "" is nothing.
type IngressClass struct{ Annotation, Name string }

// Called is what the class is called, "" for none.
func (c IngressClass) Called() string { return cmp.Or(c.Annotation, c.Name) }

// ServesIngresses reports whether istiod serves Ingresses of a class (istio,
// pilot/pkg/config/kube/ingress). One that is called istio, and whose IngressClass is not among
// the objects, is taken for Istio's.
func (w *World) ServesIngresses(class IngressClass) bool {
	config := w.MeshConfig()
	value, _ := config.Setting("ingressControllerMode")
	mode, _ := value.Raw().(string)
	value, _ = config.Setting("ingressClass")
	own, _ := value.Raw().(string)
	own = cmp.Or(own, "istio")
	switch {
	case mode == "OFF":
		return false
	case class.Annotation != "":
		return class.Annotation == own
	case class.Name == "":
		return mode == "DEFAULT"
	}
	for _, o := range w.OfKind(KubernetesNetwork, "IngressClass") {
		if o.ID().Name == class.Name {
			return o.Members().Object("spec").Text("controller") == istioIngressController
		}
	}
	return class.Name == "istio"
}

// IngressLabel is the label "istio" of the gateways by which istiod serves Ingresses, whichever the class
// (istio, pilot/pkg/config/kube/ingress, getIngressGatewaySelector).
func (w *World) IngressLabel() string {
	config := w.MeshConfig()
	value, _ := config.Setting("ingressSelector")
	selector, _ := value.Raw().(string)
	value, _ = config.Setting("ingressService")
	service, _ := value.Raw().(string)
	if service == "istio-ingressgateway" { // as Istio's own one was called before labels were asked for
		service = ""
	}
	return cmp.Or(selector, service, "ingressgateway")
}

// IssuerOf is the issuer of a Certificate; nil where it is not among the objects.
func (w *World) IssuerOf(certificate *Object) *Object {
	ref := certificate.Members().Object("spec").Object("issuerRef")
	for _, issuer := range w.OfKind(CertManager, cmp.Or(ref.Text("kind"), "Issuer")) {
		if id := issuer.ID(); id.Name == ref.Text("name") && (id.Kind != "Issuer" || id.Namespace == certificate.ID().Namespace) {
			return issuer
		}
	}
	return nil
}
