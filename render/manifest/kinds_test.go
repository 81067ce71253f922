package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKindsInOrder: every kind that the library renders has a place in the order of
// kinds, and none is there that nothing renders: of the issuers one stands for both.
func TestKindsInOrder(t *testing.T) {
	rendered := map[string]string{}
	for _, pattern := range []string{"stream.yaml", "istio.yaml"} {
		names, err := filepath.Glob("../../golden/*/" + pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%d of %s, %v", len(names), pattern, err)
		}
		for _, name := range names {
			if strings.Contains(name, "/mixin/") || strings.Contains(name, "/misdirected/") {
				continue // whose mixin or overlay adds an object of its own
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			objects, err := ReadBack(text)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, o := range objects {
				rendered[o.Text("kind")] = name
			}
		}
	}
	if len(rendered) < 20 {
		t.Fatalf("only %d kinds", len(rendered))
	}
	for kind, name := range rendered {
		if kindOrder()[kind] == 0 {
			t.Errorf("%s, in %s, has no place in kindOrder", kind, name)
		}
	}
	for kind := range kindOrder() {
		if rendered[kind] == "" && kind != "ClusterIssuer" {
			t.Errorf("%s has a place in kindOrder, and no example renders one", kind)
		}
	}
}
