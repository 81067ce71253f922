package disk

import (
	"errors"
	"io/fs"
	"os"
)

// commit gives all files their names. No signal comes between.
func (r *replacement) commit() error {
	last := len(r.set.Files)
	if r.set.Last {
		last--
	}
	for i := range r.set.Files {
		if i == last {
			if err := r.remove(); err != nil {
				return err
			}
		}
		if err := r.take(i); err != nil {
			return &FileError{i, err}
		}
	}
	if !r.set.Last {
		if err := r.remove(); err != nil {
			return err
		}
	}
	if len(r.set.Files) == 1 && len(r.set.Gone) == 0 {
		return nil // the old file or the new one, even where the power fails
	}
	for _, folder := range r.folders {
		// A folder that cannot be synced is one of a file system that has no need
		// of it, or that has failed after all was written.
		_ = r.disk.step(StepSyncFolder, folder, func() error { return syncFolder(folder) })
	}
	return nil
}

// remove removes what is to be there no more.
func (r *replacement) remove() error {
	for _, gone := range r.set.Gone {
		now, err := os.Lstat(gone.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		case !unchanged(now, gone.Old):
			return &fs.PathError{Op: "remove", Path: gone.Path, Err: ErrChanged}
		}
		if err := r.disk.step(StepDelete, gone.Path, func() error { return os.Remove(gone.Path) }); err != nil {
			return err
		}
	}
	for _, folder := range r.set.Empty {
		// The list of this run is in it where something was written there as well.
		r.disk.removeEmpty(folder)
	}
	return nil
}

// unchanged reports whether a file is what it was.
func unchanged(now, old fs.FileInfo) bool {
	return os.SameFile(now, old) && now.Size() == old.Size() && now.ModTime().Equal(old.ModTime())
}

// take gives a file its name. A link, unlike a rename, takes no name that
// another run has taken meanwhile; file systems without links have the rename.
func (r *replacement) take(i int) error {
	f, beside := &r.set.Files[i], r.beside[i]
	if f.Guard && f.Old == nil {
		err := r.disk.step(StepLink, f.Path, func() error { return os.Link(beside, f.Path) })
		if err == nil {
			if r.disk.step(StepUnlink, beside, func() error { return os.Remove(beside) }) == nil {
				r.beside[i] = ""
			}
			return nil
		}
		if _, there := os.Lstat(f.Path); errors.Is(err, fs.ErrExist) || there == nil {
			return ErrExists
		}
	}
	if f.Guard && f.Old != nil {
		if now, err := os.Lstat(f.Path); err != nil || !unchanged(now, f.Old) {
			return ErrChanged
		}
	}
	err := r.disk.step(StepRename, f.Path, func() error { return os.Rename(beside, f.Path) })
	if err == nil {
		r.beside[i] = ""
	}
	return err
}

// clean removes what has not taken its name, the lists, and folders that were
// made for nothing.
func (r *replacement) clean() {
	_ = r.close() // an error came before this
	for i, path := range r.beside {
		if path != "" && r.disk.step(StepRemove, path, func() error { return os.Remove(path) }) == nil {
			r.beside[i] = ""
		}
	}
	for _, l := range r.lists {
		l.remove(r.disk)
	}
	for i := len(r.made) - 1; i >= 0; i-- {
		r.disk.removeEmpty(r.made[i])
	}
}

// removeEmpty removes a folder that holds nothing.
func (d *Disk) removeEmpty(folder string) {
	if empty(folder) {
		_ = d.step(StepRemoveFolder, folder, func() error { return os.Remove(folder) }) // fails where it holds something by now
	}
}

func empty(folder string) bool {
	names, err := os.ReadDir(folder)
	return err == nil && len(names) == 0
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
