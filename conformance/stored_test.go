package conformance

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestStored: every golden object is stored as it was written.
func TestStored(t *testing.T) {
	root := os.DirFS("../golden")
	files, err := yamlFiles(root)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range files {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		objects, errs := Split(text)
		for _, err := range errs {
			t.Errorf("%s: %v", name, err)
		}
		for i := range objects {
			seen[objects[i].Kind] = true
			if err := objects[i].Stored(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for _, kind := range []string{"Deployment", "PodDisruptionBudget", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "ExternalSecret", "SealedSecret",
		"Certificate", "BGPPeer", "BGPAdvertisement", "IstioOperator", "VirtualService", "HorizontalPodAutoscaler"} {
		if !seen[kind] {
			t.Errorf("no golden has a %s", kind)
		}
	}
}

// TestNotStored makes one change to a golden object and expects it to be seen.
func TestNotStored(t *testing.T) {
	for _, test := range []struct {
		file, kind, path string
		value            any // nil takes the member away
		want             string
	}{
		{"sail", "Deployment", "spec.template.spec.containers.0.resources.limits.cpu", "2000m", `"cpu":"2000m"`},
		{"sail", "Deployment", "spec.template.spec.containers.0.resources.limits.memory", "1024Mi", `"memory":"1024Mi"`},
		{"sail", "Deployment", "spec.template.spec.containers.0.resources.requests.cpu", 1, `"cpu":1`},
		{"many-apps", "IstioOperator", "spec.components.ingressGateways.0.k8s.resources.requests.cpu", "2000m", `"cpu":"2000m"`},
		{"gateway-api", "HTTPRoute", "spec.parentRefs.0.group", nil, "parentRefs"},
		{"gateway-api", "HTTPRoute", "spec.parentRefs.0.kind", nil, "parentRefs"},
		{"gateway-api", "HTTPRoute", "spec.rules.0.matches", nil, "rules"},
		{"gateway-api", "HTTPRoute", "spec.rules.0.backendRefs.0.group", nil, "backendRefs"},
		{"gateway-api", "HTTPRoute", "spec.rules.0.backendRefs.0.weight", nil, "backendRefs"},
		{"gateway-api-connections", "TLSRoute", "spec.rules.0.backendRefs.0.weight", nil, "backendRefs"},
		{"gateway-api-connections", "TCPRoute", "spec.rules.0.backendRefs.0.kind", nil, "backendRefs"},
		{"gateway-api", "GRPCRoute", "spec.rules.0.matches.0.method.type", nil, "method"},
		{"gateway-api", "Gateway", "spec.listeners.0.allowedRoutes", nil, "listeners"},
		{"gateway-api", "Gateway", "spec.listeners.1.tls.certificateRefs.0.kind", nil, "certificateRefs"},
		{"external", "ExternalSecret", "spec.data.0.remoteRef.decodingStrategy", nil, "remoteRef"},
		{"ha", "PodDisruptionBudget", "spec.unknown", "x", "unknown"},
	} {
		t.Run(test.kind+" "+test.path, func(t *testing.T) {
			object := goldenWith(t, test.file, test.kind, strings.Split(test.path, "."), test.value)
			if err := object.Stored(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// TestStoredUnknown: what the referee does not know it does not take for stored.
func TestStoredUnknown(t *testing.T) {
	objects, errs := Split([]byte("apiVersion: v1\nkind: Pool\nmetadata: {name: a, namespace: b}\n"))
	if len(objects) != 1 || len(errs) > 0 {
		t.Fatal(errs)
	}
	if err := objects[0].Stored(); err == nil || !strings.Contains(err.Error(), "no kind that is known here") {
		t.Error(err)
	}
}

// goldenWith is the first golden object of a kind that has the member, without it or
// with another value.
func goldenWith(t *testing.T, example, kind string, path []string, value any) *Object {
	t.Helper()
	files, err := filepath.Glob("../golden/" + example + "/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		objects, errs := Split(text)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		for _, o := range objects {
			var tree map[string]any
			if err := json.Unmarshal(o.json, &tree); err != nil {
				t.Fatal(err)
			}
			if o.Kind != kind || !change(tree, path, value) {
				continue
			}
			if o.json, err = json.Marshal(tree); err != nil {
				t.Fatal(err)
			}
			return &o
		}
	}
	t.Fatalf("no %s of example %s has %s", kind, example, strings.Join(path, "."))
	return nil
}

func change(tree any, path []string, value any) bool {
	switch node := tree.(type) {
	case []any:
		n, err := strconv.Atoi(path[0])
		return err == nil && n < len(node) && change(node[n], path[1:], value)
	case map[string]any:
		inner, there := node[path[0]]
		switch {
		case len(path) > 1:
			return change(inner, path[1:], value)
		case value != nil:
			node[path[0]] = value
		default:
			delete(node, path[0])
		}
		return there || value != nil
	}
	return false
}
