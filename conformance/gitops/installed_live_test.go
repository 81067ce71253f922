package gitops

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render/manifest"
)

// TestInstalledIsNoDifference: gateways as Istio's installer makes them
// (conformance/mesh, TestInstalledGateways), with what an API server fills in and with
// or without managed fields, do not differ from the IstioOperator that says them.
func TestInstalledIsNoDifference(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "render", "align", "testdata", "installed", "*.yaml"))
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		var want, made []manifest.Manifest
		for _, m := range objectsIn(t, file) {
			if m.Object.Object("metadata").Get("annotations") == nil { // which is null there
				m.Object = m.Object.Without("metadata", "annotations")
			}
			made = append(made, m)
		}
		for _, of := range []string{"istio.yaml", "stream.yaml"} {
			file := filepath.Join(root, "golden", name, of)
			if _, err := os.Stat(file); err != nil {
				continue
			}
			for _, m := range objectsIn(t, file) {
				if m.ID().Kind == "IstioOperator" {
					m.Reader = manifest.Istioctl
					want = append(want, m)
				}
			}
		}
		if len(want) != 1 || len(made) < 4 {
			t.Fatal(name, len(want), len(made))
		}
		for _, by := range []way{serverSide, unrecorded} {
			live := got(t, made, by)
			if lines := append(difference(live, want), difference(want, live)...); len(lines) > 0 {
				t.Errorf("%s, %s: %s", name, by, strings.Join(lines, "\n"))
			}
			other := manifest.Manifest{Object: want[0].Object.With("other", "spec", "revision"), Reader: manifest.Istioctl}
			if len(difference(live, []manifest.Manifest{other})) == 0 {
				t.Errorf("%s, %s: another revision is not seen", name, by)
			}
		}
	}
}

// objectsIn are the objects of a file.
func objectsIn(t *testing.T, file string) []manifest.Manifest {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	list, err := manifest.ReadBack(text)
	if err != nil {
		t.Fatal(file, err)
	}
	var out []manifest.Manifest
	for _, o := range list {
		out = append(out, manifest.Manifest{Object: o})
	}
	return out
}
