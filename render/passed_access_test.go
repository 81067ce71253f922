package render_test

import (
	"context"
	"fmt"
	"net/netip"
	"testing"

	"render/render"
	"render/render/objects"
	"render/render/trace"
)

// TestPassedAccess: who may send requests to all hosts is not let in to connections that are passed
// through on the same port, which istiod holds every rule against that has no field of requests.
func TestPassedAccess(t *testing.T) {
	const text = `name: home
kubernetes: "1.34"
metallb: 0.15.3
istio: {version: "1.30", install: none}
secrets: omit
routing: %s
tiers:
- name: primary
  ip: 10.0.0.10
  hosts: ["*", {host: vault.example.org, tls: passthrough}]
  trafficPolicy: Local
  apps:
  - {name: web, image: "web:1", port: 8080, routes: [/*]%s}
  - {name: vault, image: "vault:1", port: {port: 8443, protocol: tls}, hosts: [vault.example.org], access: {from: [10.3.0.0/16]}}
`
	for _, routing := range []string{"istio", "gateway-api"} {
		for _, access := range []string{"", ", access: {from: [10.2.0.0/16]}"} {
			out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: fmt.Appendf(nil, text, routing, access)})
			if err != nil || out.Diagnostics.Failed() {
				t.Fatal(err, out.Diagnostics)
			}
			mesh := trace.New(objects.New(out.Manifests), trace.Known{})
			for from, in := range map[string]bool{"10.2.0.9": false, "10.3.0.9": true, "10.4.0.9": false} {
				r := trace.Request{Secure: true, Raw: true, Host: "vault.example.org", Port: 443, From: netip.MustParseAddr(from), Address: netip.MustParseAddr("10.0.0.10")}
				if got := mesh.Follow(r); (got.Verdict == trace.Arrives) != in {
					t.Errorf("%s%s: a connection from %s arrives: %v, want %v: %s", routing, access, from, !in, in, got.Why)
				}
				r = trace.Request{Method: "GET", Path: "/", Host: "any.example.net", Port: 80, From: r.From, Address: r.Address}
				if got, in := mesh.Follow(r), access == "" || from == "10.2.0.9"; (got.Verdict == trace.Arrives) != in {
					t.Errorf("%s%s: a request from %s arrives: %v, want %v: %s", routing, access, from, !in, in, got.Why)
				}
			}
		}
	}
}
