// Package disk owns what is written: files replaced whole, the locks and modes
// of what is written beside them, the removal of what a killed run left, and
// signals meanwhile. It also gives the user's files as an fs.FS, and keeps which
// of them a run has read, so that none of these is replaced.
//
// In go names as the user wrote them and bytes; out come targets, files in
// place, and errors with the system's word. It must never decide what is
// written, remove a file that no run of render made, leave a key readable by
// anybody but its owner at any moment, or read the environment or the clock.
//
// # What a run leaves
//
// Files are written beside their names, as .render-ID-N.tmp (.key where they
// hold keys), and take their names once all of a set are there. Before the first
// of them a list of their names is written into the same folder, .render-ID.lock,
// and locked by the run for as long as it lives; where a run has claimed a folder with
// all that is in it, one list there is enough. So what a killed run left is known by a
// list whose lock can be had, and is exactly the regular files that the list
// names; a name alone never is a reason to remove anything. Where there are no such
// locks (Windows, some network file systems) nothing is ever removed.
package disk

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
)

// Disk writes. Its zero value is ready.
type Disk struct {
	before    func(step Step, path string) error
	replacing atomic.Int32
}

// New is a Disk that calls before, unless it is nil, ahead of each step: tests
// stop a run there.
func New(before func(step Step, path string)) *Disk {
	if before == nil {
		return &Disk{}
	}
	return NewFailing(func(step Step, path string) error {
		before(step, path)
		return nil
	})
}

// NewFailing is a Disk on which a step fails that before gives an error for, as on one
// that is full. Where all behind one step fail, it is as if the run had been killed.
func NewFailing(before func(step Step, path string) error) *Disk { return &Disk{before: before} }

// Replacing reports whether files are being replaced, which a signal is to end and
// not the process: what was written beside them is removed then.
func (d *Disk) Replacing() bool { return d.replacing.Load() > 0 }

// Step is a system call by which something on disk changes.
type Step string

// The steps of Replace, in the order in which they are made. Those between "list"
// and "sync list" are made in each folder, and those up to "sync" for each file or, "sync all", once for many,
// before the first file takes its name.
const (
	StepFolder       Step = "make folder"
	StepLeftover     Step = "remove leftover"      // of a killed run
	StepLeftoverList Step = "remove leftover list" // once all that it names is gone
	StepList         Step = "create list"
	StepLock         Step = "lock list"
	StepWriteList    Step = "write list"
	StepSyncList     Step = "sync list"
	StepCreate       Step = "create"
	StepWrite        Step = "write" // a piece
	StepMode         Step = "change mode"
	StepSync         Step = "sync"
	StepSyncAll      Step = "sync all"    // of many files, in place of each one's
	StepLink         Step = "link"        // a file that must be new takes its name
	StepUnlink       Step = "unlink"      // and loses the other one
	StepRename       Step = "rename"      // any other file takes its name
	StepDelete       Step = "delete"      // a file that is to be there no more
	StepSyncFolder   Step = "sync folder" // of more files than one
	StepRemove       Step = "remove"      // a file that is not to take its name
	StepRemoveList   Step = "remove list"
	StepRemoveFolder Step = "remove folder" // one that was made for nothing, or holds nothing more
	StepWriteInto    Step = "write into"    // a device or an open file
)

// Steps are all steps there are.
func Steps() []Step {
	return []Step{StepFolder, StepLeftover, StepLeftoverList, StepList, StepLock, StepWriteList, StepSyncList, StepCreate, StepWrite, StepMode,
		StepSync, StepSyncAll, StepLink, StepUnlink, StepRename, StepDelete, StepSyncFolder, StepRemove, StepRemoveList, StepRemoveFolder, StepWriteInto}
}

func (d *Disk) step(s Step, path string, do func() error) error {
	if d.before != nil {
		if err := d.before(s, path); err != nil {
			return err
		}
	}
	return do()
}

// Reason is the system's word for why a file cannot be used, without the path,
// which is said before it.
func Reason(err error) string {
	var p *fs.PathError
	var l *os.LinkError
	var s *os.SyscallError
	switch {
	case errors.As(err, &p):
		return p.Err.Error()
	case errors.As(err, &l):
		return l.Err.Error()
	case errors.As(err, &s):
		return s.Err.Error()
	}
	return strings.TrimSpace(err.Error())
}
