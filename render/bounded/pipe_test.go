//go:build unix

package bounded

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"testing"
)

// TestPipe: a named pipe is not opened, which would wait for its writer.
func TestPipe(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mkfifo(folder+"/pipe", 0o600); err != nil {
		t.Skip(err)
	}
	in := New(os.DirFS(folder), &Budget{})
	if _, err := fs.ReadFile(in, "pipe"); !errors.Is(err, ErrIrregular) {
		t.Error(err)
	}
	if _, err := in.Open("pipe"); !errors.Is(err, ErrIrregular) {
		t.Error(err)
	}
}
