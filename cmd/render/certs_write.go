package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"render/internal/disk"
	"render/render/certs"
	"render/render/diag"
)

// certsWriter puts certificates and keys on disk as one set, a key before its
// certificate: a run that is stopped leaves files that the next one repairs.
type certsWriter struct {
	disk      *disk.Disk
	directory string      // the topology's
	outside   bool        // files may be outside it
	reads     *disk.Reads // what the run has read
	notes     []string

	root  string // the directory's full path, without links
	files []*certFile
}

// certFile is a file that is written.
type certFile struct {
	disk.File
	name  string // as the user would write it
	fresh bool   // was not there when it was looked for
}

func (w *certsWriter) called(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(w.directory, filepath.FromSlash(name))
}

// write puts in place what was made, and removes what killed runs left in the
// folders of all that is there or made.
func (w *certsWriter) write(steps []certs.Step, made []certs.Made) error {
	root, err := withoutLinks(w.directory)
	if err != nil {
		return cannotWrite(w.directory, err)
	}
	w.root = root
	w.sweep(steps)
	if len(made) == 0 {
		return nil
	}
	for _, m := range made {
		if m.Key != nil {
			w.add(m.Step, m.Step.Key, m.Key, true)
		}
		w.add(m.Step, m.Step.Crt, m.Crt, false)
	}
	own := ownNames(steps)
	for i, f := range w.files {
		if err := w.locate(f); err != nil {
			return err
		}
		if err := w.refuse(i, own); err != nil {
			return err
		}
	}
	if err := w.ignoreKeys(); err != nil {
		return err
	}
	set := disk.Set{Folders: true}
	for _, f := range w.files {
		set.Files = append(set.Files, f.File)
	}
	err = w.disk.Replace(set)
	if failed := (*disk.FileError)(nil); errors.As(err, &failed) {
		return cannotWrite(w.files[failed.Index].name, failed.Err)
	}
	return err
}

func (w *certsWriter) add(step certs.Step, name string, text []byte, key bool) {
	w.files = append(w.files, &certFile{name: w.called(name), fresh: step.Do == certs.Make, File: disk.File{Text: text, Private: key, Guard: true}})
}

// sweep removes what killed runs left, in folders that certificates of this
// topology are in.
func (w *certsWriter) sweep(steps []certs.Step) {
	done := map[string]bool{}
	for _, step := range steps {
		for _, name := range []string{step.Crt, step.Key} {
			path, err := filepath.Abs(w.called(name))
			if err == nil {
				path, err = disk.Behind(path)
			}
			folder := filepath.Dir(path)
			if _, inside := w.inside(folder); err != nil || done[folder] || !inside && !w.outside {
				continue
			}
			done[folder] = true
			w.disk.Sweep(folder)
		}
	}
}

// openKeys are warnings of keys that everybody can read. On Windows the mode
// says nothing of that.
func (w *certsWriter) openKeys(work *certs.Plan) []string {
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
	f.Path = filepath.Join(real, missing, filepath.Base(f.name))
	if missing == "" {
		if f.Path, err = disk.Behind(f.Path); err != nil {
			return cannotWrite(f.name, err)
		}
	}
	if _, inside := w.inside(f.Path); !inside && !w.outside {
		return &failure{exitInput, fmt.Sprintf("%s: is outside the topology's folder; move it below that folder, or add --allow-outside", f.name)}
	}
	f.Old, err = os.Stat(f.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotWrite(f.name, err)
	}
	if f.fresh && f.Old != nil {
		return cannotWrite(f.name, disk.ErrExists)
	}
	return nil
}

// ownNames are the files of the pairs themselves, relative to the topology's
// folder: that these are read is what lets them be replaced.
func ownNames(steps []certs.Step) map[string]bool {
	own := map[string]bool{}
	for _, step := range steps {
		own[path.Clean(step.Crt)], own[path.Clean(step.Key)] = true, true
	}
	return own
}

// refuse refuses a file that is another one of the set by another name, or one
// that this run has read for something else.
func (w *certsWriter) refuse(i int, own map[string]bool) error {
	f := w.files[i]
	for _, other := range w.files[:i] {
		if other.Path == f.Path || f.Old != nil && other.Old != nil && os.SameFile(f.Old, other.Old) {
			return cannotWrite(f.name, fmt.Errorf("it is the same file as %s; remove the link that makes it so", other.name))
		}
	}
	judged := false // the pair's own reading
	for _, read := range w.reads.Of(f.Old) {
		if read.Folder == "" && own[read.Name] && (!judged || holdsKey(f.Path)) {
			judged = true // a certificate may be imported too, and still be renewed
			continue
		}
		why := "it is read for " + read.Folder
		switch {
		case read.Folder == topologyItself:
			why = "it is the topology itself"
		case read.Folder == "":
			why = "it is imported by the topology"
		case !strings.HasPrefix(read.Folder, "-"):
			why = "it is read for the overlay " + diag.Quote(w.called(read.Folder))
		}
		return cannotWrite(f.name, fmt.Errorf("%s, and would be lost; name another file for the certificate", why))
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
