//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"os"
	"syscall"
)

// lockFolder waits until no other run makes certificates for topologies of a
// folder. The lock ends with the program, however that ends. Where the folder
// cannot be locked, on some network file systems, certFile.take alone guards.
func lockFolder(directory string) (unlock func()) {
	folder, err := os.Open(directory)
	if err != nil {
		return func() {} // reading the topology tells of it
	}
	_ = syscall.Flock(int(folder.Fd()), syscall.LOCK_EX)
	return func() { folder.Close() }
}
