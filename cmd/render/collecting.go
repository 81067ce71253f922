package main

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
)

// How much may be allocated, in percent of what is in use, before what is not in use
// any more is looked for.
const (
	// firstPercent is of the 4 MiB that Go takes to be in use at first: what a thousand
	// apps take, most of which lives until the end, is never looked through.
	firstPercent = 1600
	// laterPercent is from the first collection on.
	laterPercent = 400
	// tightPercent is where memory matters more than time.
	tightPercent = 60
)

// tight tells that memory matters more than time.
var tight atomic.Bool

// collectSeldom is for a process that is soon over.
func collectSeldom() {
	debug.SetGCPercent(firstPercent)
	runtime.AddCleanup(new([16]byte), func(int) { // when there was a collection
		if !tight.Load() {
			debug.SetGCPercent(laterPercent)
		}
	}, 0)
}

// collectOften is for what is so large that memory may run out.
func collectOften() {
	tight.Store(true)
	debug.SetGCPercent(tightPercent)
}
