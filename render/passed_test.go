package render_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/manifest"
)

// TestPassedSpellings: routes that say nothing but hosts whose TLS is passed through are
// another spelling of the app's hosts.
func TestPassedSpellings(t *testing.T) {
	const topology = `name: vaults
microk8s: "1.36"
istio: "1.31"
secrets: omit
routing: ROUTING
tiers:
- name: all
  ip: 192.168.1.141
  hosts: [a.example.org, b.example.org]
  tls: passthrough
  apps:
  - {name: a, image: "a:1", port: {port: 8443, protocol: tls}, ALL}
- name: some
  ip: 192.168.1.142
  hosts: [c.example.org, {host: [d.example.org, "*.e.example.org"], tls: passthrough}]
  apps:
  - {name: c, image: "c:1", port: 80, routes: [/*]}
  - {name: d, image: "d:1", port: {port: 8443, protocol: tls}, SOME}
`
	written := func(routing, all, some string) []byte {
		t.Helper()
		text := strings.NewReplacer("ROUTING", routing, ", ALL", all, ", SOME", some).Replace(topology)
		out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}})
		if err != nil || out.Diagnostics.Failed() {
			t.Fatal(err, out.Diagnostics.Err())
		}
		documents, wrong := manifest.Documents(out.Manifests)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		return manifest.Join(documents)
	}
	for _, routing := range []string{"istio", "gateway-api"} {
		want := written(routing, "", ", hosts: [d.example.org, x.e.example.org]")
		if got := written(routing, ", routes: [{}]", ", routes: [{hosts: [d.example.org]}, {hosts: [x.e.example.org]}]"); !bytes.Equal(got, want) {
			t.Errorf("%s: by routes\n%s\nby hosts\n%s", routing, got, want)
		}
		if got := written(routing, ", routes: [{hosts: [a.example.org, b.example.org]}]", ", hosts: [d.example.org], routes: [{}, {hosts: [x.e.example.org]}]"); bytes.Equal(got, want) || !bytes.Contains(got, []byte("a-on-gateway-ingressgateway-all-b-example-org")) {
			t.Errorf("%s: hosts that a route names have objects of their own\n%s", routing, got)
		}
	}
}
