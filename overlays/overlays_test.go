package overlays

import (
	"io/fs"
	"slices"
	"testing"
)

func TestNamesAreTheFolders(t *testing.T) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, e := range entries {
		folders = append(folders, e.Name())
	}
	if !slices.Equal(folders, Names()) {
		t.Errorf("folders %v, names %v", folders, Names())
	}
	if _, ok := FS("../hardened"); ok {
		t.Error("a path is not a name")
	}
}
