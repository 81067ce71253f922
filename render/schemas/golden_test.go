package schemas

import (
	"os"
	"path/filepath"
	"testing"

	"render/render/manifest"
)

// TestGoldens: of no object that the library renders is anything told, since a
// mixin or an overlay that changes another of its fields would be blamed.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("../../golden/*/stream.yaml")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	more, _ := filepath.Glob("../../golden/*/istio.yaml")
	checked, known := 0, 0
	for _, name := range append(files, more...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := manifest.Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, object := range list {
			version, kind := object.Text("apiVersion"), object.Text("kind")
			checked++
			if _, ok := tables().kinds[version+" "+kind]; ok {
				known++
			} else {
				t.Logf("%s: %s %s is not known", name, version, kind)
			}
			for _, f := range Check(version, kind, object) {
				t.Errorf("%s: %s %s: %s: %s", name, kind, object.Object("metadata").Text("name"), f.Field(), f.Message)
			}
		}
	}
	if checked < 400 || known < checked*9/10 {
		t.Errorf("%d objects, of which %d are of a kind that is known", checked, known)
	}
}
