package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// installedGateway is a gateway that istioctl made, with its Gateway and the pool of its address,
// as a cluster gives them; installedBy is what istioctl was given.
const (
	installedGateway = `apiVersion: v1
kind: Service
metadata: {name: edge, namespace: istio-system, uid: a, labels: &labels {app: edge, istio: edge, install.operator.istio.io/owning-resource: unknown, operator.istio.io/managed: Reconcile, operator.istio.io/component: IngressGateways}}
spec: {type: LoadBalancer, selector: {app: edge, istio: edge}, ports: [{name: http2, port: 80, targetPort: 8080}]}
status: {loadBalancer: {ingress: [{ip: 192.168.1.141}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: edge, namespace: istio-system, uid: b, labels: {app: edge, istio: edge, operator.istio.io/managed: Reconcile, operator.istio.io/component: IngressGateways}}
spec:
  replicas: 3
  selector: {matchLabels: {app: edge, istio: edge}}
  template:
    metadata: {labels: {app: edge, istio: edge, chart: gateways, heritage: Tiller, release: istio}, annotations: {prometheus.io/port: "15020"}}
    spec: {containers: [{name: istio-proxy, image: "registry.example.org/istio/proxyv2:1.28.1-distroless", resources: {limits: {cpu: "2", memory: 1Gi}, requests: {cpu: 100m, memory: 128Mi}}}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gw, namespace: default, uid: c}
spec: {selector: {istio: edge}, servers: [{port: {number: 80, name: http-edge, protocol: HTTP}, hosts: [a.example.org]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: default, uid: d}
spec: {hosts: [a.example.org], gateways: [gw], http: [{route: [{destination: {host: web, port: {number: 80}}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default, uid: e}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: lan, namespace: metallb-system, uid: f}
spec: {addresses: [192.168.1.141-192.168.1.149]}
---
apiVersion: metallb.io/v1beta1
kind: L2Advertisement
metadata: {name: every-pool, namespace: metallb-system, uid: g}
`
	installedBy = `---
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: {name: plane, namespace: istio-system}
spec:
  tag: 1.28.1
  meshConfig: {accessLogFile: /dev/stdout}
  components:
    ingressGateways:
    - {name: edge, enabled: true, label: {app: edge, istio: edge}, k8s: {serviceAnnotations: {metallb.io/loadBalancerIPs: 192.168.1.141}, service: {type: LoadBalancer, ports: [{name: http2, port: 80, targetPort: 8080}]}}}
`
)

// TestInstalledGateways: gateways that Istio's installer made are its own from now on too, once
// each, whether its IstioOperator was read or not; the same requests arrive, and what keeps the
// Deployment does so.
func TestInstalledGateways(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		says   []string
		tells  []string
		silent []string
	}{
		"of a cluster alone": {installedGateway, []string{"istio: {version: 1.28.1, hub: registry.example.org/istio, tag: 1.28.1-distroless}\n"},
			[]string{`gateway "edge" is one that Istio's installer made, whose IstioOperator was not read`}, nil},
		"with what istioctl was given": {installedGateway + installedBy, []string{"meshConfig: {accessLogFile: /dev/stdout}"}, nil, []string{"was not read", "serviceAnnotations is not taken up"}},
	} {
		topology, told, folder := importedText(t, c.text)
		for _, want := range append(c.says, "replicas: {min: 1, max: 5}\n", "label: edge") {
			if !strings.Contains(topology, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, topology)
			}
		}
		for _, not := range []string{"install: none", "chart:", "prometheus.io", "resources:"} {
			if strings.Contains(topology, not) {
				t.Errorf("%s: %q is in\n%s", name, not, topology)
			}
		}
		if n := strings.Count(topology, "- name: edge\n"); n != 1 {
			t.Errorf("%s: %d tiers\n%s", name, n, topology)
		}
		for _, want := range append(c.tells, "the same becomes of all", "[immutable-made]", "label.app becomes \"istio-ingressgateway\"") {
			if !strings.Contains(told, want) {
				t.Errorf("%s: %q is not told\n%s", name, want, told)
			}
		}
		for _, not := range append(c.silent, "becomes another", "\narrives  ", "label.app is not taken up") {
			if strings.Contains(told, not) {
				t.Errorf("%s: %q is told\n%s", name, not, told)
			}
		}
		patches := regexp.MustCompile(`"(patches: \[.*\])"`).FindStringSubmatch(told)
		if patches == nil {
			t.Fatalf("%s: no patch is told\n%s", name, told)
		}
		if err := os.Mkdir(filepath.Join(folder, "kept"), 0o700); err != nil {
			t.Fatal(err)
		}
		kept := filepath.Join(folder, "topology.yaml")
		for file, text := range map[string]string{filepath.Join(folder, "kept", "kustomization.yaml"): patches[1] + "\n", kept: "overlays: [kept]\n" + topology} {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		code, out, wrong := started([]string{"diff", filepath.Join(folder, "from.yaml"), kept})
		if code != exitDiffers || strings.Contains(out, "immutable-made") {
			t.Errorf("%s: it is another label still:\n%s%s", name, out, wrong)
		}
	}
}
