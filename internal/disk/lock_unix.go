//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package disk

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// errNoLocks says that the file system has no locks.
var errNoLocks = errors.New("no locks here")

// errLocked says that another run has the lock.
var errLocked = errors.New("another run has the lock")

// tryLock takes the lock of an open file, which ends with the process, however
// that ends.
func tryLock(file *os.File) error {
	for {
		switch err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err {
		case nil:
			return nil
		case syscall.EINTR:
		case syscall.EWOULDBLOCK, syscall.EACCES:
			return errLocked
		default:
			return errNoLocks
		}
	}
}

// openList opens a list for its lock. Network file systems lock only what is
// open for writing.
func openList(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
}

// closeFirst does nothing: an open file can be removed, and its lock is kept
// until it is.
func closeFirst(*os.File) {}

// LockFolder waits until no other run that calls it works on a folder. Where the
// folder cannot be locked, as on some network file systems, it does not wait, and
// no longer than half a minute where somebody else has locked it for long.
func (d *Disk) LockFolder(path string) (unlock func()) {
	const every, most = 20 * time.Millisecond, 30 * time.Second
	folder, err := os.Open(path)
	if err != nil {
		return func() {} // reading from it tells
	}
	for waited := time.Duration(0); waited < most && tryLock(folder) == errLocked; waited += every {
		time.Sleep(every)
	}
	return func() { folder.Close() }
}
