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
	// Claimed is the folder that all of them are in where this run has claimed it, and so has
	// every other run before it writes there: one list in it is for all. Else "".
	Claimed string
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
	r := &replacement{disk: d, set: set, interruption: d.begin(), listOf: map[string]*list{}, beside: make([]string, len(set.Files))}
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

	beside  []string // what is to take each file's name; "" before it is there and once it has
	folders []string // in which files are written, each once
	lists   []*list
	listOf  map[string]*list // of each folder: its own, or that of what is claimed
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
	seen := map[string]bool{}
	if r.set.Claimed != "" {
		r.disk.sweep(r.set.Claimed)
	}
	for i := range r.set.Files {
		folder := filepath.Dir(r.set.Files[i].Path)
		if seen[folder] {
			continue
		}
		seen[folder] = true
		r.folders = append(r.folders, folder)
		if folder != r.set.Claimed && !slices.Contains(r.made, folder) {
			r.disk.sweep(folder) // what cannot be removed is no reason not to write
		}
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

// list writes the list of what this run makes in a folder, or in all of them where they are
// in one that is claimed.
func (r *replacement) list(folder string) error {
	if r.listOf[folder] != nil {
		return nil
	}
	l := &list{folder: folder}
	if r.set.Claimed != "" {
		l.folder = r.set.Claimed
	}
	for i := range r.set.Files {
		in := filepath.Dir(r.set.Files[i].Path)
		if in == folder || r.set.Claimed != "" {
			r.listOf[in] = l
			l.files = append(l.files, i)
		}
	}
	r.lists = append(r.lists, l)
	return l.create(r)
}

// write writes a file beside its name.
func (r *replacement) write(i int) error {
	f := &r.set.Files[i]
	path := r.listOf[filepath.Dir(f.Path)].beside(i, f)
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

// manyFiles is how many are worth it to sync their file system as a whole: each file alone
// costs three times as much, and waiting for what others have written there is seldom long.
const manyFiles = 16

// sync syncs what is written: many files at once where the system can, else each; it waits
// for them together then, since a file system brings all of them to the disk with the first.
func (r *replacement) sync() error {
	if len(r.unsynced) >= manyFiles {
		first := r.unsynced[0]
		switch err := r.step(StepSyncAll, first.file.Name(), func() error { return syncAll(first.file) }); {
		case err == nil:
			return r.close()
		case !errors.Is(err, errors.ErrUnsupported):
			return &FileError{first.index, err}
		}
	}
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
