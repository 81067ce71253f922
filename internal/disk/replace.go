package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// File is one file of a Set: where it goes, and what it is to hold.
type File struct {
	Path    string // the file itself, behind every link; see Behind
	Text    []byte
	Private bool // readable by its owner alone, from its first byte on
	// Old is what it replaces, whose mode it takes, less what Private forbids. A
	// file that replaces none has the mode that the user's umask gives.
	Old fs.FileInfo
	// Guard says that another run may be at work on the file: ErrExists where Old
	// is nil and the file is there by now, ErrChanged where it is another one.
	Guard bool
}

// Set is the files that are put in place together: all are written and synced
// beside their names before the first takes its name, in the order given.
type Set struct {
	Files []File
	// Folders says that missing folders are made.
	Folders bool
	// Gone are files that are removed once the others have their names, and Empty
	// folders that are removed then, if nothing is in them.
	Gone  []Gone
	Empty []string
	// Last says that the last of Files takes its name behind all that. It may have a
	// name that another one had before.
	Last bool
}

// Gone is a file that is to be removed, as it was when that was decided.
type Gone struct {
	Path string
	Old  fs.FileInfo
}

var (
	ErrExists  = errors.New("another run has made it meanwhile; run this again")
	ErrChanged = errors.New("it was changed meanwhile; run this again")
)

// FileError tells which file of a set it is about.
type FileError struct {
	Index int // of Set.Files
	Err   error
}

func (e *FileError) Error() string { return Reason(e.Err) }
func (e *FileError) Unwrap() error { return e.Err }

// Replace puts a set of files in place, after removing what killed runs left in
// their folders. A file is its old or its new whole at any moment. Where an
// error comes before the first file has its name, nothing has changed; behind
// that, those before it have theirs. SIGINT, SIGTERM and SIGHUP meanwhile are an
// *Interrupted: before the first file has its name, with all removed that was
// written; behind that, with the whole set in place.
func (d *Disk) Replace(set Set) (err error) {
	r := &replacement{disk: d, set: set, interruption: d.begin(), lists: map[string]*list{}, beside: make([]string, len(set.Files))}
	defer func() {
		defer d.replacing.Add(-1)
		r.clean()
		if interrupted := r.end(); interrupted != nil {
			err = interrupted
		}
	}()
	if err := r.prepare(); err != nil {
		return err
	}
	if err := r.check(); err != nil {
		return err
	}
	return r.commit()
}

// replacement is a Replace under way.
type replacement struct {
	disk *Disk
	set  Set
	interruption

	beside  []string         // what is to take each file's name; "" before it is there and once it has
	folders []string         // in which files are written, each once
	lists   map[string]*list // of each folder
	made    []string         // folders, outermost first

	unsynced []unsynced // that are written, no more than maxUnsynced
}

// step is one step of those that a signal may come between.
func (r *replacement) step(s Step, path string, do func() error) error {
	if err := r.check(); err != nil {
		return err
	}
	return r.disk.step(s, path, do)
}

func (r *replacement) prepare() error {
	for i := range r.set.Files {
		if err := r.folder(filepath.Dir(r.set.Files[i].Path)); err != nil {
			return &FileError{i, err}
		}
	}
	for i := range r.set.Files {
		folder := filepath.Dir(r.set.Files[i].Path)
		if r.lists[folder] != nil {
			continue
		}
		r.disk.sweep(folder) // what cannot be removed is no reason not to write
		if err := r.list(folder); err != nil {
			return &FileError{i, err}
		}
	}
	for i := range r.set.Files {
		if err := r.write(i); err != nil {
			return &FileError{i, err}
		}
		if len(r.unsynced) == maxUnsynced || i == len(r.set.Files)-1 {
			if err := r.sync(); err != nil {
				return err
			}
		}
	}
	return nil
}

// folder makes a folder that is missing, and those above it.
func (r *replacement) folder(path string) error {
	if !r.set.Folders {
		return nil
	}
	made, err := r.disk.makeFolders(path, r.check)
	r.made = append(r.made, made...)
	return err
}

// makeFolders makes a folder that is missing, and those above it; check may end it.
func (d *Disk) makeFolders(path string, check func() error) (made []string, err error) {
	var missing []string
	for at := path; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			break
		}
		missing = append(missing, at)
	}
	for _, folder := range slices.Backward(missing) {
		if err := check(); err != nil {
			return made, err
		}
		switch err := d.step(StepFolder, folder, func() error { return os.Mkdir(folder, 0o777) }); {
		case err == nil:
			made = append(made, folder)
		case !errors.Is(err, fs.ErrExist):
			return made, err
		}
	}
	return made, nil
}

// list writes the list of what this run makes in a folder.
func (r *replacement) list(folder string) error {
	l := &list{folder: folder}
	for i := range r.set.Files {
		if filepath.Dir(r.set.Files[i].Path) == folder {
			l.files = append(l.files, i)
		}
	}
	r.folders = append(r.folders, folder)
	r.lists[folder] = l
	return l.create(r)
}

// write writes a file beside its name.
func (r *replacement) write(i int) error {
	f := &r.set.Files[i]
	path := r.lists[filepath.Dir(f.Path)].beside(i, f.Private)
	mode := fs.FileMode(0o666)
	if f.Private || f.Old != nil { // an old file may be its owner's alone
		mode = 0o600
	}
	var file *os.File
	err := r.step(StepCreate, path, func() (err error) {
		if file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode); err == nil {
			r.beside[i] = path
		}
		return err
	})
	if err != nil {
		return err
	}
	r.unsynced = append(r.unsynced, unsynced{i, file})
	return r.fill(file, f)
}

// unsynced is a file of the set that is written beside its name.
type unsynced struct {
	index int
	file  *os.File
}

// maxUnsynced bounds how many files are open at once.
const maxUnsynced = 64

// sync syncs what is written. It waits for many files together, since a file system brings
// all of them to the disk with the first, and is asked for each to be sure.
func (r *replacement) sync() error {
	for _, u := range r.unsynced {
		beginSync(u.file)
	}
	for _, u := range r.unsynced {
		if err := r.step(StepSync, u.file.Name(), u.file.Sync); err != nil {
			return &FileError{u.index, err}
		}
	}
	return r.close()
}

// close closes what is open.
func (r *replacement) close() (err error) {
	for _, u := range r.unsynced {
		if closed := u.file.Close(); closed != nil && err == nil {
			err = &FileError{u.index, closed}
		}
	}
	r.unsynced = nil
	return err
}

// piece is how much is written at once: a signal waits for no more.
const piece = 1 << 20

func (r *replacement) fill(file *os.File, f *File) error {
	for text := f.Text; len(text) > 0; {
		n := min(len(text), piece)
		if err := r.step(StepWrite, file.Name(), func() error { _, err := file.Write(text[:n]); return err }); err != nil {
			return err
		}
		text = text[n:]
	}
	if f.Old == nil {
		return nil
	}
	mode := f.Old.Mode().Perm()
	if f.Private {
		mode &= 0o700
	}
	return r.step(StepMode, file.Name(), func() error { return file.Chmod(mode) })
}
