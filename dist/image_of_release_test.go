package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	refs "github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// checkImage has another reader take the image, and runs what is in it in a root with nothing
// else, as the user that it names.
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
	if got := stores(t, text); len(got) != 1 || !strings.HasSuffix(got[0], "-amd64 amd64") {
		t.Errorf("manifest.json has %q", got)
	}
}

// stores are the images of an archive as Docker's own store reads it: their tags and processors.
func stores(t *testing.T, text []byte) (got []string) {
	t.Helper()
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
	list, err := tarball.LoadManifest(open)
	if err != nil || len(list) == 0 {
		t.Fatalf("manifest.json: %v", err)
	}
	for _, one := range list {
		if len(one.RepoTags) != 1 {
			t.Fatalf("%+v has not one name", one)
		}
		named, err := refs.NewTag(one.RepoTags[0], refs.StrictValidation)
		if err != nil {
			t.Fatal(err)
		}
		image, err := tarball.Image(open, &named)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate.Image(image); err != nil {
			t.Errorf("%s: %v", named, err)
		}
		config, err := image.ConfigFile()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(named.TagStr(), " ", config.Architecture))
	}
	return got
}

// TestStored: each platform's image has a name of its own in Docker's store, and the whole is
// called by its whole name, by which alone Docker finds what containerd keeps.
func TestStored(t *testing.T) {
	files, err := imageOf("1.2.3", []binary{{target{"linux", "amd64"}, []byte("one")}, {target{"darwin", "arm64"}, []byte("no")}, {target{"linux", "arm64"}, []byte("two")}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stores(t, files[0].text), []string{"1.2.3-amd64 amd64", "1.2.3-arm64 arm64"}; !slices.Equal(got, want) {
		t.Errorf("manifest.json has %q, want %q", got, want)
	}
	var index v1.IndexManifest
	if err := json.Unmarshal(unpackedImage(t, files[0].text)["index.json"], &index); err != nil {
		t.Fatal(err)
	}
	written := index.Manifests[0].Annotations["io.containerd.image.name"]
	if whole, err := refs.NewTag(written, refs.StrictValidation); err != nil || whole.Name() != strings.Replace(written, "docker.io/", refs.DefaultRegistry+"/", 1) {
		t.Errorf("%q is no whole name: %v", written, err)
	}
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

// onlyImage is the image of an index in an index.
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

// runAlone runs a binary that needs no other file.
func runAlone(t *testing.T, binary []byte) {
	program, err := elf.NewFile(bytes.NewReader(binary))
	if err != nil {
		t.Fatal(err)
	}
	if libraries, err := program.ImportedLibraries(); err != nil && len(libraries) > 0 || slices.ContainsFunc(program.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP }) {
		t.Errorf("the binary is not static: %v", libraries)
	}
	if os.Getuid() != 0 {
		t.Log("not run in a root of its own, which takes root")
		return
	}
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "render"), binary, 0o755); err != nil {
		t.Fatal(err)
	}
	for dir := root; dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			break // what is above is not this test's
		}
		if filepath.Dir(dir) == os.TempDir() {
			break
		}
	}
	topology, err := os.Open("../examples/small/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer topology.Close()
	c := exec.Command("/render", "--secrets", "omit", "-")
	c.Path, c.Dir, c.Env, c.Stdin = "/render", "/", nil, topology
	c.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
	out, err := c.Output()
	if err != nil || !bytes.Contains(out, []byte("kind: VirtualService")) {
		t.Errorf("render in a root of its own: %v\n%s", err, out)
	}
}
