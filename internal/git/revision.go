package git

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Revision is the files of a revision. It reads a file's text when it is opened.
type Revision struct {
	repository *Repository
	entries    map[string]*entry // by their paths from the root
	mu         sync.Mutex
	to         io.WriteCloser
	from       *bufio.Reader
	wait       func() error
}

type entry struct {
	name   string // from the root
	id     string
	size   int64
	folder bool
	link   bool
	inside []*entry
}

// Close ends git.
func (v *Revision) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.to == nil {
		return nil
	}
	err := v.to.Close()
	v.to = nil
	return errors.Join(err, v.wait())
}

// Folder is a folder of the revision, by its path from the root. Nothing outside it
// is read, unless that is allowed, and nothing outside the repository ever.
func (v *Revision) Folder(name string, outside bool) fs.FS {
	return folder{v, strings.Trim(path.Clean("/"+name), "/"), outside}
}

type folder struct {
	revision *Revision
	base     string
	outside  bool
}

func (f folder) find(op, name string) (*entry, error) {
	clean := path.Join(f.base, name)
	out := path.IsAbs(name) || clean == ".." || strings.HasPrefix(clean, "../")
	if local := path.Clean(name); !f.outside && (local == ".." || strings.HasPrefix(local, "../")) {
		out = true
	}
	if out {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	if clean == "." {
		clean = ""
	}
	e := f.revision.entries[clean]
	if e == nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return e, nil
}

// Open implements fs.FS. A link is none of the files.
func (f folder) Open(name string) (fs.File, error) {
	e, err := f.find("open", name)
	switch {
	case err != nil:
		return nil, err
	case e.link:
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("is a link, and none is followed in a revision")}
	case e.folder:
		return &opened{entry: e, Reader: bytes.NewReader(nil)}, nil
	}
	text, err := f.revision.text(e)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &opened{entry: e, Reader: bytes.NewReader(text)}, nil
}

// Stat implements fs.StatFS.
func (f folder) Stat(name string) (fs.FileInfo, error) {
	e, err := f.find("stat", name)
	if err != nil {
		return nil, err
	}
	return info{e}, nil
}

// Lstat implements fs.ReadLinkFS.
func (f folder) Lstat(name string) (fs.FileInfo, error) { return f.Stat(name) }

// ReadLink implements fs.ReadLinkFS.
func (f folder) ReadLink(name string) (string, error) {
	return "", &fs.PathError{Op: "readlink", Path: name, Err: errors.ErrUnsupported}
}

// Sub implements fs.SubFS. The folder below cannot be left.
func (f folder) Sub(name string) (fs.FS, error) {
	e, err := f.find("open", name)
	if err != nil {
		return nil, err
	}
	return folder{f.revision, e.name, false}, nil
}

// text asks git for what is in a file.
func (v *Revision) text(e *entry) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.start(); err != nil {
		return nil, err
	}
	if _, err := io.WriteString(v.to, e.id+"\n"); err != nil {
		return nil, err
	}
	head, err := v.from.ReadString('\n')
	if err != nil {
		return nil, err
	}
	if want := fmt.Sprintf("%s blob %d\n", e.id, e.size); head != want {
		return nil, fmt.Errorf("git says: %s", strings.TrimSpace(head))
	}
	text := make([]byte, e.size+1)
	if _, err := io.ReadFull(v.from, text); err != nil {
		return nil, err
	}
	return text[:e.size], nil
}

// start starts the git that gives texts.
func (v *Revision) start() error {
	if v.to != nil {
		return nil
	}
	c := v.repository.command("cat-file", "--batch")
	to, err := c.StdinPipe()
	if err != nil {
		return err
	}
	from, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	v.to, v.from, v.wait = to, bufio.NewReaderSize(from, 1<<16), c.Wait
	return nil
}

// opened is a file or a folder that is open.
type opened struct {
	*bytes.Reader
	entry *entry
	at    int
}

func (o *opened) Stat() (fs.FileInfo, error) { return info{o.entry}, nil }
func (o *opened) Close() error               { return nil }

// ReadDir implements fs.ReadDirFile.
func (o *opened) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := o.entry.inside[o.at:]
	if n > 0 {
		if len(rest) == 0 {
			return nil, io.EOF
		}
		rest = rest[:min(n, len(rest))]
	}
	o.at += len(rest)
	out := make([]fs.DirEntry, len(rest))
	for i, e := range rest {
		out[i] = fs.FileInfoToDirEntry(info{e})
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

// info says of an entry what there is to say.
type info struct{ *entry }

func (i info) Name() string       { return path.Base("/" + i.name) }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.folder }
func (i info) Sys() any           { return nil }

// Mode is that of a file that others may read, as git knows no other.
func (i info) Mode() fs.FileMode {
	switch {
	case i.folder:
		return fs.ModeDir | 0o755
	case i.link:
		return fs.ModeSymlink | 0o777
	}
	return 0o644
}
