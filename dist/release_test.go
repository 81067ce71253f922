package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// copied is the module in a folder of its own, without what git knows.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"cmd", "render", "internal", "jsonnet", "overlays", "docs", "examples", "golden", "integrations", "bench"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("..", name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum", "LICENSE", "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md", "PROMISES.md", "action.yml", "conformance/go.mod"} {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// made are the archives and the image of a release, by the names of their files.
func made(t *testing.T, root string) map[string][]byte {
	t.Helper()
	b, err := buildAll(root, t.TempDir(), []target{{"linux", "amd64"}})
	if err != nil {
		t.Fatal(err)
	}
	files, err := archives(root, b)
	if err != nil {
		t.Fatal(err)
	}
	image, err := imageOf(b.version, b.binaries)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range append(files, image...) {
		out[f.name] = f.text
	}
	return out
}

// TestRelease builds for one target twice, in two folders, the second time with nothing that
// the first left, and compares each byte; then it looks into the archive, the bill and the sums.
func TestRelease(t *testing.T) {
	first := made(t, copied(t))
	t.Setenv("GOCACHE", t.TempDir())
	second := made(t, copied(t))
	if len(first) != 5 {
		t.Errorf("%d files of a release", len(first))
	}
	for name := range first {
		if !bytes.Equal(first[name], second[name]) {
			t.Errorf("%s differs: %d and %d bytes", name, len(first[name]), len(second[name]))
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(string(first["checksums.txt"])), "\n") {
		sum, name, _ := strings.Cut(line, "  ")
		if first[name] == nil || sum != fmt.Sprintf("%x", sha256.Sum256(first[name])) {
			t.Errorf("checksums.txt says %q", line)
		}
	}
	name := only(t, first, ".tar.gz")
	in := unpacked(t, first[name+".tar.gz"], true)
	program := filepath.Join(t.TempDir(), "render")
	if err := os.WriteFile(program, in[name+"/render"], 0o755); err != nil {
		t.Fatal(err)
	}
	checkPages(t, program, name, in)
	checkBill(t, program, first[name+".spdx.json"])
	checkImage(t, first[only(t, first, ".tar")+".tar"], in[name+"/render"])
}

// only is the name of the one file that ends so, without its ending.
func only(t *testing.T, files map[string][]byte, ending string) string {
	t.Helper()
	for name := range files {
		if bare, ok := strings.CutSuffix(name, ending); ok {
			return bare
		}
	}
	t.Fatalf("no file ends in %s", ending)
	return ""
}

// unpacked are the files of an archive.
func unpacked(t *testing.T, text []byte, zipped bool) map[string][]byte {
	t.Helper()
	var from io.Reader = bytes.NewReader(text)
	if zipped {
		z, err := gzip.NewReader(from)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	out := map[string][]byte{}
	for archive := tar.NewReader(from); ; {
		header, err := archive.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Uid != 0 || header.Gid != 0 || header.Uname != "" || !header.ModTime.Equal(long) || (header.Mode == 0o755) != (filepath.Base(header.Name) == "render") {
			t.Errorf("%s: %+v", header.Name, header)
		}
		if out[header.Name], err = io.ReadAll(archive); err != nil {
			t.Fatal(err)
		}
	}
}

// checkPages: each verb has a page, which has each flag of the verb, and nothing that
// the formatter would take for an order that is none.
func checkPages(t *testing.T, program, folder string, in map[string][]byte) {
	help, err := ask(program, "help")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{"render.1": string(help)}
	_, verbs, _ := strings.Cut(string(help), "\nVerbs:\n")
	for _, line := range strings.Split(strings.Split(verbs, "\n\n")[0], "\n") {
		verb := strings.Fields(line)[0]
		text, err := ask(program, "help", verb)
		if err != nil {
			t.Fatal(err)
		}
		pages["render-"+verb+".1"] = string(text)
	}
	if len(pages) < 10 {
		t.Errorf("%d pages", len(pages))
	}
	orders := []string{".TH", ".SH", ".TP", ".PP", ".nf", ".fi"}
	for name, help := range pages {
		page := string(in[folder+"/man/man1/"+name])
		for _, line := range strings.Split(page, "\n") {
			if strings.HasPrefix(line, ".") && !slices.Contains(orders, strings.Fields(line)[0]) || strings.HasPrefix(line, "'") {
				t.Errorf("%s: %q is no order", name, line)
			}
		}
		plain := strings.NewReplacer(`\-`, "-", `\e`, `\`, `\&`, "").Replace(page)
		for _, line := range strings.Split(help, "\n") {
			if at := strings.Index(line, "  --"); at >= 0 && at < 6 && !strings.Contains(plain, "\n"+strings.Fields(line)[0]) {
				t.Errorf("%s has no %s", name, strings.Fields(line)[0])
			}
		}
	}
	for _, name := range []string{"_render", "render.bash", "render.fish", "render.ps1"} {
		if !bytes.Contains(in[folder+"/completions/"+name], []byte("__complete")) {
			t.Errorf("completions/%s completes nothing", name)
		}
	}
}
