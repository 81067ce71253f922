package render_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
)

var updateGolden = flag.Bool("golden", false, "write what is rendered now into golden/, and delete what is stale")

const (
	examplesDir = "../examples"
	goldenDir   = "../golden"
)

// example renders one of the examples and fails where anything is wrong.
func example(t testing.TB, name string) *render.Output {
	t.Helper()
	out, printed := renderFile(t, filepath.Join(examplesDir, name, "topology.yaml"))
	if out.Diagnostics.Failed() {
		t.Fatalf("example %s is refused:\n%s", name, printed)
	}
	return out
}

func renderFile(t testing.TB, file string) (*render.Output, string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// The golden file itself is the earlier run, from which ciphertext stays.
	before, err := os.ReadFile(filepath.Join(goldenDir, filepath.Base(filepath.Dir(file)), "stream.yaml"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	out, err := render.Render(context.Background(), sealing(render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(filepath.Dir(file)), WithModel: true}, before))
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	if err := diag.Text(&printed, out.Diagnostics); err != nil {
		t.Fatal(err)
	}
	return out, printed.String()
}

func exampleNames(t testing.TB) []string {
	t.Helper()
	entries, err := os.ReadDir(examplesDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "fleet" { // of several topologies, which docs/fleet.md renders
			names = append(names, e.Name())
		}
	}
	if len(names) < 8 {
		t.Fatalf("only %d examples", len(names))
	}
	return names
}

// goldenFiles are an example's files in golden, as they are rendered now: the
// stream for kubectl, what is for istioctl or helm alone, what a folder has beside the objects,
// and what is said about it.
func goldenFiles(t testing.TB, name string) map[string][]byte {
	t.Helper()
	out := example(t, name)
	_, warnings := renderFile(t, filepath.Join(examplesDir, name, "topology.yaml"))
	files := map[string][]byte{}
	write := func(file string, stages []manifest.Stage) {
		text, err := out.Stream(stages, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		files[file] = text
	}
	write("stream.yaml", nil)
	if file := map[manifest.Reader]string{manifest.Istioctl: "istio.yaml", manifest.Helm: "values.yaml"}[out.Apart()]; file != "" {
		write(file, []manifest.Stage{manifest.Istio})
	}
	addLayout(t, name, files)
	files["folder.txt"] = folderListing(t, exampleFolder(t, name))
	if warnings != "" {
		files["warnings.txt"] = []byte(warnings)
	}
	return files
}

// stream is the text of some objects by themselves.
func stream(t testing.TB, list []manifest.Manifest) []byte {
	t.Helper()
	text, err := manifest.Stream(list, manifest.YAML)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestGolden compares the streams and the warnings of every example with what was
// reviewed, and finds golden files that nothing renders. That an output's files are
// its stream is TestFiles.
func TestGolden(t *testing.T) {
	for _, name := range exampleNames(t) {
		t.Run(name, func(t *testing.T) {
			files := goldenFiles(t, name)
			for file, text := range files {
				compareGolden(t, filepath.Join(goldenDir, name, file), text)
			}
			removeStale(t, filepath.Join(goldenDir, name), func(file string) bool { return files[file] != nil })
		})
	}
	names := exampleNames(t)
	removeStale(t, goldenDir, func(name string) bool { return name == kindsFile || slices.Contains(names, name) })
}

// removeStale tells of what is in a folder and not wanted, or removes it.
func removeStale(t *testing.T, folder string, wanted func(name string) bool) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		switch {
		case wanted(e.Name()):
		case !*updateGolden:
			t.Errorf("%s is stale: nothing renders it", path)
		default:
			t.Logf("deleted %s", path)
			if err := os.RemoveAll(path); err != nil {
				t.Error(err)
			}
		}
	}
}

func compareGolden(t *testing.T, path string, text []byte) {
	t.Helper()
	old, err := os.ReadFile(path)
	if err == nil && bytes.Equal(old, text) {
		return
	}
	if !*updateGolden {
		t.Errorf("%s differs; run \"make golden\" and review the change\n%s", path, firstDifference(old, text))
		return
	}
	t.Logf("wrote %s\n%s", path, firstDifference(old, text))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// firstDifference shows where two texts part, with some lines of each.
func firstDifference(old, new []byte) string {
	a, b := strings.Split(string(old), "\n"), strings.Split(string(new), "\n")
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	show := func(mark string, lines []string) string {
		part := slices.Clone(lines[min(at, len(lines)):min(at+5, len(lines))])
		for i, line := range part {
			if strings.Contains(line, "tls.key") {
				line = "  tls.key: ..."
			}
			part[i] = mark + line
		}
		return strings.Join(part, "\n")
	}
	return show("-", a) + "\n" + show("+", b)
}

// TestExamplesSayWhy: the first line of every example tells what it is for.
func TestExamplesSayWhy(t *testing.T) {
	for _, name := range exampleNames(t) {
		text, err := os.ReadFile(filepath.Join(examplesDir, name, "topology.yaml"))
		if err != nil || !bytes.HasPrefix(text, []byte("# ")) {
			t.Errorf("%s: its first line is no comment that says why it is there (%v)", name, err)
		}
	}
}
