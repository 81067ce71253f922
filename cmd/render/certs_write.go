package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"render/render/certs"
	"render/render/diag"
)

// certsWriter puts certificates and keys on disk. All files are written beside
// their names before the first takes its name, and a key takes it before its
// certificate: a run that is stopped leaves files that the next one repairs.
type certsWriter struct {
	directory string // the topology's
	outside   bool   // files may be outside it
	notes     []string

	root    string // the directory without links
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
	root, err := filepath.EvalSymlinks(w.directory)
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
	for _, f := range w.files {
		if err := w.prepare(f); err != nil {
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
	real, err := filepath.EvalSymlinks(directory)
	if err != nil {
		return cannotWrite(f.name, err)
	}
	f.path = filepath.Join(real, missing, filepath.Base(f.name))
	if missing == "" {
		if f.path, err = followLinks(f.path); err != nil {
			return cannotWrite(f.name, err)
		}
	}
	if inside, err := filepath.Rel(w.rootFor(real), f.path); !w.outside && (err != nil || !filepath.IsLocal(inside)) {
		return &failure{exitInput, fmt.Sprintf("%s: is outside the topology's folder; move it below that folder, or add --allow-outside", f.name)}
	}
	f.old, err = os.Stat(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotWrite(f.name, err)
	}
	return nil
}

// rootFor is the topology's folder in the form, from the top or not, that a
// path has.
func (w *certsWriter) rootFor(path string) string {
	if full, err := filepath.Abs(w.root); err == nil && filepath.IsAbs(path) {
		return full
	}
	return w.root
}

// prepare writes a file beside its name.
func (w *certsWriter) prepare(f *certFile) error {
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
	f.beside, err = writeBeside(f.path, f.text, f.old, f.key)
	if err != nil {
		f.beside = ""
	}
	return err
}

// take gives a file its name. A link, unlike a rename, takes no name that another
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

// ignoreKeys sees to it that git leaves new keys alone: a folder without a
// .gitignore gets one, and one that has one is left as it is.
func (w *certsWriter) ignoreKeys() error {
	folders := map[string][]string{}
	var order []string
	for _, f := range w.files {
		if !f.key {
			continue
		}
		directory := filepath.Dir(f.path)
		if folders[directory] == nil {
			order = append(order, directory)
		}
		folders[directory] = append(folders[directory], f.path)
	}
	for _, directory := range order {
		if inside, err := filepath.Rel(w.rootFor(directory), directory); err != nil || !filepath.IsLocal(inside) {
			continue // not the topology's to settle
		}
		if err := w.ignore(directory, folders[directory]); err != nil {
			return err
		}
	}
	return nil
}

func (w *certsWriter) ignore(directory string, keys []string) error {
	path := filepath.Join(directory, ".gitignore")
	name := path
	if inside, err := filepath.Rel(w.rootFor(path), path); err == nil {
		name = filepath.Join(w.directory, inside)
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		f := &certFile{name: name, path: path, text: []byte(ignoring(keys)), fresh: true}
		w.files = append([]*certFile{f}, w.files...)
		w.notes = append(w.notes, "note: "+name+" is new, so that git leaves the keys alone")
		return nil
	}
	var bare []string
	for _, key := range keys {
		if err != nil || !ignored(string(text), filepath.Base(key)) {
			bare = append(bare, diag.Quote(filepath.Base(key)))
		}
	}
	if len(bare) > 0 {
		w.notes = append(w.notes, fmt.Sprintf("warning: %s does not keep git from %s; write into it: *.key", name, strings.Join(bare, ", ")))
	}
	return nil
}

// ignoring is a .gitignore for keys.
func ignoring(keys []string) string {
	text := "*.key\n"
	for _, key := range keys {
		if filepath.Ext(key) != ".key" {
			text += "/" + filepath.Base(key) + "\n"
		}
	}
	return text
}

// ignored tells whether a .gitignore takes in a file of its own folder: the last
// pattern that matches counts.
func ignored(text, name string) bool {
	out := false
	for line := range strings.Lines(text) {
		pattern, negated := strings.CutPrefix(strings.TrimSpace(line), "!")
		pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "**/"), "/")
		if match, err := filepath.Match(pattern, name); err == nil && match {
			out = !negated
		}
	}
	return out
}
