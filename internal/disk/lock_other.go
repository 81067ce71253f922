//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package disk

import (
	"errors"
	"os"
)

var (
	errNoLocks = errors.New("no locks here")
	errLocked  = errors.New("another run has the lock")
)

// tryLock never has a lock, so nothing is ever taken for a killed run's.
func tryLock(*os.File) error { return errNoLocks }

func openList(string) (*os.File, error) { return nil, errNoLocks }

// closeFirst closes a file that cannot be removed while it is open.
func closeFirst(file *os.File) { file.Close() }

// LockFolder does nothing where folders cannot be locked.
func (d *Disk) LockFolder(string) (unlock func()) { return func() {} }
