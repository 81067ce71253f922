package align_test

import (
	"slices"
	"strings"
	"testing"

	"render/render/align"
	"render/render/manifest"
)

// operated are an IstioOperator as a cluster holds it, what is made of it, and Istio's operator.
const (
	operatedPlane = `
{apiVersion: install.istio.io/v1alpha1, kind: IstioOperator, metadata: {name: plane, namespace: istio-system, uid: a}, spec: {components: {ingressGateways: [{name: edge, enabled: true, k8s: {service: {loadBalancerIP: 192.168.1.8}}}]}}}
`
	operatedGateway = `
{apiVersion: v1, kind: Service, metadata: {name: edge, namespace: istio-system, uid: b}, spec: {type: LoadBalancer, loadBalancerIP: 192.168.1.9, ports: [{name: http2, port: 80, targetPort: 8080}]}, status: {loadBalancer: {ingress: [{ip: 192.168.1.9}]}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: edge, namespace: istio-system, uid: c}, spec: {template: {metadata: {labels: {app: istio-ingressgateway}}, spec: {containers: [{name: istio-proxy, image: "istio/proxyv2:1.14.3"}]}}}}
`
	operatedBy = `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: istio-operator, namespace: istio-operator, uid: d}, spec: {template: {metadata: {labels: {app: operator}}, spec: {containers: [{name: operator, image: "istio/operator:1.14.3", command: [operator, server]}]}}}}
---
{apiVersion: install.istio.io/v1alpha1, kind: IstioOperator, metadata: {name: installed-state, namespace: istio-system, uid: e}, spec: {}}
`
	wantedPlane  = `{apiVersion: install.istio.io/v1alpha1, kind: IstioOperator, metadata: {name: plane, namespace: istio-system}, spec: {components: {ingressGateways: [{name: edge, enabled: true, k8s: {service: {loadBalancerIP: 192.168.1.7}}}]}}}`
	wantedByHelm = `{apiVersion: v1, kind: Namespace, metadata: {name: istio-system, labels: {app.kubernetes.io/part-of: mine}, annotations: {render/istio-version: "1.29.2"}}}
---
{apiVersion: v1, kind: Service, metadata: {name: edge, namespace: istio-system}, spec: {type: LoadBalancer, ports: [{name: http2, port: 80}]}}`
	wantedApps = `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: apps}}`
)

// TestOperated: where something else is to install Istio, its operator and what that reads are
// told; an IstioOperator that no operator reads any more says nothing of what is there.
func TestOperated(t *testing.T) {
	const (
		address = "spec.components.ingressGateways[edge].k8s.service.loadBalancerIP: 192.168.1."
		stays   = "removed Deployment.apps istio-operator/istio-operator"
		plane   = "removed IstioOperator.install.istio.io istio-system/plane"
	)
	for _, c := range []struct {
		name, live, want string
		told             []string
	}{
		{"istioctl", operatedPlane + "---" + operatedGateway + "---" + operatedBy, wantedPlane, []string{stays, address + "8 -> 192.168.1.7"}},
		{"istioctl, what it made not asked for", operatedPlane, wantedPlane, []string{address + "8 -> 192.168.1.7"}},
		{"istioctl, the operator gone", operatedPlane + "---" + operatedGateway, wantedPlane, []string{address + "9 -> 192.168.1.7"}},
		{"helm", operatedPlane + "---" + operatedGateway + "---" + operatedBy, wantedByHelm, []string{"added Service istio-system/edge", stays, plane}},
		{"another topology's", ofOther(operatedPlane) + "---" + operatedGateway + "---" + ofOther(operatedBy), strings.ReplaceAll(wantedByHelm, "name: edge", "name: inner"), []string{"added Service istio-system/inner"}},
		{"nobody here", operatedPlane + "---" + operatedGateway + "---" + operatedBy, wantedApps, []string{"added ConfigMap apps/a"}},
	} {
		want := read(t, c.want)
		if want[0].ID().Kind == "IstioOperator" {
			want[0].Reader = manifest.Istioctl
		}
		got, _ := told(read(t, c.live), want)
		if slices.Sort(got); !slices.Equal(got, c.told) {
			t.Errorf("%s: %q, want %q", c.name, got, c.told)
		}
	}
}

// ofOther are objects with the labels of another topology.
func ofOther(text string) string {
	return strings.ReplaceAll(text, ", uid:", ", labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: other}, uid:")
}

// TestOperatedStill: an operator that is wanted too is no rival, and what it makes is on neither side.
func TestOperatedStill(t *testing.T) {
	live := read(t, operatedPlane+"---"+operatedGateway+"---"+operatedBy)
	want := read(t, operatedPlane+"---"+operatedBy)
	for i := range want {
		want[i].Object = want[i].Object.Without("metadata", "uid")
	}
	got, _ := told(live, want)
	if len(got) > 0 {
		t.Errorf("%q", got)
	}
	if olds, news, _ := align.Sides(live, want); len(olds) != len(news) {
		t.Errorf("%d and %d", len(olds), len(news))
	}
}

// TestOperatedAddress: a gateway that the operator makes and that asks for no address has the one that the cluster gave it,
// where another is wanted; its Service is on neither side, so that nothing is judged by it.
func TestOperatedAddress(t *testing.T) {
	const field = "spec.components.ingressGateways[edge].k8s.service.loadBalancerIP: "
	for given, want := range map[string]string{"192.168.1.9": "192.168.1.9 -> 192.168.1.7", "192.168.1.7": "<nil> -> 192.168.1.7"} {
		plane := strings.ReplaceAll(operatedPlane, "{loadBalancerIP: 192.168.1.8}", "{type: LoadBalancer}")
		gateway := strings.ReplaceAll(strings.ReplaceAll(operatedGateway, "loadBalancerIP: 192.168.1.9, ", ""), "192.168.1.9", given)
		live, wanted := read(t, plane+"---"+gateway+"---"+operatedBy), read(t, wantedPlane+"\n---"+operatedBy)
		for i := range wanted {
			wanted[i].Object = wanted[i].Object.Without("metadata", "uid")
		}
		if got, _ := told(live, wanted); !slices.Equal(got, []string{field + want}) {
			t.Errorf("given %s: %q, want %q", given, got, field+want)
		}
		olds, news, _ := align.Sides(live, wanted)
		for _, m := range slices.Concat(olds, news) {
			if m.ID().Kind == "Service" {
				t.Errorf("%s is on a side", m.ID())
			}
		}
	}
}

// TestOverlaid: what an IstioOperator says by overlays is compared with what the installer made of it.
func TestOverlaid(t *testing.T) {
	const patches = "{apiVersion: install.istio.io/v1alpha1, kind: IstioOperator, metadata: {name: plane, namespace: istio-system}, spec: {components: {ingressGateways: [{name: edge, enabled: true, k8s: {overlays: [{kind: Service, name: edge, patches: [{path: spec.loadBalancerSourceRanges, value: [RANGE]}]}], service: {loadBalancerIP: 192.168.1.9}}}]}}}"
	gateway := strings.ReplaceAll(operatedGateway, "spec: {type", "spec: {loadBalancerSourceRanges: [10.0.0.0/8], type")
	for wanted, differs := range map[string]bool{"10.0.0.0/8": false, "192.0.2.0/24": true} {
		want := read(t, strings.ReplaceAll(patches, "RANGE", wanted))
		want[0].Reader = manifest.Istioctl
		got, _ := told(read(t, gateway), want)
		if (len(got) > 0) != differs {
			t.Errorf("%s: %q", wanted, got)
		}
	}
}
