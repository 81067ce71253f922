package objects

import (
	"iter"

	"render/render/installing"
	"render/render/manifest"
)

// IstioOperator is what istioctl installs Istio from
// (https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/).
type IstioOperator struct{ Resource }

// IstioOperators are all of them.
func (w *World) IstioOperators() iter.Seq[IstioOperator] {
	return viewed(w, IstioInstall, "IstioOperator", func(o *Object) IstioOperator { return IstioOperator{o.Resource()} })
}

// Components are what is installed.
func (o IstioOperator) Components() Field {
	return o.Spec().member("components", Mapping)
}

// IngressGateways are the gateways for what comes from outside.
func (o IstioOperator) IngressGateways() List[GatewayComponent] {
	return o.gateways("ingressGateways", false)
}

// EgressGateways are the gateways for what goes there.
func (o IstioOperator) EgressGateways() List[GatewayComponent] {
	return o.gateways("egressGateways", true)
}

func (o IstioOperator) gateways(key string, egress bool) List[GatewayComponent] {
	view := func(f Field) GatewayComponent { return gatewayComponent(f, false) }
	if egress {
		view = func(f Field) GatewayComponent { return gatewayComponent(f, true) }
	}
	return listOf(o.Components().member(key, Sequence), Mapping, view)
}

// GatewayComponent is a gateway that an IstioOperator installs: a Deployment and
// its Service. What its overlays patch is seen as it is then, as far as an item says it.
type GatewayComponent struct {
	Field
	egress bool
	made   *installing.Gateway // nil where it has no overlays
}

func gatewayComponent(f Field, egress bool) GatewayComponent {
	item, _ := f.value.(manifest.Object)
	if !installing.Overlaid(item) {
		return GatewayComponent{f, egress, nil}
	}
	o := f.object
	made := o.overlaid[&item[0]]
	if made == nil {
		if o.overlaid == nil {
			o.overlaid = map[*manifest.Member]*installing.Gateway{}
		}
		made = installing.Of(item, egress)
		o.overlaid[&item[0]] = made
	}
	f.value = made.Item
	return GatewayComponent{f, egress, made}
}

// Patches are those of its overlays.
func (g GatewayComponent) Patches() []installing.Patch {
	if g.made == nil {
		return nil
	}
	return g.made.Patches
}

// Name is that of the Deployment and the Service.
func (g GatewayComponent) Name() Text { return g.text("name") }

// Namespace is theirs; where it is absent, the IstioOperator's spec.namespace or
// istio-system.
func (g GatewayComponent) Namespace() Text { return g.text("namespace") }

// Enabled is whether it is installed; absent it is.
func (g GatewayComponent) Enabled() Flag { return g.flag("enabled") }

// Label is put on the pods.
func (g GatewayComponent) Label() LabelMap { return labelMap(g.Field, "label") }

// PodLabels are what the pods have for Gateways to choose by: Label over those of
// Istio's chart (istio, operator/pkg/render/manifest.go).
func (g GatewayComponent) PodLabels() Labels {
	if g.made != nil {
		return Labels(g.made.Pods)
	}
	chart := Labels{{Key: "app", Value: "istio-ingressgateway"}, {Key: "istio", Value: "ingressgateway"}}
	if g.egress {
		chart = Labels{{Key: "app", Value: "istio-egressgateway"}, {Key: "istio", Value: "egressgateway"}}
	}
	return chart.With(g.Label().Labels())
}

// Selector are the labels by which its Service leads to pods: theirs, but for what overlays patch.
func (g GatewayComponent) Selector() Labels {
	if g.made != nil {
		return Labels(g.made.Selector)
	}
	return g.PodLabels()
}

// Deployed are the labels by which its Deployment has its pods.
func (g GatewayComponent) Deployed() Labels {
	if g.made != nil {
		return Labels(g.made.Deployed)
	}
	return g.PodLabels()
}

// K8s is what is put over the chart's objects.
func (g GatewayComponent) K8s() K8sSettings { return K8sSettings{g.member("k8s", Mapping)} }

// K8sSettings are what is put over the objects of a gateway's chart.
type K8sSettings struct{ Field }

// ServiceAnnotations are put on the Service.
func (k K8sSettings) ServiceAnnotations() LabelMap { return labelMap(k.Field, "serviceAnnotations") }

// Service is the Service's spec.
func (k K8sSettings) Service() ServiceSettings { return ServiceSettings{k.member("service", Mapping)} }

// SailResource is an Istio or IstioCNI, which the Sail operator installs from
// (https://github.com/istio-ecosystem/sail-operator/blob/main/docs/api-reference/sailoperator.io.md).
type SailResource struct{ Resource }

func sailResource(o *Object) SailResource { return SailResource{o.Resource()} }

// SailIstios are the control planes of the Sail operator.
func (w *World) SailIstios() iter.Seq[SailResource] {
	return viewed(w, SailOperator, "Istio", sailResource)
}

// SailCNIs are the node agents of the Sail operator.
func (w *World) SailCNIs() iter.Seq[SailResource] {
	return viewed(w, SailOperator, "IstioCNI", sailResource)
}

// Namespace is the one installed into.
func (s SailResource) Namespace() Text { return s.Spec().text("namespace") }
