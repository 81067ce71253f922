package render_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
)

// quantitiesTopology says each quantity in a form that the API server changes.
const quantitiesTopology = `name: quantities
microk8s: "1.36"
istio: ISTIO
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [a.example.org]
  resources: {requests: {cpu: 1000m, memory: 1024Mi}, limits: {cpu: 2.5, memory: 1.5Gi}}
  apps:
  - {name: a, image: "a:1", port: 80, routes: [/x], resources: {requests: {cpu: 0.1, memory: 1048576Ki}, limits: {memory: 2000M}}}
`

// TestQuantitiesAreCanonical: those of the topology, of overlays and of mixins,
// wherever they come to stand.
func TestQuantitiesAreCanonical(t *testing.T) {
	for name, istio := range map[string]string{
		"istioctl": `"1.31"`, "none": `{version: "1.31", install: none}`, "gateway-api": "\"1.31\"\nrouting: gateway-api",
	} {
		text := strings.Replace(quantitiesTopology, "ISTIO", istio, 1)
		out := mustRender(t, render.Input{Name: "topology.yaml", Text: []byte(text)})
		all := string(stream(t, out.Manifests))
		quote := func(s string) string {
			if name == "gateway-api" { // YAML in a ConfigMap, where each text is quoted
				return `"` + s + `"`
			}
			return s
		}
		for _, want := range []string{"cpu: \"1\"", "memory: " + quote("1Gi"), "cpu: " + quote("2500m"), "memory: " + quote("1536Mi"),
			"cpu: 100m", "memory: 1Gi", "memory: 2G"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in\n%s", name, want, all)
			}
		}
		for _, not := range []string{"1000m", "1024Mi", "1.5Gi", "1048576Ki", "2000M", "0.1"} {
			if strings.Contains(all, not) {
				t.Errorf("%s: %q is there still", name, not)
			}
		}
	}
	in := render.Input{Name: "topology.yaml", Text: []byte(strings.Replace(quantitiesTopology, "ISTIO", "\"1.31\"\njsonnet: site.jsonnet", 1)),
		Files: fstest.MapFS{"site.jsonnet": {Data: []byte(`{apps+: {primary+: {a+: {deployment+: {spec+: {template+: {spec+: {volumes: [{name: 'v', emptyDir: {sizeLimit: '2048Mi'}}]}}}}}}}}`)}},
		Overlays: []render.Overlay{{Name: "site", Files: fstest.MapFS{"kustomization.yaml": {Data: []byte(`patches:
- target: {kind: Deployment, name: a}
  patch: '[{op: add, path: /spec/template/spec/containers/0/resources/limits/cpu, value: 3000m},
    {op: add, path: /spec/template/spec/containers/0/env, value: [{name: A, value: 3000m}]}]'
- target: {kind: IstioOperator}
  patch: '[{op: replace, path: /spec/components/ingressGateways/0/k8s/resources/limits/cpu, value: 4}]'
`)}}}},
	}
	all := string(stream(t, mustRender(t, in).Manifests))
	for _, want := range []string{"cpu: \"3\"\n", "cpu: \"4\"\n", "sizeLimit: 2Gi\n", "value: 3000m\n"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
}
