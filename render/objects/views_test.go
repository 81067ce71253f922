package objects_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestAddressRequest: of two spellings the newer counts where it is there, and what asks
// in two ways gets nothing.
func TestAddressRequest(t *testing.T) {
	for spec, want := range map[string]string{
		`metadata: {annotations: {metallb.universe.tf/loadBalancerIPs: 192.0.2.1}}`:                                                                                            "[192.0.2.1]",
		`metadata: {annotations: {metallb.universe.tf/loadBalancerIPs: 192.0.2.1, metallb.io/loadBalancerIPs: "192.0.2.2, 2001:db8::1,192.0.2.2"}}`:                            "[192.0.2.2 2001:db8::1]",
		`metadata: {annotations: {metallb.universe.tf/address-pool: old, metallb.io/address-pool: "", metallb.universe.tf/allow-shared-ip: a, metallb.io/allow-shared-ip: b}}`: "[] sharing b",
		`metadata: {annotations: {metallb.universe.tf/address-pool: old}}`:                                                                                                     "[] pool old",
		"spec: {loadBalancerIP: 192.0.2.3}": "[192.0.2.3]",
		`metadata: {annotations: {metallb.io/loadBalancerIPs: 192.0.2.1}}, spec: {loadBalancerIP: 192.0.2.1}`: "[] it asks by loadBalancerIP and by the annotation metallb.io/loadBalancerIPs too",
		`metadata: {annotations: {metallb.io/loadBalancerIPs: "192.0.2.1, x"}}`:                               `[] it asks for " x", which is no address`,
	} {
		for s := range read(t, "{apiVersion: v1, kind: Service, "+spec+"}").Services() {
			request := s.Metadata().Annotations().AddressRequest()
			list, wrong := request.Addresses(s.LoadBalancerIP())
			got := fmt.Sprint(list)
			for what, text := range map[string]string{" ": wrong, " pool ": request.Pool().Value(), " sharing ": request.Sharing().Value()} {
				if text != "" {
					got += what + text
				}
			}
			if got != want {
				t.Errorf("%s: %s, want %s", spec, got, want)
			}
		}
	}
}

// TestInstalledGateways: where Istio's installer makes gateways, and which namespace is
// the mesh's.
func TestInstalledGateways(t *testing.T) {
	const gateways = "components: {ingressGateways: [{name: a}, {name: b, namespace: edge}, {name: c, enabled: false}]}"
	for spec, want := range map[string]string{
		gateways:                       "istio-system/a edge/b, istio-system",
		"namespace: mesh, " + gateways: "mesh/a edge/b, istio-system",
		"values: {global: {istioNamespace: mesh}}, " + gateways: "mesh/a edge/b, mesh",
		"meshConfig: {rootNamespace: root}, " + gateways:        "istio-system/a edge/b, root",
		"values: {meshConfig: {rootNamespace: root}}":           ", root",
	} {
		w := read(t, "{apiVersion: install.istio.io/v1alpha1, kind: IstioOperator, metadata: {name: a, namespace: apart}, spec: {"+spec+"}}")
		var all []string
		for g := range w.InstalledGateways() {
			all = append(all, g.Home+"/"+g.Name().Value())
		}
		if got := strings.Join(all, " ") + ", " + w.RootNamespace(); got != want {
			t.Errorf("%s: %s, want %s", spec, got, want)
		}
	}
}

