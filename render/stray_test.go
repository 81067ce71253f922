package render_test

import (
	"strings"
	"testing"

	"render/render"
	"render/render/manifest"
)

// TestStrayGateway: below Istio 1.24 the profile's own gateway is listed as
// disabled wherever no tier's gateway has its name, and nowhere else.
func TestStrayGateway(t *testing.T) {
	const disabled = "    - name: istio-ingressgateway\n      enabled: false\n"
	for _, test := range []struct {
		istio, tier, names string
		listed             bool
	}{
		{"{version: 1.23.6}", "primary", "", false},
		{"{version: 1.23.6}", "staff", "", true},
		{"{version: 1.23.6, install: istioctl, profile: demo}", "staff", "", true},
		{"{version: 1.23.6, profile: minimal}", "staff", "", true},
		{"{version: 1.23.6}", "primary", "  names: {workload: edge}\n", true},
		{"{version: 1.23.6}", "staff", "  names: {workload: istio-ingressgateway}\n", false},
		{"{version: 1.24.0}", "staff", "", false},
		{"{version: '1.31'}", "primary", "  names: {workload: edge}\n", false},
		{"{version: '1.31'}\nrouting: gateway-api", "staff", "", true},
		{"{version: 1.23.6, install: none}", "staff", "", false},
	} {
		text := "name: stray\nmicrok8s: \"1.28\"\nsecrets: omit\nistio: " + test.istio + "\ntiers:\n- name: " + test.tier +
			"\n  ip: 192.168.1.141\n  hosts: [a.example.org]\n" + test.names
		out := mustRender(t, render.Input{Name: "topology.yaml", Text: []byte(text)})
		part, err := out.Stream([]manifest.Stage{manifest.Istio}, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(part), disabled); got != test.listed {
			t.Errorf("%s, tier %s%s: disabled is %v\n%s", test.istio, test.tier, test.names, got, part)
		}
	}
}
