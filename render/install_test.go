package render_test

import (
	"reflect"
	"slices"
	"testing"

	"render/render"
	"render/render/manifest"
)

// TestInstallModes: how Istio gets into the cluster changes nothing but the
// control plane, the gateways and the namespace they are in; and a gateway is
// the same one to the network, and to the selectors that nobody can change.
func TestInstallModes(t *testing.T) {
	for name, others := range map[string][]string{"today": {"sail", "helm", "none"}, "dual-stack": {"sail", "helm", "none"}, "many-apps": {"none"}} {
		_, in := readExample(t, name)
		in.Secrets = "redacted"
		in.Set = []string{"istio.install=istioctl"}
		first := mustRender(t, in)
		wanted := operatorGateways(t, first)
		for _, mode := range others {
			in.Set = []string{"istio.install=" + mode}
			out := mustRender(t, in)
			if got := injectedGateways(out); !reflect.DeepEqual(got, wanted) {
				t.Errorf("%s: %s: gateways\n%v\nwant\n%v", name, mode, got, wanted)
			}
			before, after := otherObjects(t, first), otherObjects(t, out)
			for id, text := range before {
				if after[id] != text {
					t.Errorf("%s: %s: %s is another:\n%s\nwant\n%s", name, mode, id, after[id], text)
				}
			}
			if len(before) != len(after) || len(before) < 5 {
				t.Errorf("%s: %s: %d objects, want %d", name, mode, len(after), len(before))
			}
		}
	}
}

func otherObjects(t *testing.T, out *render.Output) map[string]string {
	t.Helper()
	objects := byID(t, out)
	for _, m := range out.Manifests {
		if slices.Contains([]string{"istio", "sail", "helm", "injected", "namespaces"}, m.Origin.Component) {
			delete(objects, m.ID().String())
		}
	}
	return objects
}

// seen is what the network and selectors see of a gateway.
type seen struct {
	address, ipFamilies, sourceRanges, trafficPolicy any
	annotation                                       any
	selector                                         map[string]any
	ports                                            []any // without targets: pods open others
}

func serviceSeen(spec map[string]any, annotations any) seen {
	var ports []any
	for _, p := range spec["ports"].([]any) {
		port := p.(map[string]any)
		ports = append(ports, []any{port["name"], port["port"], port["protocol"], port["nodePort"]})
	}
	var annotation any
	if found, ok := annotations.(map[string]any); ok {
		annotation = found["metallb.io/loadBalancerIPs"]
	}
	return seen{spec["loadBalancerIP"], spec["ipFamilies"], spec["loadBalancerSourceRanges"], spec["externalTrafficPolicy"], annotation, nil, ports}
}

func operatorGateways(t *testing.T, out *render.Output) map[string]seen {
	t.Helper()
	gateways := map[string]seen{}
	for _, m := range out.Manifests {
		if m.ID().Kind != "IstioOperator" {
			continue
		}
		components := m.Object.Map()["spec"].(map[string]any)["components"].(map[string]any)
		for _, g := range components["ingressGateways"].([]any) {
			gateway := g.(map[string]any)
			k8s := gateway["k8s"].(map[string]any)
			s := serviceSeen(k8s["service"].(map[string]any), k8s["serviceAnnotations"])
			s.selector = map[string]any{"app": "istio-ingressgateway", "istio": gateway["label"].(map[string]any)["istio"]}
			gateways[gateway["name"].(string)] = s
		}
	}
	if len(gateways) == 0 {
		t.Fatal("no gateways")
	}
	return gateways
}

func injectedGateways(out *render.Output) map[string]seen {
	gateways := map[string]seen{}
	for _, m := range out.Manifests {
		if !ofGateway(m, "Service") {
			continue
		}
		spec := m.Object.Map()["spec"].(map[string]any)
		s := serviceSeen(spec, m.Object.Map()["metadata"].(map[string]any)["annotations"])
		s.selector = spec["selector"].(map[string]any)
		gateways[m.ID().Name] = s
	}
	for _, m := range out.Manifests {
		if !ofGateway(m, "Deployment") {
			continue
		}
		matched := m.Object.Map()["spec"].(map[string]any)["selector"].(map[string]any)["matchLabels"]
		if s := gateways[m.ID().Name]; !reflect.DeepEqual(matched, s.selector) {
			delete(gateways, m.ID().Name)
		}
	}
	return gateways
}

func ofGateway(m manifest.Manifest, kind string) bool {
	return m.Origin.Component == "injected" && m.ID().Kind == kind
}

// TestIstioNamespace: the installer puts istiod where the values say, and
// nowhere else; what the user says there stays.
func TestIstioNamespace(t *testing.T) {
	_, in := readExample(t, "today")
	in.Secrets = "redacted"
	for set, want := range map[string]any{
		"istio.namespace=mesh": map[string]any{"global": map[string]any{"istioNamespace": "mesh"}},
		"istio={version: '1.31', namespace: mesh, values: {global: {tag: x}, pilot: {a: b}}}": map[string]any{
			"global": map[string]any{"istioNamespace": "mesh", "tag": "x"}, "pilot": map[string]any{"a": "b"}},
		"istio={version: '1.31', namespace: mesh, values: {global: {istioNamespace: own}}}": map[string]any{"global": map[string]any{"istioNamespace": "own"}},
		"istio.namespace=istio-system": nil,
	} {
		in.Set = []string{set}
		for _, m := range mustRender(t, in).Manifests {
			if m.ID().Kind == "IstioOperator" {
				if got := m.Object.Map()["spec"].(map[string]any)["values"]; !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %v, want %v", set, got, want)
				}
			}
		}
	}
}
