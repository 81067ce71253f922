package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

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

func checkBill(t *testing.T, program string, text []byte) {
	var b bill
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, p := range b.Packages[1:] {
		got = append(got, p.Name+" "+p.Version+" "+strings.TrimPrefix(p.SourceInfo, "go.sum: "))
	}
	said, err := exec.Command("go", "version", "-m", program).CombinedOutput()
	if err != nil {
		t.Fatalf("go version -m: %v\n%s", err, said)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(said)), "\n") {
		words := strings.Fields(line)
		switch {
		case i == 0:
			want = append(want, "stdlib "+strings.TrimPrefix(words[1], "go")+" ")
		case words[0] == "dep":
			want = append(want, strings.Join(words[1:], " "))
		case words[0] == "build" && !strings.Contains(b.Packages[0].SourceInfo, words[1]):
			t.Errorf("the bill lacks %q", line)
		}
	}
	if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) || len(got) < 10 {
		t.Errorf("the bill has\n%s\nand go version -m\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	ids := map[string]bool{spdxDocument: true}
	for _, p := range b.Packages {
		if ids[p.ID] || notInID.MatchString(strings.TrimPrefix(p.ID, "SPDXRef-")) {
			t.Errorf("%s is there twice, or is no identifier", p.ID)
		}
		ids[p.ID] = true
	}
	for _, r := range b.Relationships {
		if !ids[r.Element] || !ids[r.Related] {
			t.Errorf("%v is of nothing", r)
		}
	}
	sum, err := os.ReadFile(program)
	if err != nil || b.Packages[0].Checksums[0].Value != fmt.Sprintf("%x", sha256.Sum256(sum)) {
		t.Errorf("the bill is of another binary")
	}
}

func checkImage(t *testing.T, text, binary []byte) {
	dir := t.TempDir()
	for name, text := range unpackedImage(t, text) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	index, err := layout.ImageIndexFromPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Index(index); err != nil {
		t.Error(err)
	}
	image := onlyImage(t, index)
	config, err := image.ConfigFile()
	if err != nil || config.Config.User != nobody || !slices.Equal(config.Config.Entrypoint, []string{program}) || config.OS != "linux" || config.Architecture != "amd64" {
		t.Errorf("%v: %+v", err, config)
	}
	layers, err := image.Layers()
	if err != nil || len(layers) != 1 {
		t.Fatalf("%d layers: %v", len(layers), err)
	}
	open, err := layers[0].Uncompressed()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(open)
	if err != nil {
		t.Fatal(err)
	}
	if in := unpacked(t, plain, false); len(in) != 1 || !bytes.Equal(in[program[1:]], binary) {
		t.Error("the image holds something else than the binary")
	}
	runAlone(t, binary)
}

func unpackedImage(t *testing.T, text []byte) map[string][]byte {
	out := unpacked(t, text, false)
	for name, text := range out {
		if sum, ok := strings.CutPrefix(name, "blobs/sha256/"); ok && sum != fmt.Sprintf("%x", sha256.Sum256(text)) {
			t.Errorf("%s is called by another sum", name)
		}
	}
	return out
}

func onlyImage(t *testing.T, index v1.ImageIndex) v1.Image {
	t.Helper()
	for range 2 {
		list, err := index.IndexManifest()
		if err != nil || len(list.Manifests) != 1 {
			t.Fatalf("%v: %+v", err, list)
		}
		if image, err := index.Image(list.Manifests[0].Digest); err == nil && list.Manifests[0].MediaType.IsImage() {
			return image
		}
		if index, err = index.ImageIndex(list.Manifests[0].Digest); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("no image")
	return nil
}
