package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/internal/disk"
	"render/render/certs"
)

func writerIn(t *testing.T, folder string) *certsWriter {
	t.Helper()
	w, err := newCertsWriter(disk.New(nil), folder, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Where a file cannot take its name the run says so, and leaves nothing beside.
func TestCertsWriterFails(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "certs", "a.crt", "in"), 0o777); err != nil {
		t.Fatal(err)
	}
	w := writerIn(t, folder)
	err := w.write(nil, []certs.Made{{Planned: certs.Planned{Do: certs.Renew, Crt: "certs/a.crt", Key: "certs/a.key"}, Crt: []byte("crt"), Key: []byte("key")}})
	if err == nil || !strings.HasPrefix(err.Error(), filepath.Join(folder, "certs", "a.crt")+": cannot be written: ") {
		t.Errorf("%v", err)
	}
	entries, err := os.ReadDir(filepath.Join(folder, "certs"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != ".gitignore a.crt a.key" {
		t.Errorf("left: %s", got)
	}
}

// What is there by now, and was not when it was looked for, is another run's.
func TestCertsWriterKeepsWhatIsNew(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ca.key")
	w := writerIn(t, folder)
	made := []certs.Made{{Planned: certs.Planned{Do: certs.Make, Crt: "ca.crt", Key: "ca.key"}, Crt: []byte("crt"), Key: []byte("key")}}
	if err := os.WriteFile(path, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := w.write(nil, made)
	if err == nil || !strings.HasSuffix(err.Error(), "ca.key: cannot be written: another run has made it meanwhile; run this again") {
		t.Errorf("%v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "theirs" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(folder, "ca.crt")); err == nil {
		t.Error("a certificate without its key is there")
	}
}

// All files of a large set-up are beside their names at once.
func TestCertsWriterOfMany(t *testing.T) {
	folder := t.TempDir()
	var made []certs.Made
	for i := range 150 {
		stem := fmt.Sprintf("certs/%d", i)
		made = append(made, certs.Made{Planned: certs.Planned{Do: certs.Make, Crt: stem + ".crt", Key: stem + ".key"}, Crt: []byte("crt"), Key: []byte("key")})
	}
	w := writerIn(t, folder)
	if err := w.write(nil, made); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(folder, "certs"))
	if err != nil || len(entries) != 301 {
		t.Errorf("%d files, %v", len(entries), err)
	}
}
