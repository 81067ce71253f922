//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"render/internal/disk"
	"render/render"
	"render/render/tree"
)

// someApps is a topology of apps by their numbers, of an image's version. Each app is three objects.
func someApps(from, to int, version string, more string) string {
	var b strings.Builder
	b.WriteString("name: home\nmicrok8s: \"1.36\"\nistio: {version: \"1.31\", install: none}\nsecrets: redacted\n" + more +
		"tiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [a.example.org]\n  tls: \"off\"\n  apps:\n")
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "  - {name: app-%d, image: \"example.org/app:%s\", port: 8080, routes: [/app-%d]}\n", i, version, i)
	}
	return b.String()
}

// folderState is a folder as one of two topologies has it, and how to bring it there.
type folderState struct {
	out   *render.Output
	files map[string]string // without what is foreign
}

// foreignFiles are in the folder, and nobody's but who put them there.
var foreignFiles = map[string]string{
	"notes.md": "mine", "50-apps/mine.yaml": "mine", "10-metallb/.render-1-0.tmp": "mine", "60-more/kustomization.yaml": "mine", "argocd/mine.yaml": "mine",
}

func newFolderState(t *testing.T, topology string) *folderState {
	t.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(topology)})
	if err != nil || out.Diagnostics.Failed() {
		t.Fatal(err, out.Diagnostics)
	}
	s := &folderState{out: out}
	folder := t.TempDir()
	if err := s.write(disk.New(nil), folder, io.Discard); err != nil {
		t.Fatal(err)
	}
	s.files = filesOf(t, folder)
	return s
}

// write is a run that writes the folder.
func (f *folderState) write(d *disk.Disk, folder string, said io.Writer) error {
	s := newShell(nil, io.Discard, said, usualLimits())
	s.disk = d
	path, err := disk.FolderPath(folder)
	if err != nil {
		return err
	}
	r := &folderRun{renderFlags: &renderFlags{}, topology: "topology.yaml", name: "deploy/", path: path, out: f.out, folder: f.out.Folder()}
	r.folder.Files[0].Private = true // as one with a key
	return r.write(s)
}

// quick is a folder on a disk in memory, where there is one.
func quick(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "render-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func withForeign(t *testing.T, folder string) {
	t.Helper()
	for name, text := range foreignFiles {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// is tells whether the folder is that state's, with what is foreign and nothing else.
func (f *folderState) is(now map[string]string) error {
	want := maps.Clone(f.files)
	maps.Copy(want, foreignFiles)
	for name, text := range want {
		if now[name] != text {
			return fmt.Errorf("%s is %.40q, and not %.40q", name, now[name], text)
		}
	}
	for name := range now {
		if _, ours := want[name]; !ours {
			return fmt.Errorf("%s is left", name)
		}
	}
	return nil
}

// whole tells of a file that is neither side's, but for what a run has beside its files.
func whole(now map[string]string, one, two *folderState, index bool) error {
	for name, text := range foreignFiles {
		if now[name] != text {
			return fmt.Errorf("the foreign %s is %q", name, now[name])
		}
	}
	for name, text := range now {
		_, foreign := foreignFiles[name]
		a, inOne := one.files[name]
		b, inTwo := two.files[name]
		switch {
		case foreign || inOne && text == a || inTwo && text == b:
		case name == tree.IndexName && !index: // of both sides
		case !strings.HasPrefix(filepath.Base(name), ".render-") || name == tree.IndexName:
			return fmt.Errorf("%s is neither side's: %.60q", name, text)
		}
	}
	return nil
}

// TestFolderAtOnce has two runs of two topologies on one folder at once: it is the one's
// or the other's in the end, and was nobody's mixture meanwhile.
func TestFolderAtOnce(t *testing.T) {
	one, two := newFolderState(t, someApps(0, 20, "1", "")), newFolderState(t, someApps(10, 30, "2", "metallb: none\n"))
	folder := filepath.Join(quick(t), "deploy")
	won := map[bool]int{}
	for round := range 40 {
		if round%4 == 0 { // also where it is not there yet
			if err := os.RemoveAll(folder); err != nil {
				t.Fatal(err)
			}
		}
		var both sync.WaitGroup
		for _, state := range []*folderState{one, two, one, two} {
			both.Go(func() {
				var said strings.Builder
				if err := state.write(disk.New(nil), folder, &said); err != nil || strings.Contains(said.String(), "somebody") {
					t.Errorf("%v %s", err, &said)
				}
			})
		}
		both.Wait()
		now := filesOf(t, folder)
		if first := maps.Equal(now, one.files); first || maps.Equal(now, two.files) {
			won[first]++
			continue
		}
		t.Fatalf("round %d: %d files, of neither", round, len(now))
	}
	t.Logf("%v", won)
}
