package render_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/manifest"
)

// FuzzRender renders any bytes without certificates: no panic and no fault of
// render's own; what is rendered reads back, and no two objects are one.
func FuzzRender(f *testing.F) {
	for _, name := range exampleNames(f) {
		text, err := os.ReadFile(filepath.Join(examplesDir, name, "topology.yaml"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	cases, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for i := 0; i < len(cases); i += 8 {
		archive, err := txtar.ParseFile(cases[i])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, mode := range []string{"omit", ""} { // with keys, which are not there, and without
			out, err := render.Render(context.Background(), fixed(render.Input{Name: "topology.yaml", Text: text, Files: fstest.MapFS{}, Secrets: mode}))
			if err != nil {
				t.Fatalf("told as a fault of render itself: %v", err)
			}
			checkPlaces(t, out.Diagnostics)
			if !out.Diagnostics.Failed() {
				checkReadsBack(t, out)
			}
		}
	})
}

// checkReadsBack reads the output as kubectl would, and compares identities.
func checkReadsBack(t *testing.T, out *render.Output) {
	t.Helper()
	text := stream(t, out.Manifests)
	objects, err := manifest.Decode(text)
	if err != nil {
		t.Fatalf("the output does not read back: %v\n%s", err, text)
	}
	if len(objects) != len(out.Manifests) {
		t.Fatalf("%d objects were written, %d read", len(out.Manifests), len(objects))
	}
	seen := map[manifest.ID]bool{}
	for i := range out.Manifests {
		id := out.Manifests[i].ID()
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
	}
}

// FuzzPrevious: whatever an earlier run left, nothing fails, nothing is in
// clear, and what is kept is whole.
func FuzzPrevious(f *testing.F) {
	inputs := map[string]render.Input{}
	for _, name := range []string{"sealed", "sops"} {
		folder := filepath.Join(examplesDir, name)
		text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
		if err != nil {
			f.Fatal(err)
		}
		inputs[name] = fixed(render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(folder)})
		golden, err := os.ReadFile(filepath.Join(goldenDir, name, "stream.yaml"))
		if err != nil {
			f.Fatal(err)
		}
		for _, document := range bytes.Split(golden, []byte("---\n")) {
			if bytes.Contains(document, []byte("certificate-sha256")) {
				f.Add(document)
			}
		}
	}
	f.Fuzz(func(t *testing.T, previous []byte) {
		for name, in := range inputs {
			in.Previous = func(string) ([]render.Previous, error) {
				return []render.Previous{{Name: "before.yaml", Text: previous}}, nil
			}
			out, err := render.Render(context.Background(), in)
			if err != nil || out.Diagnostics.Failed() {
				t.Fatalf("%s: %v %v", name, err, out.Diagnostics)
			}
			checkReadsBack(t, out)
			if out.InClear(out.Manifests) != "" || !out.Sealed {
				t.Errorf("%s: in clear: %s, sealed: %v", name, out.InClear(out.Manifests), out.Sealed)
			}
		}
	})
}
