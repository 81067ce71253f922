package renaming

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render/manifest"
)

// TestKindsOfGoldens: of each kind that is rendered it is known which of its fields name
// others.
func TestKindsOfGoldens(t *testing.T) {
	files, err := filepath.Glob("../../golden/*/*.yaml")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	seen := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "values.yaml") { // for helm, no objects
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := manifest.Decode(text)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, o := range list {
			id := (&manifest.Manifest{Object: o}).ID()
			kind := id.Group + "/" + id.Kind
			if _, ok := kinds()[kind]; !ok && !seen[kind] {
				t.Errorf("%s: which fields of %s name other objects is not in the tables", name, kind)
			}
			seen[kind] = true
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d kinds", len(seen))
	}
}
