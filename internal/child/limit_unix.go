//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package child

import "syscall"

// limitData bounds the process's data segment, which on Linux takes in all that
// Go's runtime asks for (getrlimit(2), RLIMIT_DATA, from 4.7 on). Elsewhere it may
// bound nothing, and the watch is alone.
func limitData(memory uint64) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_DATA, &limit); err != nil {
		return
	}
	setLimit(&limit, memory)
	_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &limit)
}
