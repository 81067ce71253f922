package conformance

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// gatewayAPIOf is the Gateway API that an Istio is built with, by its minor
// version (istio/istio, go.mod of each release); "" for the one that is judged by
// everywhere else.
func gatewayAPIOf(minor int) string {
	switch {
	case minor >= 31:
		return ""
	case minor >= 30:
		return "v1.5.0"
	case minor >= 28:
		return "v1.4.0"
	case minor >= 26:
		return "v1.3.0"
	}
	return "v1.2.1"
}

// TestGoldensByOldGatewayAPI judges the examples of older Istios by the
// definitions that belong to those, which have fewer fields and may default
// others.
func TestGoldensByOldGatewayAPI(t *testing.T) {
	topologies, err := filepath.Glob("../examples/*/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	judged := 0
	for _, name := range topologies {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		version := gatewayAPIOf(istioMinor(t, text))
		if version == "" || !strings.Contains(string(text), "routing: gateway-api") {
			continue
		}
		example := filepath.Base(filepath.Dir(name))
		stream, err := os.ReadFile(filepath.Join("../golden", example, "stream.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		objects, _ := Split(stream)
		for i := range objects {
			if objects[i].group() == "gateway.networking.k8s.io" {
				judged++
			}
			for _, err := range objects[i].checkOldGatewayAPI(version) {
				t.Errorf("%s: %v", example, err)
			}
		}
	}
	if judged < 5 {
		t.Errorf("only %d objects judged", judged)
	}
}

// istioMinor reads `istio: "1.27"`, alone or as `version` of an object.
func istioMinor(t *testing.T, text []byte) int {
	t.Helper()
	var top struct {
		Istio any `json:"istio"`
	}
	if err := yaml.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	version := fmt.Sprint(top.Istio)
	if m, ok := top.Istio.(map[string]any); ok {
		version = fmt.Sprint(m["version"])
	}
	var minor int
	if _, err := fmt.Sscanf(version, "1.%d", &minor); err != nil {
		t.Fatalf("istio: %v", top.Istio)
	}
	return minor
}
