package main

import (
	"fmt"
	"runtime"
	"time"

	"render/internal/child"
)

// limits bound one rendering, whatever the input makes of it.
type limits struct {
	run   time.Duration
	heap  uint64        // bytes of live and not yet collected objects
	every time.Duration // how often both are looked at

	jsonnet child.Limits // of the process that evaluates a user's jsonnet
}

// usualLimits are far beyond what people write: 10 000 apps take 2 s and
// 0.2 GiB.
func usualLimits() limits {
	return limits{run: 2 * time.Minute, heap: 4 << 30, every: 250 * time.Millisecond, jsonnet: child.Usual()}
}

// watch calls exceeded, once, with the reason, when a limit is passed before
// stop is called. What it watches cannot be stopped, so exceeded ends the
// process. It is not for reading stdin and writing stdout, which take as long
// as the other side does.
func (l limits) watch(exceeded func(reason string)) (stop func()) {
	done := make(chan struct{})
	go func() {
		end := time.NewTimer(l.run)
		defer end.Stop()
		ticker := time.NewTicker(l.every)
		defer ticker.Stop()
		var memory runtime.MemStats
		for {
			select {
			case <-done:
				return
			case <-end.C:
				exceeded(fmt.Sprintf("stopped after %v: the input, or the jsonnet in it, does not come to an end", l.run))
				return
			case <-ticker.C:
			}
			if runtime.ReadMemStats(&memory); memory.HeapAlloc > l.heap {
				exceeded(fmt.Sprintf("stopped at %d MiB of memory: the input, or the jsonnet in it, is too large", l.heap>>20))
				return
			}
		}
	}()
	return func() { close(done) }
}
