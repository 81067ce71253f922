package disk

import (
	"os"
	"syscall"
)

// closedAtStart reports whether a file is what Go's runtime opens in the place of
// a standard file that is closed: /dev/null, for reading too, which is no other
// standard file's as well (runtime/fds_unix.go). Shells, Go and Rust throw an
// output away into one that is for writing only; daemons have one in place of
// all three, and libuv one for each. What is left is a program that gives its
// child such a file as standard output alone: it looks the same, so the message
// tells of it.
func closedAtStart(file *os.File) bool {
	if !nullForBoth(file) {
		return false
	}
	for _, other := range []*os.File{os.Stdin, os.Stderr} {
		if other.Fd() != file.Fd() && shareFlags(file, other) {
			return false
		}
	}
	return !nullForBoth(os.Stderr)
}

// nullForBoth reports whether a file is /dev/null, for reading and writing.
func nullForBoth(file *os.File) bool {
	null, err := os.Stat(os.DevNull)
	if err != nil {
		return false
	}
	info, err := file.Stat()
	if err != nil || !os.SameFile(null, info) {
		return false
	}
	flags, err := fileFlags(file)
	return err == nil && flags&syscall.O_ACCMODE == syscall.O_RDWR
}

// shareFlags reports whether two are one open file, by a flag that means nothing
// to /dev/null.
func shareFlags(one, two *os.File) bool {
	flags, err := fileFlags(one)
	if err != nil {
		return false
	}
	before, err := fileFlags(two)
	if err != nil || before != flags || setFlags(one, flags^syscall.O_APPEND) != nil {
		return false
	}
	after, err := fileFlags(two)
	_ = setFlags(one, flags)
	return err == nil && after != before
}

func fileFlags(file *os.File) (int, error) {
	flags, _, failed := syscall.Syscall(syscall.SYS_FCNTL, file.Fd(), syscall.F_GETFL, 0)
	if failed != 0 {
		return 0, failed
	}
	return int(flags), nil
}

func setFlags(file *os.File, flags int) error {
	if _, _, failed := syscall.Syscall(syscall.SYS_FCNTL, file.Fd(), syscall.F_SETFL, uintptr(flags)); failed != 0 {
		return failed
	}
	return nil
}
