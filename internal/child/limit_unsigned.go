//go:build linux || darwin || netbsd || openbsd

package child

import "syscall"

func setLimit(limit *syscall.Rlimit, memory uint64) { limit.Cur = min(limit.Max, memory) }
