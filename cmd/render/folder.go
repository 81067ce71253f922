package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"render/render/diag"
	"render/render/source"
)

// folder is a folder on disk as a file system. Nothing outside it can be read,
// not through ".." nor a link, unless outside is set.
type folder struct {
	directory string
	outside   bool
}

func newFolder(directory string, outside bool) folder { return folder{directory, outside} }

// Open implements fs.FS. A name outside the folder is fs.ErrInvalid.
func (f folder) Open(name string) (fs.File, error) {
	clean := path.Clean(name)
	if f.outside {
		if !filepath.IsAbs(clean) {
			clean = filepath.Join(f.directory, filepath.FromSlash(clean))
		}
		return os.Open(clean)
	}
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	root, err := os.OpenRoot(f.directory)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	file, err := root.Open(clean)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) && f.leads(root, clean) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return file, err
}

// leads tells whether a name that does not open leads out of the folder by a
// link: then the file is there, and only the root refuses it.
func (f folder) leads(root *os.Root, name string) bool {
	_, inside := root.Stat(name)
	_, anywhere := os.Stat(filepath.Join(f.directory, filepath.FromSlash(name)))
	return inside != nil && anywhere == nil
}

// Lstat implements fs.ReadLinkFS, so that links can be told from files.
func (f folder) Lstat(name string) (fs.FileInfo, error) {
	return os.Lstat(filepath.Join(f.directory, filepath.FromSlash(name)))
}

// ReadLink implements fs.ReadLinkFS.
func (f folder) ReadLink(name string) (string, error) {
	return os.Readlink(filepath.Join(f.directory, filepath.FromSlash(name)))
}

// Sub implements fs.SubFS. The folder below is one of its own: it cannot be
// left even where this one can.
func (f folder) Sub(name string) (fs.FS, error) {
	if f.outside && filepath.IsAbs(name) {
		return newFolder(name, false), nil
	}
	if !f.outside {
		file, err := f.Open(name)
		if err != nil {
			return nil, err
		}
		file.Close()
	}
	return newFolder(filepath.Join(f.directory, filepath.FromSlash(name)), false), nil
}

// readTopology reads a file, or standard input for "-", up to the size that is
// ever read.
func readTopology(s *shell, name string) ([]byte, error) {
	fail := func(reason, cure string) error {
		if cure != "" {
			reason += "; " + cure
		}
		return &failure{exitInput, fmt.Sprintf("%s: %s", name, reason)}
	}
	from := s.stdin
	if name != "-" {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			cure := ""
			if v := diag.Suggest(name, append(verbs(), laterVerbs...)); v != "" {
				cure = "did you mean the verb " + diag.Quote(v) + "?"
			}
			return nil, fail("is not there", cure)
		case err != nil:
			return nil, fail("cannot be read: "+reason(err), "")
		case info.IsDir():
			return nil, fail("is a folder, not a file", "write the topology file in it")
		}
		file, err := os.Open(name)
		if err != nil {
			return nil, fail("cannot be read: "+reason(err), "")
		}
		defer file.Close()
		from = file
	}
	text, err := io.ReadAll(io.LimitReader(from, source.MaxBytes+1))
	switch {
	case err != nil:
		return nil, fail("cannot be read: "+reason(err), "")
	case len(text) > source.MaxBytes:
		return nil, fail(fmt.Sprintf("is larger than %d MiB", source.MaxBytes>>20), "check that this is the file you meant")
	}
	return text, nil
}

// reason is the system's word for why a file cannot be used, without the
// path, which is said before it.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err.Error()
	}
	return err.Error()
}
