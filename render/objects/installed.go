package objects

import (
	"cmp"
	"iter"
)

// InstalledGateway is a gateway that Istio's installer makes of an item of an
// IstioOperator: a Deployment and a Service of one name.
type InstalledGateway struct {
	GatewayComponent
	Operator IstioOperator
	Home     string // their namespace
}

// InstalledGateways are those for what comes from outside, of all IstioOperators.
func (w *World) InstalledGateways() iter.Seq[InstalledGateway] {
	return func(yield func(InstalledGateway) bool) {
		for o := range w.IstioOperators() {
			for _, g := range o.IngressGateways().All() {
				if enabled, said := g.Enabled().Value(); said && !enabled {
					continue
				}
				if !yield(InstalledGateway{g, o, cmp.Or(g.Namespace().Value(), o.Home())}) {
					return
				}
			}
		}
	}
}

// ChartPort is a port of a Service and that of the pods behind it.
type ChartPort struct{ Port, Target int64 }

// ChartPorts are those of the Service of a gateway whose item says nothing of ports
// (istio, manifests/charts/gateways/istio-ingress/values.yaml).
var ChartPorts = [...]ChartPort{{15021, 15021}, {80, 8080}, {443, 8443}}

// istioHome is where Istio is installed unless something says otherwise.
const istioHome = "istio-system"

// Home is the namespace that is installed into: up to Istio 1.23 spec.namespace, and
// what the values call Istio's, which alone counts later (istio,
// operator/pkg/apis/istio/v1alpha1/common.go of 1.23, operator/pkg/render/manifest.go).
func (o IstioOperator) Home() string {
	return cmp.Or(o.Spec().text("namespace").Value(), o.values("global").text("istioNamespace").Value(), istioHome)
}

// values are those for the charts, below a key.
func (o IstioOperator) values(key string) Field {
	return o.Spec().member("values", Mapping).member(key, Mapping)
}

// RootNamespace is the one whose policies are for the whole mesh, as far as the objects
// tell: by the mesh's configuration, or where Istio is installed (istio,
// manifests/charts/istio-control/istio-discovery/templates/configmap.yaml).
func (w *World) RootNamespace() string {
	if root, _ := w.MeshConfig().Setting("rootNamespace"); textOf(root) != "" {
		return textOf(root)
	}
	for o := range w.IstioOperators() {
		return cmp.Or(o.values("global").text("istioNamespace").Value(), istioHome)
	}
	for s := range w.SailIstios() {
		return cmp.Or(s.Namespace().Value(), istioHome)
	}
	for n := range w.Namespaces() {
		if n.Metadata().Annotations().Text(IstioVersionNote).Present() {
			return n.ID().Name
		}
	}
	return istioHome
}

// IstioVersionNote is the annotation by which an object tells of Istio's version: what
// it is installed from, else its namespace.
const IstioVersionNote = "render/istio-version"
