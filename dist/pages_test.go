package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPages: what a page of an archive links to is in the archive, each page of docs is, and no file
// is where the binary is.
func TestPages(t *testing.T) {
	files, err := pages("..", "LICENSE", "README.md", "CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, f := range files {
		if there[f.name] || f.name == "render" || strings.HasPrefix(f.name, "render/") || strings.HasPrefix(f.name, "../") {
			t.Errorf("%s cannot be in an archive, or is there twice", f.name)
		}
		for name := f.name; name != "."; name = path.Dir(name) {
			there[name] = true // its folders too
		}
	}
	links := 0
	anyLink := regexp.MustCompile(`\]\(([^)#\s]*)(?:#[^)\s]+)?\)`)
	for _, f := range files {
		if path.Ext(f.name) != ".md" {
			continue
		}
		for _, found := range anyLink.FindAllStringSubmatch(string(f.text), -1) {
			to := found[1]
			if to == "" || strings.Contains(to, "://") {
				continue
			}
			if links++; !there[path.Join(path.Dir(f.name), to)] {
				t.Errorf("%s links to %s, which is not packed", f.name, to)
			}
		}
	}
	if links < 200 || !there["docs/from-yaml.md"] || !there["docs/reference/codes.md"] || !there["docs/drawn/seed.svg"] {
		t.Errorf("%d links of %d files", links, len(files))
	}
}

// TestLinked: links lead from where a page is packed to where what they lead to is; to a module of
// its own none does; and what is not there is told.
func TestLinked(t *testing.T) {
	root := t.TempDir()
	write(t, root, "README.md", "[a](docs/a.md#b), [`x[0]`](render/testdata/drawn/a.svg), [tests](conformance) and [web](https://example.org)")
	write(t, root, "docs/a.md", "[back](../README.md) [picture](../render/testdata/drawn/a.svg) [all](../examples/one)")
	write(t, root, "render/testdata/drawn/a.svg", "picture")
	write(t, root, "examples/one/topology.yaml", "name: one")
	write(t, root, "conformance/go.mod", "module conformance")
	files, err := pages(root, "README.md")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range files {
		got[f.name] = string(f.text)
	}
	want := map[string]string{
		"README.md":                  "[a](docs/a.md#b), [`x[0]`](docs/drawn/a.svg), tests and [web](https://example.org)",
		"docs/a.md":                  "[back](../README.md) [picture](drawn/a.svg) [all](../examples/one)",
		"docs/drawn/a.svg":           "picture",
		"examples/one/topology.yaml": "name: one",
	}
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s is %q", name, got[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files", len(got))
	}
	write(t, root, "README.md", "[gone](gone.md)")
	if _, err := pages(root, "README.md"); err == nil || !strings.Contains(err.Error(), "README.md links to gone.md") {
		t.Errorf("what is not there: %v", err)
	}
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	at := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
