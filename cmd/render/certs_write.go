package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"render/render/certs"
)

// certsWriter puts certificates and keys on disk. All files are written beside
// their names before the first takes its name, and a key takes it before its
// certificate: a run that is stopped leaves files that the next one repairs.
type certsWriter struct {
	directory string // the topology's
	outside   bool   // files may be outside it
	notes     []string

	root    string // the directory's full path, without links
	files   []*certFile
	created []string // folders, outermost first
}

// certFile is a file that is written.
type certFile struct {
	name   string // as the user would write it
	path   string // of the file itself, behind every link
	text   []byte
	key    bool
	fresh  bool // is not there, and is not to be replaced if it is by now
	old    fs.FileInfo
	beside string // the file that is to take its name; "" once it has
}

func (w *certsWriter) called(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(w.directory, filepath.FromSlash(name))
}

func (w *certsWriter) write(made []certs.Made) error {
	if len(made) == 0 {
		return nil
	}
	root, err := withoutLinks(w.directory)
	if err != nil {
		return cannotWrite(w.directory, err)
	}
	w.root = root
	for _, m := range made {
		if m.Key != nil {
			w.files = append(w.files, &certFile{name: w.called(m.Step.Key), text: m.Key, key: true, fresh: m.Step.Do == certs.Make})
		}
		w.files = append(w.files, &certFile{name: w.called(m.Step.Crt), text: m.Crt, fresh: m.Step.Do == certs.Make})
	}
	defer w.clean()
	for _, f := range w.files {
		if err := w.locate(f); err != nil {
			return err
		}
	}
	if err := w.ignoreKeys(); err != nil {
		return err
	}
	for i, f := range w.files {
		if err := w.prepare(f, i); err != nil {
			return cannotWrite(f.name, err)
		}
	}
	for _, f := range w.files {
		if err := f.take(); err != nil {
			return cannotWrite(f.name, err)
		}
	}
	return nil
}

// openKeys are warnings of keys that everybody can read. On Windows the mode
// says nothing of that.
func (w *certsWriter) openKeys(work *certs.Work) []string {
	var out []string
	for _, step := range work.Steps() {
		name := w.called(step.Key)
		if info, err := os.Stat(name); err == nil && info.Mode()&0o007 != 0 && runtime.GOOS != "windows" {
			out = append(out, fmt.Sprintf("warning: %s can be read by everybody here; run: chmod 600 %s", name, quoteWord(name)))
		}
	}
	return out
}

func cannotWrite(name string, err error) error {
	return &failure{exitInput, fmt.Sprintf("%s: cannot be written: %s", name, reason(err))}
}

// locate finds the file that a name stands for, and holds it against the
// topology's folder.
func (w *certsWriter) locate(f *certFile) error {
	directory, missing := filepath.Dir(f.name), ""
	for {
		if _, err := os.Lstat(directory); !errors.Is(err, fs.ErrNotExist) || directory == filepath.Dir(directory) {
			break
		}
		missing = filepath.Join(filepath.Base(directory), missing)
		directory = filepath.Dir(directory)
	}
	real, err := withoutLinks(directory)
	if err != nil {
		return cannotWrite(f.name, err)
	}
	f.path = filepath.Join(real, missing, filepath.Base(f.name))
	if missing == "" {
		if f.path, err = followLinks(f.path); err != nil {
			return cannotWrite(f.name, err)
		}
	}
	if _, inside := w.inside(f.path); !inside && !w.outside {
		return &failure{exitInput, fmt.Sprintf("%s: is outside the topology's folder; move it below that folder, or add --allow-outside", f.name)}
	}
	f.old, err = os.Stat(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotWrite(f.name, err)
	}
	return nil
}

// inside is a path from the topology's folder on; false where it leads out.
func (w *certsWriter) inside(path string) (string, bool) {
	relative, err := filepath.Rel(w.root, path)
	return relative, err == nil && filepath.IsLocal(relative)
}

// withoutLinks is the full path of a folder, behind every link.
func withoutLinks(directory string) (string, error) {
	full, err := filepath.Abs(directory)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(full)
}

// prepare writes a file beside its name.
func (w *certsWriter) prepare(f *certFile, number int) error {
	for directory := filepath.Dir(f.path); ; directory = filepath.Dir(directory) {
		if _, err := os.Lstat(directory); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		w.created = append(w.created, directory)
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o777); err != nil {
		return err
	}
	var err error
	f.beside, err = writeBeside(f.path, f.text, f.old, f.key, number)
	if err != nil {
		f.beside = ""
	}
	return err
}

// take gives a file its name, unless another run replaced what was to be renewed:
// files of two runs would be no pairs. A link, unlike a rename, takes no name that another
// run has taken meanwhile; file systems without links have the rename.
func (f *certFile) take() error {
	if f.fresh {
		err := os.Link(f.beside, f.path)
		if errors.Is(err, fs.ErrExist) {
			return errors.New("another run has made it meanwhile; run this again")
		}
		if err == nil {
			return nil // clean removes the other name
		}
	}
	if now, err := os.Stat(f.path); f.old != nil && (err != nil || !os.SameFile(now, f.old)) {
		return errors.New("another run has renewed it meanwhile; run this again")
	}
	err := os.Rename(f.beside, f.path)
	if err == nil {
		f.beside = ""
	}
	return err
}

// clean removes what is left beside files, and folders that were made for
// nothing.
func (w *certsWriter) clean() {
	for _, f := range w.files {
		if f.beside != "" {
			os.Remove(f.beside)
		}
	}
	for _, directory := range w.created {
		os.Remove(directory) // fails where it holds anything
	}
}
