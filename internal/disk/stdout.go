package disk

import (
	"errors"
	"io/fs"
	"os"
	"sync"
)

// ErrClosed says that a process was started without a standard output.
var ErrClosed = errors.New("it is closed, or is /dev/null opened for reading too; to throw the result away write: -o /dev/null")

// Stdout is a standard output that tells of its errors: that it is closed, which Go
// hides, and what some file systems say at the end only.
type Stdout struct {
	file   *os.File
	closed func() bool
}

// NewStdout is that of a file, which is the process's own.
func NewStdout(file *os.File) *Stdout {
	return &Stdout{file, sync.OnceValue(func() bool { return closedAtStart(file) })}
}

// Write implements io.Writer.
func (s *Stdout) Write(text []byte) (int, error) {
	if s.closed() {
		return 0, ErrClosed
	}
	return s.file.Write(text)
}

// Close implements io.Closer. Nothing is written behind it.
func (s *Stdout) Close() error { return s.file.Close() }

// Stat is what is known of the file that it is.
func (s *Stdout) Stat() (fs.FileInfo, error) { return s.file.Stat() }
