package overlay

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render/diag"
	"render/render/manifest"
)

// Each file of testdata/merged is called as an example, and holds kustomizations for
// what that renders to: in "case/want" are the objects that are changed, as they are
// then, or the diagnostics.
func TestMerged(t *testing.T) {
	eachCase(t, "merged", func(path string) func(t *testing.T, files map[string]string) string {
		objects := golden(t, strings.TrimSuffix(filepath.Base(path), ".txtar"))
		return func(t *testing.T, files map[string]string) string { return outcome(t, objects, folder("site", files)) }
	})
}

// golden is the whole output of an example.
func golden(t *testing.T, example string) string {
	files, err := filepath.Glob("../../golden/" + example + "/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(example, err)
	}
	var texts []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	return strings.Join(texts, "---\n")
}

// outcome is what an overlay makes of objects: those that it changes, or what is
// wrong.
func outcome(t *testing.T, objects string, o Overlay) string {
	list := decode(t, objects)
	out, diagnostics := applyAll(t, list, []Overlay{o})
	var b strings.Builder
	if err := diag.Text(&b, diagnostics); err != nil {
		t.Fatal(err)
	}
	if diagnostics.Failed() {
		return b.String()
	}
	before := map[string]bool{}
	for i := range list {
		before[text(t, list[i].Object)] = true
	}
	var changed []manifest.Manifest
	for i := range out {
		if !before[text(t, out[i].Object)] {
			changed = append(changed, out[i])
		}
	}
	if len(changed) == 0 {
		return b.String()
	}
	all, err := manifest.Stream(changed, manifest.YAML)
	if err != nil {
		t.Fatal(err)
	}
	return b.String() + string(all)
}
