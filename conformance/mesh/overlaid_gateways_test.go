package mesh

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"istio.io/istio/operator/pkg/component"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// TestOverlaidGateways: of an IstioOperator with overlays and of the one for which render takes it, Istio's installer
// makes the same Services, Deployments and autoscalers, but for labels of the objects themselves, and for ports that a
// container is said to have, which open nothing.
func TestOverlaidGateways(t *testing.T) {
	overlaid, said := madeOf(t, "overlaid.yaml"), madeOf(t, "said.yaml")
	if len(overlaid) != 12 || len(said) != len(overlaid) {
		t.Fatalf("%d objects of gateways, and %d", len(overlaid), len(said))
	}
	for name, one := range overlaid {
		other := said[name]
		for _, path := range [][]string{{"spec"}, {"metadata", "annotations"}} {
			a, _, _ := unstructured.NestedFieldNoCopy(one, path...)
			b, _, _ := unstructured.NestedFieldNoCopy(other, path...)
			if !reflect.DeepEqual(a, b) {
				was, _ := json.Marshal(a)
				is, _ := json.Marshal(b)
				t.Errorf("%s: %v is\n%s\nand is taken for\n%s", name, path, was, is)
			}
		}
	}
}

// madeOf are the objects of an IstioOperator's gateways that clients and pods depend on, by kind and name.
func madeOf(t *testing.T, name string) map[string]map[string]any {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "render", "installing", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	made := installed(string(text))
	if made.err != nil {
		t.Fatal(name, made.err)
	}
	out := map[string]map[string]any{}
	for _, set := range made.sets {
		for _, m := range set.Manifests {
			if set.Component == component.IngressComponentName && slices.Contains([]string{"Deployment", "Service", "HorizontalPodAutoscaler"}, m.GetKind()) {
				one := m.DeepCopy()
				containers, _, _ := unstructured.NestedFieldNoCopy(one.Object, "spec", "template", "spec", "containers")
				list, _ := containers.([]any)
				for _, c := range list {
					delete(c.(map[string]any), "ports")
				}
				out[m.GetKind()+" "+m.GetName()] = one.Object
			}
		}
	}
	return out
}
