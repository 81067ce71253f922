package disk

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"render/render/bounded"
)

// folder is a folder on disk as a file system. Nothing outside it can be read,
// not through ".." nor a link, unless that is allowed. It is opened once, by
// the first name that is asked for, and closed when nothing refers to it.
type folder struct {
	directory string
	root      func() (*os.Root, error)
	outside   bool
	reads     *Reads
	title     string
}

// NewFolder is a folder, within the bounds of what is read in a run. What is opened
// of it is noted in reads, if that is not nil, as of the folder's title; that of the
// topology's own folder is "".
func NewFolder(directory string, outside bool, reads *Reads, title string) fs.FS {
	budget := &bounded.Budget{}
	if reads != nil {
		budget = &reads.budget
	}
	return bounded.New(openFolder(directory, outside, reads, title), budget)
}

func openFolder(directory string, outside bool, reads *Reads, title string) folder {
	root := sync.OnceValues(func() (*os.Root, error) { return os.OpenRoot(directory) })
	return folder{directory, root, outside, reads, title}
}

// Open implements fs.FS. A name outside the folder is fs.ErrInvalid.
func (f folder) Open(name string) (fs.File, error) {
	file, err := within(f, "open", name, os.Open, (*os.Root).Open)
	if err != nil {
		return nil, err // an *os.File that is nil must not become an fs.File that is not
	}
	f.reads.AddFile(f.title, path.Clean(name), file)
	if f.reads != nil && f.reads.Remember {
		return &summed{file, f.reads, file.Name(), sha256.New()}, nil
	}
	return file, nil
}

// Stat implements fs.StatFS. It opens nothing, since opening a named pipe waits
// for its writer.
func (f folder) Stat(name string) (fs.FileInfo, error) {
	return within(f, "stat", name, os.Stat, (*os.Root).Stat)
}

// Lstat implements fs.ReadLinkFS, so that links can be told from files.
func (f folder) Lstat(name string) (fs.FileInfo, error) {
	return within(f, "lstat", name, os.Lstat, (*os.Root).Lstat)
}

// ReadLink implements fs.ReadLinkFS.
func (f folder) ReadLink(name string) (string, error) {
	return within(f, "readlink", name, os.Readlink, (*os.Root).Readlink)
}

// Sub implements fs.SubFS. The folder below is one of its own: it cannot be
// left even where this one can.
func (f folder) Sub(name string) (fs.FS, error) {
	if _, err := f.Stat(name); err != nil {
		return nil, err
	}
	return openFolder(f.path(path.Clean(name)), false, f.reads, f.title+path.Clean(name)+"/"), nil
}

func (f folder) path(clean string) string {
	if filepath.IsAbs(clean) {
		return clean
	}
	return filepath.Join(f.directory, filepath.FromSlash(clean))
}

// within does something to a name of a folder: anywhere where the folder may be
// left, else in its root.
func within[T any](f folder, op, name string, anywhere func(string) (T, error), inRoot func(*os.Root, string) (T, error)) (T, error) {
	var none T
	clean := path.Clean(name)
	f.reads.ask(f.path(clean))
	if f.outside {
		return anywhere(f.path(clean))
	}
	invalid := &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") {
		return none, invalid
	}
	root, err := f.root()
	if err != nil {
		return none, err
	}
	value, err := inRoot(root, filepath.FromSlash(clean))
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) && (escapes(err) || f.leads(root, clean)) {
		return none, invalid
	}
	return value, err
}

// leads reports whether a name that does not open leads out of the folder by a
// link: then the file is there, and only the root refuses it.
func (f folder) leads(root *os.Root, name string) bool {
	_, inside := root.Stat(name)
	_, anywhere := os.Stat(f.path(name))
	return inside != nil && anywhere == nil
}

// escapes tells of the error, which has no name, for a link that leads out of a
// root to where nothing is.
func escapes(err error) bool {
	var at *fs.PathError
	return errors.As(err, &at) && at.Err.Error() == "path escapes from parent"
}
