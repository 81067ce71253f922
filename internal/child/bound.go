package child

import (
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"
)

// maxStack is of one goroutine, in bytes: what jsonnet's own bound on recursion
// needs many times over, and too little to fill the memory.
const maxStack = 256 << 20

// leave ends the process.
func leave(code int) { os.Exit(code) }

// bound limits this process, and gives what raises the limit. The system's limit
// is for what is asked for at once, where there is one; a watch is for what adds
// up.
func bound(memory uint64) (raise func(uint64)) {
	// Signals from a terminal reach both processes. This one ends by its pipe, so
	// that the other one alone says why.
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	debug.SetMaxStack(maxStack)
	debug.SetGCPercent(400)
	var most atomic.Uint64
	raise = func(memory uint64) {
		debug.SetMemoryLimit(int64(memory / 4 * 3)) // from there on it is collected more eagerly
		limitData(memory + memory/8)                // what Go's runtime needs beside
		most.Store(memory)
	}
	raise(memory)
	go func() {
		var used runtime.MemStats
		for {
			runtime.ReadMemStats(&used) // stops all else for some 20 us
			if used.HeapAlloc+used.StackInuse > most.Load() {
				leave(exitMemory)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	return raise
}
