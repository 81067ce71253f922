package conformance

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sigs.k8s.io/yaml"
)

// metallbOf is the MetalLB of an example's cluster: its own word, or what
// "microk8s enable metallb" installs, from the addons' manifests. "" has no
// custom resources.
func metallbOf(t *testing.T, text []byte) string {
	t.Helper()
	var top struct {
		MicroK8s string `json:"microk8s"`
		MetalLB  any    `json:"metallb"`
	}
	if err := yaml.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	version := ""
	switch m := top.MetalLB.(type) {
	case string:
		version = m
	case map[string]any:
		version, _ = m["version"].(string)
	}
	var minor int
	if _, err := fmt.Sscanf(cmp.Or(top.MicroK8s, "1.0"), "1.%d", &minor); err != nil {
		t.Fatal(err)
	}
	switch {
	case version == "none":
		return ""
	case version != "":
		if _, err := fmt.Sscanf(version, "0.%d", &minor); err != nil || minor < 13 {
			return ""
		}
		return "v" + version
	case minor >= 34:
		return "v0.15.2"
	case minor == 33:
		return "v0.14.9"
	case minor >= 25:
		return "v0.13.3"
	}
	return ""
}

// TestGoldensByOldMetalLB judges MetalLB's objects by the definitions of the
// MetalLB that the topology's cluster has, where newer ones know more fields.
func TestGoldensByOldMetalLB(t *testing.T) {
	topologies, err := filepath.Glob("../examples/*/topology.yaml")
	if err != nil || len(topologies) < 12 {
		t.Fatalf("%d examples, %v", len(topologies), err)
	}
	judged := 0
	for _, name := range topologies {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		version, example := metallbOf(t, text), filepath.Base(filepath.Dir(name))
		stream, err := os.ReadFile(filepath.Join("../golden", example, "stream.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		objects, _ := Split(stream)
		for i := range objects {
			switch {
			case objects[i].group() != "metallb.io":
			case version == "":
				t.Errorf("%s: %s, and the cluster's MetalLB has no custom resources", example, &objects[i])
			default:
				judged++
				for _, err := range objects[i].checkOldMetalLB(version) {
					t.Errorf("%s: %v", example, err)
				}
			}
		}
	}
	if judged < 20 {
		t.Errorf("only %d objects judged", judged)
	}
}
