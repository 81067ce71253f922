package main

import (
	"io/fs"
	"testing"
)

// TestFolderFailure: what cannot be read is not told as what cannot be written. Root may read
// everything, so no script can see to that.
func TestFolderFailure(t *testing.T) {
	r := &folderRun{name: "deploy/", path: "/there/deploy"}
	for op, want := range map[string]string{
		opRead:  "deploy/.render-index: cannot be read: permission denied",
		"write": "deploy/.render-index: cannot be written: permission denied",
	} {
		err := r.failure(&fs.PathError{Op: op, Path: "/there/deploy/.render-index", Err: fs.ErrPermission})
		if err.Error() != want {
			t.Errorf("%s: %v", op, err)
		}
	}
}