func TestRootNamespace(t *testing.T) {
	for text, want := range map[string]string{
		"{apiVersion: sailoperator.io/v1, kind: Istio, metadata: {name: default}, spec: {namespace: mesh}}":                                              "mesh",
		"{apiVersion: sailoperator.io/v1, kind: Istio, metadata: {name: default}, spec: {namespace: mesh, values: {meshConfig: {rootNamespace: root}}}}": "root",
		`{apiVersion: v1, kind: ConfigMap, metadata: {name: istio, namespace: mesh}, data: {mesh: "rootNamespace: root\ntrustDomain: cluster.local"}}`:   "root",
		`{apiVersion: v1, kind: ConfigMap, metadata: {name: istio, namespace: mesh}, data: {mesh: "["}}`:                                                 "istio-system",
		`{apiVersion: v1, kind: Namespace, metadata: {name: mesh, annotations: {render/istio-version: "1.31"}}}`:                                         "mesh",
		`{apiVersion: v1, kind: Namespace, metadata: {name: mesh}}`:                                                                                      "istio-system",
	} {
		if got := read(t, text).RootNamespace(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestAdmits: which namespaces' routes a listener takes.
func TestAdmits(t *testing.T) {
	for from, want := range map[string]string{
		"{}": "web", "{from: Same}": "web", "{from: All}": "*", "{from: None}": "", "{from: Selector}": "*",
		"{from: Selector, selector: {matchLabels: {team: a}}}":                           "edge",
		"{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: apps}}}": "apps",
	} {
		w := read(t, `
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: front, namespace: web}, spec: {listeners: [{name: a, allowedRoutes: {namespaces: `+from+`}}]}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: edge, labels: {team: a}}}
---
{apiVersion: v1, kind: Service, metadata: {name: one, namespace: apps}}
`)
		for g := range w.KubernetesGateways() {
			l := g.Listeners().Item(0)
			all := w.AdmittedNamespaces(l)
			if got := strings.Join(all, " "); got != want {
				t.Errorf("%s: %s, want %s", from, got, want)
			}
			for _, name := range []string{"web", "edge", "apps"} {
				if one := slices.Contains(all, name) || want == "*"; w.Admits(l, name) != one {
					t.Errorf("%s: %s is admitted: %v", from, name, !one)
				}
			}
		}
	}
}

// TestAnnounces: an advertisement is for pools of its own namespace.
func TestAnnounces(t *testing.T) {
	for spec, want := range map[string]bool{
		"namespace: metallb-system}, spec: {}":                                                                        true,
		"namespace: elsewhere}, spec: {}":                                                                             false,
		"namespace: metallb-system}, spec: {ipAddressPools: [wan]}":                                                   false,
		"namespace: metallb-system}, spec: {ipAddressPools: [wan, lan]}":                                              true,
		"namespace: metallb-system}, spec: {ipAddressPoolSelectors: [{matchLabels: {zone: b}}]}":                      false,
		"namespace: metallb-system}, spec: {ipAddressPools: [x], ipAddressPoolSelectors: [{matchLabels: {zone: a}}]}": true,
	} {
		w := read(t, `
{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: lan, namespace: metallb-system, labels: {zone: a}}, spec: {addresses: [192.0.2.0/30]}}
---
{apiVersion: metallb.io/v1beta1, kind: L2Advertisement, metadata: {name: lan, `+spec+"}\n")
		pool, _ := w.IPAddressPool("metallb-system", "lan")
		for a := range w.L2Advertisements() {
			if a.Announces(pool) != want {
				t.Errorf("%s: %v", spec, !want)
			}
		}
	}
}

// TestOverlaidGateways: what overlays of an IstioOperator patch is seen as the installer makes it.
func TestOverlaidGateways(t *testing.T) {
	const patches = `overlays: [{kind: Service, name: a, patches: [{path: spec.selector.istio, value: b}, {path: spec.loadBalancerIP, value: 192.0.2.1}]},
  {kind: Deployment, name: a, patches: [{path: spec.selector.matchLabels.istio, value: b}, {path: spec.template.metadata.labels.istio, value: b}, {path: spec.template.metadata.labels.team, value: c}]}]`
	w := read(t, "{apiVersion: install.istio.io/v1alpha1, kind: IstioOperator, metadata: {name: a}, spec: {components: {ingressGateways: [{name: a, k8s: {"+patches+"}}, {name: plain, label: {istio: d}}]}}}")
	var got []string
	for range 2 { // what is kept of the first is that of the second
		for g := range w.InstalledGateways() {
			got = append(got, fmt.Sprint(g.Path(), " ", g.PodLabels(), " ", g.Deployed(), " ", g.Selector(), " ", g.K8s().Service().LoadBalancerIP().Value(), " ", len(g.Patches())))
		}
	}
	want := []string{
		"spec.components.ingressGateways[0] app=istio-ingressgateway,istio=b,team=c app=istio-ingressgateway,istio=b app=istio-ingressgateway,istio=b 192.0.2.1 5",
		"spec.components.ingressGateways[1] app=istio-ingressgateway,istio=d app=istio-ingressgateway,istio=d app=istio-ingressgateway,istio=d  0",
	}
	if !slices.Equal(got, slices.Concat(want, want)) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
