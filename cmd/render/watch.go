package main

import (
	"fmt"
	"io"
	"os"
	"runtime/metrics"
	"time"
)

// A user's jsonnet is a program, and nothing in it says how long it runs or how
// much it makes: past these bounds the run ends.
const (
	longestRun  = 2 * time.Minute
	largestHeap = 4 << 30 // bytes; a topology of 10 000 apps takes 0.2 GiB
	watchEvery  = 250 * time.Millisecond
)

// watch ends the process when it runs for too long or grows too large.
func watch(stderr io.Writer) (stop func()) {
	done := make(chan struct{})
	go func() {
		begin := time.Now()
		ticker := time.NewTicker(watchEvery)
		defer ticker.Stop()
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			metrics.Read(sample)
			switch {
			case time.Since(begin) > longestRun:
				fmt.Fprintf(stderr, "render: stopped after %v: the input, or the jsonnet in it, does not come to an end\n", longestRun)
			case sample[0].Value.Uint64() > largestHeap:
				fmt.Fprintf(stderr, "render: stopped at %d GiB of memory: the input, or the jsonnet in it, is too large\n", largestHeap>>30)
			default:
				continue
			}
			os.Exit(exitInput)
		}
	}()
	return func() { close(done) }
}
