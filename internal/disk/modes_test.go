//go:build unix

package disk

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A private file is its owner's from the moment it is there, whatever the file
// was that it replaces, and any other is at no moment wider than it ends.
func TestModes(t *testing.T) {
	folder := t.TempDir()
	defer syscall.Umask(syscall.Umask(0o022))
	for _, c := range []struct {
		old, want fs.FileMode // 0: none
		private   bool
	}{{0, 0o644, false}, {0, 0o600, true}, {0o664, 0o664, false}, {0o664, 0o600, true}, {0o400, 0o400, true}, {0o600, 0o600, false}} {
		path := filepath.Join(folder, "file")
		os.Remove(path)
		f := File{Path: path, Text: []byte("text"), Private: c.private}
		if c.old != 0 {
			write(t, path, "old")
			if err := os.Chmod(path, c.old); err != nil {
				t.Fatal(err)
			}
			f.Old = info(t, path)
		}
		seen := 0
		d := New(func(s Step, path string) {
			if s == StepWrite || s == StepMode || s == StepSync {
				seen++
				if wider := info(t, path).Mode().Perm() &^ (c.want | 0o600); wider != 0 {
					t.Errorf("%+v: %s: wider by %o", c, s, wider)
				}
			}
		})
		if err := d.Replace(Set{Files: []File{f}}); err != nil || seen < 2 {
			t.Errorf("%v, %d steps", err, seen)
		}
		if got := info(t, path).Mode().Perm(); got != c.want {
			t.Errorf("%+v: %o", c, got)
		}
	}
}
