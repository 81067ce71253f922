package objects_test

import (
	"testing"

	"render/render/objects"
)

// TestGatewayOf: a VirtualService names a Gateway in each of the ways that istiod takes.
func TestGatewayOf(t *testing.T) {
	for text, want := range map[string]string{
		"front": "web/front", "./front": "web/front", "edge/front": "edge/front", "front.edge": "edge/front",
		"front.edge.svc.cluster.local": "edge/front", "edge/front.two": "edge/front.two",
	} {
		if id := objects.GatewayOf(text, "web"); id.Namespace+"/"+id.Name != want || id.Kind != "Gateway" || id.Group != objects.IstioNetworking {
			t.Errorf("%q is %v, want %s", text, id, want)
		}
	}
}

// TestServers: a server's hosts and protocol are read as istiod does.
func TestServers(t *testing.T) {
	for text, want := range map[string]string{"a.example.org": "a.example.org", "./a.example.org": "web/a.example.org", "*/a.example.org": "a.example.org",
		"*/*": "*", "edge/*": "edge/*"} {
		if got := objects.ServerHost(text, "web"); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	w := read(t, `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front, namespace: web}
spec:
  servers:
  - {port: {number: 1, protocol: http}}
  - {port: {number: 2, protocol: Grpc-Web}}
  - {port: {number: 3, protocol: https}, tls: {mode: SIMPLE}}
  - {port: {number: 4, protocol: HTTPS}, tls: {credentialName: lacks-a-mode}}
  - {port: {number: 5, protocol: HTTPS}, tls: {mode: PASSTHROUGH}}
  - {port: {number: 6, protocol: TCP}}
  - {port: {number: 7, protocol: tls}, tls: {mode: SIMPLE}}
`)
	want := []struct{ clear, requests, passes bool }{{true, true, false}, {true, true, false}, {false, true, false}, {false, false, true}, {false, false, true}, {}, {}}
	for g := range w.Gateways() {
		for i, s := range g.Servers().All() {
			if s.InClear() != want[i].clear || s.ReadsRequests() != want[i].requests || s.TLS().Passes() != want[i].passes {
				t.Errorf("server %d: %v, %v, %v", i+1, s.InClear(), s.ReadsRequests(), s.TLS().Passes())
			}
		}
	}
}
