package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Kind is how a target is written.
type Kind uint8

const (
	// Regular: a file, or none yet. It is replaced.
	Regular Kind = iota
	// Device: a device or a named pipe. It is written into.
	Device
	// Descriptor: a file that this process was started with, by a name such as
	// /dev/stdout or /dev/fd/3. It is written into where it stands, whatever it is.
	Descriptor
)

// Target is what a name stands for that is to be written.
type Target struct {
	Name string // as the user wrote it
	Kind Kind
	Path string      // of the file itself, behind every link
	Old  fs.FileInfo // what is there; nil for nothing

	open *os.File // a descriptor's
}

// Kinds of files that can be no target.
var (
	ErrFolder  = errors.New("is a folder")
	ErrSocket  = errors.New("is a socket")
	ErrForeign = errors.New("is an open file of another process")
)

// Locate finds out what a name stands for. It changes nothing. The error is
// ErrFolder, ErrSocket, ErrForeign, or the system's.
func Locate(name string) (*Target, error) {
	t := &Target{Name: name}
	if name == "" {
		return t, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir(), os.IsPathSeparator(name[len(name)-1]):
		return t, ErrFolder
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return t, err
	case err == nil:
		t.Old = info
	}
	path, links := Behind(name)
	if folder, number, ok := openFile(path); ok {
		return t, t.descriptor(folder, number)
	}
	switch {
	case t.Old != nil && t.Old.Mode()&fs.ModeSocket != 0:
		return t, ErrSocket
	case t.Old != nil && !t.Old.Mode().IsRegular():
		t.Kind, t.Path = Device, name
		return t, nil
	}
	t.Path = path
	return t, links
}

// Behind is the file that a name stands for, which need not be there: its folder
// without links, and where the name is a link itself, what it leads to. A name
// of an open file, as /proc/self/fd/1, leads no further.
func Behind(name string) (string, error) {
	const most = 40 // as Linux counts
	for range most {
		folder, err := filepath.EvalSymlinks(filepath.Dir(name))
		if err != nil {
			return "", err
		}
		name = filepath.Join(folder, filepath.Base(name))
		if _, _, open := openFile(name); open {
			return name, nil
		}
		link, err := os.Readlink(name)
		switch {
		case err != nil: // no link
			return name, nil
		case filepath.IsAbs(link):
			name = link
		default:
			name = folder + string(filepath.Separator) + link // not cleaned: ".." behind a link is not what it looks like
		}
	}
	return "", &fs.PathError{Op: "open", Path: name, Err: syscall.ELOOP}
}

// openFile reports whether a path without links names an open file of a process, by its
// folder and number: /proc/12/fd/1, /proc/12/task/12/fd/1, and /dev/fd/1 where
// that is no link.
func openFile(path string) (folder string, number int, ok bool) {
	folder, base := filepath.Split(path)
	number, err := strconv.Atoi(base)
	if err != nil || number < 0 || strconv.Itoa(number) != base {
		return "", 0, false
	}
	folder = filepath.Clean(folder)
	ok = folder == "/dev/fd" || strings.HasPrefix(folder, "/proc/") && filepath.Base(folder) == "fd"
	return folder, number, ok
}

// descriptor takes an open file, by a number of its own, so that no other can
// come in its place.
func (t *Target) descriptor(folder string, number int) error {
	t.Kind = Descriptor
	if rest, process := strings.CutPrefix(folder, "/proc/"); process {
		if pid, _, _ := strings.Cut(rest, "/"); pid != strconv.Itoa(os.Getpid()) {
			return ErrForeign
		}
	}
	switch number {
	case 1:
		t.open = os.Stdout
	case 2:
		t.open = os.Stderr
	default:
		var err error
		if t.open, err = duplicate(number); err != nil {
			return &fs.PathError{Op: "open", Path: t.Name, Err: err}
		}
	}
	info, err := t.open.Stat()
	t.Old = info
	return err
}

// Stdout reports whether the target is this process's standard output.
func (t *Target) Stdout() bool { return t.open == os.Stdout }

// WriteInto writes a text into a Device or a Descriptor. A reader that has had
// enough is no error.
func (d *Disk) WriteInto(t *Target, text []byte) error {
	return d.step(StepWriteInto, t.Name, func() error {
		file := t.open
		if file == nil {
			var err error
			if file, err = os.OpenFile(t.Path, os.O_WRONLY, 0); err != nil {
				return err
			}
		}
		_, err := file.Write(text)
		if errors.Is(err, syscall.EPIPE) {
			err = nil
		}
		if closed := file.Close(); err == nil {
			err = closed
		}
		return err
	})
}
