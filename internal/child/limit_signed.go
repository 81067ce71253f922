//go:build freebsd || dragonfly

package child

import "syscall"

func setLimit(limit *syscall.Rlimit, memory uint64) { limit.Cur = min(limit.Max, int64(memory)) }
