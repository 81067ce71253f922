package align_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/render/align"
	"render/render/manifest"
	"render/render/quantity"
)

// operatorOf is the IstioOperator of an example, as istioctl reads it.
func operatorOf(t *testing.T, name string) manifest.Manifest {
	t.Helper()
	for _, file := range []string{"istio.yaml", "stream.yaml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "golden", name, file))
		if err != nil {
			continue
		}
		for _, m := range read(t, string(text)) {
			if m.ID().Kind == "IstioOperator" {
				m.Reader = manifest.Istioctl
				return m
			}
		}
	}
	t.Fatal("no IstioOperator in " + name)
	return manifest.Manifest{}
}

// installedLive is what Istio's installer makes of it as a cluster gives it back;
// conformance/gitops does so with all that an API server fills in.
func installedLive(t *testing.T, name string) []manifest.Manifest {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "installed", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	list := read(t, string(text))
	for i := range list {
		id := list[i].ID()
		list[i].Object = quantity.In(id.Group, id.Kind, list[i].Object.With("1", "metadata", "uid"))
		if id.Kind == "Service" {
			list[i].Object = list[i].Object.With("10.152.183.9", "spec", "clusterIP").With("metallb", "metadata", "annotations", "metallb.io/ip-allocated-from-pool")
		}
	}
	return list
}

var installedExamples = []string{"dual-stack", "gateway-namespace-istioctl", "ha", "hardened", "nodeport-gateways", "patched", "proxies"}

// TestInstalled: gateways that Istio's installer made of an IstioOperator, which no
// cluster holds, do not differ from it, on either side.
func TestInstalled(t *testing.T) {
	for _, name := range installedExamples {
		live, want := installedLive(t, name), []manifest.Manifest{operatorOf(t, name)}
		for _, sides := range [][2][]manifest.Manifest{{live, want}, {want, live}} {
			lines, aside := told(sides[0], sides[1])
			if len(lines) > 0 || len(aside.Unasked) > 0 || aside.Unknown > 0 {
				t.Errorf("%s: %q, %+v", name, lines, aside)
			}
			if olds, news, _ := align.Sides(sides[0], sides[1]); len(olds) != 1 || len(news) != 1 {
				t.Errorf("%s: %d and %d objects are compared", name, len(olds), len(news))
			}
		}
	}
}

// TestInstalledDiffers: what a cluster's gateways have otherwise than an IstioOperator says
// is a difference of that.
func TestInstalledDiffers(t *testing.T) {
	const of = "spec.components.ingressGateways"
	one := of + "[istio-ingressgateway]"
	for _, c := range []struct {
		name, kind string
		way        []string
		value      any // nil takes the field away
		want       string
	}{
		{"proxies", "Service", []string{"spec", "loadBalancerIP"}, "192.168.1.9", one + ".k8s.service.loadBalancerIP: 192.168.1.9 -> 192.168.1.141"},
		{"proxies", "Service", []string{"spec", "loadBalancerIP"}, nil, one + ".k8s.service.loadBalancerIP: <nil> -> 192.168.1.141"},
		{"proxies", "Service", []string{"spec", "loadBalancerSourceRanges"}, []any{"192.168.1.2/32"}, one + ".k8s.service.loadBalancerSourceRanges[192.168.1.3/32]: <nil> -> 192.168.1.3/32"},
		{"patched", "Service", []string{"spec", "loadBalancerSourceRanges"}, []any{"10.0.0.0/8"}, one + ".k8s.service.loadBalancerSourceRanges: [10.0.0.0/8] -> <nil>"},
		{"patched", "Service", []string{"spec", "externalTrafficPolicy"}, "Local", one + ".k8s.service.externalTrafficPolicy: Local -> Cluster"},
		{"patched", "Service", []string{"spec", "type"}, "NodePort", one + ".k8s.service.type: NodePort -> LoadBalancer"},
		{"patched", "Service", []string{"spec", "loadBalancerClass"}, "mine", one + ".k8s.service.loadBalancerClass: mine -> <nil>"},
		{"patched", "Service", []string{"spec", "sessionAffinity"}, "None", ""},
		{"patched", "Service", []string{"metadata", "annotations", "metallb.io/allow-shared-ip"}, "a", one + ".k8s.serviceAnnotations: [{metallb.io/allow-shared-ip a}] -> <nil>"},
		{"patched", "Service", []string{"metadata", "annotations", "theirs.example.org/a"}, "a", ""},
		{"patched", "HorizontalPodAutoscaler", []string{"spec", "maxReplicas"}, int64(3), one + ".k8s.hpaSpec.maxReplicas: 3 -> 1"},
		{"patched", "HorizontalPodAutoscaler", []string{"status"}, manifest.Object{{Key: "currentReplicas", Value: int64(1)}}, ""},
		{"proxies", "Deployment", []string{"spec", "template", "metadata", "annotations", "proxy.istio.io/config"}, "{}", one + `.k8s.podAnnotations["proxy.istio.io/config"]: {} -> {"gatewayTopology":{"proxyProtocol":{}}}`},
		{"patched", "Deployment", []string{"spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"}, "then", ""},
		{"patched", "Deployment", []string{"spec", "template", "spec", "nodeSelector"}, manifest.Object{{Key: "a", Value: "b"}}, one + ".k8s.nodeSelector: [{a b}] -> <nil>"},
		{"patched", "Deployment", []string{"spec", "replicas"}, int64(4), ""},
	} {
		live := installedLive(t, c.name)
		at := slices.IndexFunc(live, func(m manifest.Manifest) bool { return m.ID().Kind == c.kind && m.ID().Name == "istio-ingressgateway" })
		if c.value == nil {
			live[at].Object = live[at].Object.Without(c.way...)
		} else {
			live[at].Object = live[at].Object.With(c.value, c.way...)
		}
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if lines, _ := told(live, []manifest.Manifest{operatorOf(t, c.name)}); !slices.Equal(lines, want) {
			t.Errorf("%s of %s: %q, want %q", strings.Join(c.way, "."), c.name, lines, want)
		}
	}
}

