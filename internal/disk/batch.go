package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Batch is files by the names that somebody gave them, relative to a folder. They
// are located and judged, and put in place as one Set.
type Batch struct {
	disk      *Disk
	directory string // the folder
	root      string // its full path, without links
	outside   bool   // files may be outside it
	files     []*batchFile
	ignores   []Ignore
}

type batchFile struct {
	File
	name  string // as the user would write it
	fresh bool   // was not there when it was looked for
}

// NameError tells which name of a batch it is about.
type NameError struct {
	Name string
	Err  error
}

func (e *NameError) Error() string { return e.Name + ": " + Reason(e.Err) }
func (e *NameError) Unwrap() error { return e.Err }

// ErrOutside tells of a file that is outside the folder, which is not allowed.
var ErrOutside = errors.New("is outside the folder")

// NewBatch is a batch of no files yet.
func (d *Disk) NewBatch(directory string, outside bool) (*Batch, error) {
	root, err := withoutLinks(directory)
	if err != nil {
		return nil, &NameError{directory, err}
	}
	return &Batch{disk: d, directory: directory, root: root, outside: outside}, nil
}

// Called is how the user would name a file that is named relative to the folder.
func (b *Batch) Called(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(b.directory, filepath.FromSlash(name))
}

// Add adds a file by its name. One that is fresh was not there when it was looked
// for, and must still not be.
func (b *Batch) Add(name string, text []byte, private, fresh bool) {
	b.files = append(b.files, &batchFile{name: b.Called(name), fresh: fresh, File: File{Text: text, Private: private, Guard: true}})
}

// Sweep removes what killed runs left in the folders of some files.
func (b *Batch) Sweep(names []string) {
	done := map[string]bool{}
	for _, name := range names {
		path, err := filepath.Abs(b.Called(name))
		if err == nil {
			path, err = Behind(path)
		}
		folder := filepath.Dir(path)
		if _, inside := b.inside(folder); err != nil || done[folder] || !inside && !b.outside {
			continue
		}
		done[folder] = true
		b.disk.Sweep(folder)
	}
}

// Write puts all files in place, with a .gitignore in each folder of new keys that
// has none. judge tells what speaks against replacing the very file that is at a
// path; old is nil where there is none. The error is a *NameError or an *Interrupted.
func (b *Batch) Write(judge func(path string, old fs.FileInfo) error) error {
	for i, f := range b.files {
		err := b.locate(f)
		if err == nil {
			err = b.alone(i)
		}
		if err == nil {
			err = judge(f.Path, f.Old)
		}
		if err != nil {
			return &NameError{f.name, err}
		}
	}
	b.ignoreKeys()
	set := Set{Folders: true}
	for _, f := range b.files {
		set.Files = append(set.Files, f.File)
	}
	err := b.disk.Replace(set)
	if failed := (*FileError)(nil); errors.As(err, &failed) {
		return &NameError{b.files[failed.Index].name, failed.Err}
	}
	return err
}

// locate finds the file that a name stands for, and holds it against the folder.
func (b *Batch) locate(f *batchFile) error {
	real, missing, err := standing(filepath.Dir(f.name))
	if err != nil {
		return err
	}
	f.Path = filepath.Join(real, missing, filepath.Base(f.name))
	if missing == "" {
		if f.Path, err = Behind(f.Path); err != nil {
			return err
		}
	}
	if _, inside := b.inside(f.Path); !inside && !b.outside {
		return ErrOutside
	}
	f.Old, err = os.Stat(f.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if f.fresh && f.Old != nil {
		return ErrExists
	}
	return nil
}

// alone refuses a file that is another one of the batch by another name.
func (b *Batch) alone(i int) error {
	f := b.files[i]
	for _, other := range b.files[:i] {
		if other.Path == f.Path || f.Old != nil && other.Old != nil && os.SameFile(f.Old, other.Old) {
			return fmt.Errorf("it is the same file as %s; remove the link that makes it so", other.name)
		}
	}
	return nil
}

// inside is a path from the folder on; false where it leads out.
func (b *Batch) inside(path string) (string, bool) { return Inside(b.root, path) }

// Inside is a path from a folder on; false where it leads out.
func Inside(folder, path string) (string, bool) {
	relative, err := filepath.Rel(folder, path)
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
