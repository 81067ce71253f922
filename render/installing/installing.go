// Package installing owns what Istio's installer makes of a gateway of an IstioOperator that
// has k8s.overlays: patches over the objects that the chart and the other settings give.
//
// In goes an item of ingressGateways or egressGateways; out comes the item that says the same
// without those patches, as far as an item can, the patches that it cannot say, and the labels
// by which the gateway's objects choose its pods. It must never change an item that has no
// overlays, nor take up a patch of which it does not know what the installer makes of it.
//
// The installer is Istio's operator/pkg/render/postprocess.go and operator/pkg/tpath, before 1.24
// operator/pkg/patch.
package installing

import (
	"slices"
	"strings"

	"render/render/manifest"
)

// Gateway is what is made of an item.
type Gateway struct {
	Item     manifest.Object // without the patches that it says itself
	Pods     manifest.Object // the labels of its pods
	Deployed manifest.Object // those by which its Deployment has them
	Selector manifest.Object // those by which its Service leads to them
	Patches  []Patch
}

// Patch is one of an overlay.
type Patch struct {
	Kind, Path string
	Field      string // of the item that says it, as "label" or "service.loadBalancerIP"; "" where none does
	overlay    int
	patch      any
	steps      []string
	value      any
}

// mostSteps are those of a path that any object of a gateway has.
const mostSteps = 32

// Overlaid reports whether an item has patches.
func Overlaid(item manifest.Object) bool { return len(item.Object("k8s").List("overlays")) > 0 }

// Of is what is made of an item, of egressGateways or of ingressGateways.
func Of(item manifest.Object, egress bool) *Gateway {
	m := &making{item: item, chart: chartLabels(egress)}
	m.begin()
	for i, one := range item.Object("k8s").List("overlays") {
		overlay, _ := one.(manifest.Object)
		for _, p := range overlay.List("patches") {
			patch, _ := p.(manifest.Object)
			m.patches = append(m.patches, Patch{Kind: overlay.Text("kind"), Path: patch.Text("path"), overlay: i, patch: p, value: patch.Get("value")})
			m.patch(overlay, &m.patches[len(m.patches)-1])
		}
	}
	return m.end()
}

// Operator is an IstioOperator that says without patches what it says by them, as far as it can.
func Operator(operator manifest.Object) manifest.Object {
	for _, key := range [...]string{"ingressGateways", "egressGateways"} {
		list := operator.Object("spec").Object("components").List(key)
		if !slices.ContainsFunc(list, isOverlaid) {
			continue
		}
		said := make([]any, len(list))
		for i, one := range list {
			if said[i] = one; isOverlaid(one) {
				item, _ := one.(manifest.Object)
				said[i] = Of(item, key == "egressGateways").Item
			}
		}
		operator = operator.With(said, "spec", "components", key)
	}
	return operator
}

func isOverlaid(item any) bool {
	o, _ := item.(manifest.Object)
	return Overlaid(o)
}

// chartLabels are those of the pods of a gateway that says none
// (istio, manifests/charts/gateways).
func chartLabels(egress bool) manifest.Object {
	if egress {
		return manifest.Object{{Key: "app", Value: "istio-egressgateway"}, {Key: "istio", Value: "egressgateway"}}
	}
	return manifest.Object{{Key: "app", Value: "istio-ingressgateway"}, {Key: "istio", Value: "ingressgateway"}}
}

// making is an item under way.
type making struct {
	item    manifest.Object
	chart   manifest.Object
	objects map[string]manifest.Object // by kind
	touched map[string]bool            // members of k8s that patches changed
	patches []Patch
}

// begin makes the objects as they are before they are patched, as far as an item says what they are.
func (m *making) begin() {
	m.touched, m.objects = map[string]bool{}, map[string]manifest.Object{}
	labels := over(m.chart, m.item.Object("label"))
	for _, kind := range [...]string{"Service", "Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget"} {
		m.objects[kind] = manifest.Object{}.With(labels, "metadata", "labels")
	}
	m.write("Deployment", stepsOf(containers), []any{manifest.Object{{Key: "name", Value: "istio-proxy"}}})
	k8s := m.item.Object("k8s")
	for _, p := range places {
		if value := k8s.Get(p.key); value != nil {
			m.write(p.kind, stepsOf(p.path), value)
		}
	}
	spec := m.objects["Service"].Object("spec")
	m.write("Service", []string{"spec", "selector"}, over(labels, spec.Object("selector")))
	if spec.Get("ports") == nil {
		m.write("Service", []string{"spec", "ports"}, chartPorts())
	}
	if spec.Get("type") == nil {
		m.write("Service", []string{"spec", "type"}, "LoadBalancer")
	}
	m.write("Deployment", stepsOf(podLabels), labels)
	m.write("Deployment", stepsOf(deployed), labels)
	m.write("PodDisruptionBudget", stepsOf(deployed), labels)
}

func (m *making) write(kind string, steps []string, value any) bool {
	out, ok := write(m.objects[kind], steps, value)
	if ok {
		m.objects[kind], _ = out.(manifest.Object)
	}
	return ok
}

// over are labels with others over them.
func over(labels, others manifest.Object) manifest.Object {
	out := slices.Clone(labels)
	for _, l := range others {
		if at := out.Find(l.Key); at != nil {
			at.Value = l.Value
		} else {
			out = append(out, l)
		}
	}
	return out
}

// chartPorts are those of a Service of which an item says none
// (istio, manifests/charts/gateways/istio-ingress/values.yaml).
func chartPorts() []any {
	port := func(name string, number, target int64) manifest.Object {
		return manifest.Object{{Key: "name", Value: name}, {Key: "port", Value: number}, {Key: "protocol", Value: "TCP"}, {Key: "targetPort", Value: target}}
	}
	return []any{port("status-port", 15021, 15021), port("http2", 80, 8080), port("https", 443, 8443)}
}

// patch applies one where it is known what becomes of it; of a label the end tells whether an item can say it.
func (m *making) patch(overlay manifest.Object, p *Patch) {
	p.steps = stepsOf(p.Path)
	if _, known := m.objects[p.Kind]; !known || overlay.Text("name") != m.item.Text("name") || len(p.steps) == 0 || len(p.steps) > mostSteps || asMapping(p.value) {
		return
	}
	place := placeOf(p.Kind, p.steps)
	switch isLabel := labelOf(p.Kind, p.steps) != ""; {
	case !isLabel && (place == nil || place.replaces(p)) || !m.write(p.Kind, p.steps, p.value):
	case isLabel:
		p.Field = "label"
	default:
		m.touched[place.key], p.Field = true, strings.Join(append([]string{place.key}, p.steps[len(stepsOf(place.path)):]...), ".")
	}
}
