package conformance

import "testing"

// TestBrokenIstio: what is wrong with objects of Istio and of those who install it
// beside misspelt fields.
func TestBrokenIstio(t *testing.T) {
	for _, test := range []broken{
		{"VirtualService: null for a list", "istio-routing", "  gateways: [gateway-ingressgateway]\n", "  gateways: null\n", "spec.gateways: <nil> where a list belongs"},
		{"VirtualService: null for an object", "istio-routing", "retries: {attempts: 3, perTryTimeout: 2s, retryOn: 5xx}", "retries: null", "retries: <nil> where an object belongs"},
		{"VirtualService: null for a duration", "istio-routing", "timeout: 5s", "timeout: null", "timeout: <nil> where a string belongs"},
		{"Gateway: spec is no object", "istio-routing", "spec:\n  selector: {istio: ingressgateway}", "spec: []\nspecial:\n  selector: {istio: ingressgateway}", "spec"},
		{"IstioOperator: gateway's name", "operator/istio", "name: istio-ingressgateway", "name: 1-gateway", "ingressGateways[0].name"},
		{"IstioOperator: label", "operator/istio", "label: {istio: ingressgateway}", "label: {istio: ingress gateway}", "ingressGateways[0].label"},
		{"IstioOperator: one gateway twice", "operator/istio", "    ingressGateways:\n", "    ingressGateways:\n    - {name: istio-ingressgateway, namespace: istio-system, enabled: true}\n", `"istio-ingressgateway" is there twice`},
		{"Istio: no namespace", "sail", "  namespace: istio-system\n", "", "spec.namespace: required"},
		{"Istio: values are a list", "sail", "    global: {hub: docker.io/istio, istioNamespace: istio-system}", "    global: []", "spec.values"},
	} {
		test.run(t)
	}
}

// TestBrokenMetalLB: the same of MetalLB's objects, and of the ConfigMap that it
// read before 0.13.
func TestBrokenMetalLB(t *testing.T) {
	for _, test := range []broken{
		{"no addresses", "metallb-config", "      addresses:\n      - 10.20.0.0/24\n", "", "a pool has addresses"},
		{"one name for two pools", "metallb-config", "name: routed", "name: default", `name "default" is empty or there twice`},
		{"advertisements in layer 2", "metallb-config", "protocol: bgp", "protocol: layer2", "bgp-advertisements in a layer2 pool"},
		{"no number of the peer", "metallb-config", "      peer-asn: 64501\n", "", "my-asn and peer-asn are required"},
		{"address of the peer", "metallb-config", "peer-address: 10.0.0.1", "peer-address: router", "peer-address"},
		{"first address", "metallb-config", "192.168.1.141-192.168.1.142", "192.168.1-192.168.1.142", "ParseAddr"},
		{"last address", "metallb-config", "192.168.1.141-192.168.1.142", "192.168.1.141-142", "ParseAddr"},
	} {
		test.run(t)
	}
}
