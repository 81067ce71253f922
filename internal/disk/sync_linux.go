package disk

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// beginSync has a file's text on its way to the disk before anybody waits for it: what is
// on its way together is brought there at once. SYNC_FILE_RANGE_WRITE (sync_file_range(2))
// waits for nothing and promises nothing, so that an error means as little.
func beginSync(file *os.File) {
	const write = 2
	_ = syscall.SyncFileRange(int(file.Fd()), 0, 0, write)
}

// syncAll syncs all that was written to the file system of a file, and tells of what could
// not be written since the file was opened (syncfs(2); before Linux 5.8 it tells of nothing).
func syncAll(file *os.File) error { return unix.Syncfs(int(file.Fd())) }
