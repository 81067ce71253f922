package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A file that cannot be replaced stays as it was, and nothing is left beside
// it. The rename fails since a folder with something in it is in the way: that
// holds for root too, who may write anywhere.
func TestReplaceFileFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(path, "inside"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(path, []byte("new"), nil, false); err == nil {
		t.Error("a folder was replaced")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// Two runs that make their new file at once take different ones.
func TestCreateBeside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.yaml")
	names := map[string]bool{}
	for range 3 {
		file, err := createBeside(path, 0o600, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		names[file.Name()] = true
	}
	if len(names) != 3 {
		t.Errorf("%v", names)
	}
}