// TestGiven: the address that a cluster has given a Service which asks for none is on both
// sides, so that it differs in nothing and is known to be there; that of one which asks is
// not looked at.
func TestGiven(t *testing.T) {
	service := func(more, status string) []manifest.Manifest {
		return read(t, "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b"+more+status+"}")
	}
	const has = "}, status: {loadBalancer: {ingress: [{ip: 192.168.1.9}]}}"
	for _, c := range []struct {
		live, want []manifest.Manifest
		given      bool
	}{
		{service(", uid: x}, spec: {type: LoadBalancer", has), service("}, spec: {type: LoadBalancer", "}"), true},
		{service(", uid: x}, spec: {type: LoadBalancer, loadBalancerIP: 192.168.1.9", has), service("}, spec: {type: LoadBalancer, loadBalancerIP: 192.168.1.9", "}"), false},
		{service(", uid: x, annotations: {metallb.io/loadBalancerIPs: 192.168.1.9}}, spec: {type: LoadBalancer", has), service(", annotations: {metallb.io/loadBalancerIPs: 192.168.1.9}}, spec: {type: LoadBalancer", "}"), false},
	} {
		olds, news, _ := align.Sides(c.live, c.want)
		if lines, _ := told(c.live, c.want); len(lines) > 0 {
			t.Errorf("%q", lines)
		}
		for _, side := range [][]manifest.Manifest{olds, news} {
			if given := side[0].Object.Get("status") != nil; given != c.given {
				t.Errorf("%v: %v", given, side[0].Object)
			}
		}
	}
}

// TestBystanders: a Service of somebody else's that has an address is on both sides as it
// is, since it loses that where a pool goes; one without an address is not, and none is told
// as a difference.
func TestBystanders(t *testing.T) {
	const want = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"
	for _, c := range []struct {
		more   string
		beside int
	}{
		{"spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 192.168.1.9}]}}", 1},
		{"spec: {type: LoadBalancer}, status: {loadBalancer: {}}", 0},
		{"spec: {type: ClusterIP}, status: {loadBalancer: {}}", 0},
	} {
		live := read(t, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}}\n---\n{apiVersion: v1, kind: Service, metadata: {name: theirs, namespace: b, uid: y}, "+c.more+"}")
		olds, news, aside := align.Sides(live, read(t, want))
		if len(olds) != 1+c.beside || len(news) != 1+c.beside || aside.Others != 1 {
			t.Errorf("%s: %d and %d objects, %+v", c.more, len(olds), len(news), aside)
		}
		if lines, _ := told(live, read(t, want)); len(lines) > 0 {
			t.Errorf("%s: %q", c.more, lines)
		}
	}
}
