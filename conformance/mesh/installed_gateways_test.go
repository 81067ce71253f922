package mesh

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"istio.io/istio/operator/pkg/component"
	"istio.io/istio/operator/pkg/manifest"
)

var updateInstalled = flag.Bool("update-installed", false, "write what TestInstalledGateways compares with")

// installedGateways are examples of which render/align keeps what the installer makes
// of their gateways: of each something that others do not have.
var installedGateways = []string{"dual-stack", "gateway-namespace-istioctl", "ha", "hardened", "nodeport-gateways", "patched", "proxies"}

// TestInstalledGateways: by what render/align is tested, of which it tells how a cluster
// has the gateways of an IstioOperator, is what Istio's installer makes of it.
func TestInstalledGateways(t *testing.T) {
	for _, name := range installedGateways {
		var operator []byte
		for _, file := range []string{"istio.yaml", "stream.yaml"} {
			text, err := os.ReadFile(filepath.Join("..", "..", "golden", name, file))
			if err != nil {
				continue
			}
			for _, document := range bytes.Split(text, []byte("\n---\n")) {
				if bytes.Contains(document, []byte("kind: IstioOperator\n")) {
					operator = document
				}
			}
		}
		got, err := installedText(operator)
		if err != nil {
			t.Fatal(name, err)
		}
		file := filepath.Join("..", "..", "render", "align", "testdata", "installed", name+".yaml")
		if *updateInstalled {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what Istio's installer makes, %v: go test -run TestInstalledGateways . -update-installed", file, err)
		}
	}
}

// installedText are an IstioOperator's gateways and istiod's Deployment with the labels
// that the installer puts on all that it applies (operator/pkg/install/install.go).
func installedText(operator []byte) ([]byte, error) {
	o := &unstructured.Unstructured{}
	if err := yaml.Unmarshal(operator, &o.Object); err != nil {
		return nil, err
	}
	version := o.GetAnnotations()["render/istio-version"]
	if strings.Count(version, ".") == 1 {
		version += ".1"
	}
	for key, value := range map[string]string{"hub": "docker.io/istio", "tag": version} { // those of a release
		if _, said, _ := unstructured.NestedString(o.Object, "spec", key); !said {
			_ = unstructured.SetNestedField(o.Object, value, "spec", key)
		}
	}
	released, err := yaml.Marshal(o.Object)
	if err != nil {
		return nil, err
	}
	made := installed(string(released))
	if made.err != nil {
		return nil, made.err
	}
	// The installer keeps its components in a map: their order differs from run to run.
	slices.SortStableFunc(made.sets, func(a, b manifest.ManifestSet) int {
		return strings.Compare(string(a.Component), string(b.Component))
	})
	var out [][]byte
	for _, set := range made.sets {
		for _, m := range set.Manifests {
			isGateway := set.Component == component.IngressComponentName
			if !isGateway && (set.Component != component.PilotComponentName || m.GetKind() != "Deployment") || isGateway && !slices.Contains([]string{"Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"}, m.GetKind()) {
				continue
			}
			one := m.Unstructured.DeepCopy()
			labels := one.GetLabels()
			labels[manifest.OperatorManagedLabel] = "Reconcile"
			labels[manifest.OwningResourceName], labels[manifest.OwningResourceNamespace] = o.GetName(), o.GetNamespace()
			labels[manifest.IstioComponentLabel] = string(set.Component)
			one.SetLabels(labels)
			text, err := yaml.Marshal(one.Object)
			if err != nil {
				return nil, err
			}
			out = append(out, text)
		}
	}
	return bytes.Join(out, []byte("---\n")), nil
}
