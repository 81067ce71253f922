package render_test

import (
	"context"
	"net/netip"
	"strings"
	"testing"

	"render/render"
	"render/render/trace"
)

// TestMeshSettingsOfEachInstaller: trace reads what the topology says of the mesh whoever
// installs Istio, and says where in the topology it stands.
func TestMeshSettingsOfEachInstaller(t *testing.T) {
	for _, install := range []string{"istioctl", "sail", "helm"} {
		text := "name: home\nkubernetes: \"1.34\"\nmetallb: 0.15.3\nsecrets: omit\ntiers:\n- name: primary\n  ip: 10.0.0.10\n  hosts: [home.example.org]\n" +
			"  apps: [{name: a, image: \"a:1\", port: 80, routes: [{exact: /a/b}]}]\n" +
			"istio: {version: 1.30.1, mtls: strict, install: " + install + ", values: {pilot: {env: {PILOT_ENABLE_GATEWAY_API: \"false\"}}},\n" +
			"  meshConfig: {enableAutoMtls: false, pathNormalization: {normalization: MERGE_SLASHES}}}\n"
		out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text)})
		if err != nil || out.Diagnostics.Failed() {
			t.Fatal(err, out.Diagnostics)
		}
		mesh, places, diagnostics := out.Traced()
		if diagnostics.Failed() {
			t.Fatal(diagnostics.Err())
		}
		got := mesh.Follow(trace.Request{Secure: true, SNI: "home.example.org", Host: "home.example.org", Method: "GET", Path: "/a//b", Port: 443, Address: netip.MustParseAddr("10.0.0.10")})
		if got.Verdict == trace.Arrives || got.Status != 503 || !strings.Contains(got.Why, "of its own accord") {
			t.Errorf("%s: %v %d %s", install, got.Verdict, got.Status, got.Why)
		}
		if len(got.Unjudged) == 0 || !strings.Contains(got.Unjudged[0].Text, "PILOT_ENABLE_GATEWAY_API") {
			t.Errorf("%s: what istiod runs with is not told: %v", install, got.Unjudged)
		}
		merged := false
		for _, h := range got.Hops {
			if h.Step == trace.StepPath {
				merged = true
				if topology, _ := places(h.Field); !strings.HasPrefix(topology, "topology.yaml:") {
					t.Errorf("%s: the mesh's pathNormalization is at %q", install, topology)
				}
			}
		}
		if !merged {
			t.Errorf("%s: slashes are not merged", install)
		}
	}
}
