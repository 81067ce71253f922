package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"time"

	"render/internal/child"
	"render/internal/disk"
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

// unhurried are the same for work that takes as long as what the user asks for
// takes, and no longer: a thousand keys.
func (l limits) unhurried() limits {
	l.run = math.MaxInt64
	return l
}

// errLimit tells that work was ended by one of the limits.
type errLimit struct{ reason string }

func (e *errLimit) Error() string { return e.reason }

// grace is how long work may take to end once its context is cancelled.
const grace = 100 * time.Millisecond

// bound does some work that must stay within the limits, and that a signal may
// end: then its context is cancelled, and the error is an *errLimit or a
// *disk.Interrupted. Work that does not end by its context is left behind, since
// whoever is told of the error ends the process. Reading stdin and writing stdout
// are no such work: they take as long as the other side does.
func (l limits) bound(work func(context.Context) error) (err error) {
	interruptible, release := disk.Interruptible(context.Background())
	defer func() {
		if interrupted := release(); interrupted != nil {
			err = interrupted
		}
	}()
	ctx, cancel := context.WithCancelCause(interruptible)
	defer cancel(nil)
	end := time.NewTimer(l.run)
	defer end.Stop()
	ticker := time.NewTicker(l.every)
	defer ticker.Stop()
	done := make(chan error, 1)
	go func() {
		takeStack(false)
		done <- guarded(ctx, work)
	}()
	err, ended := l.watch(ctx, done, end.C, ticker.C)
	if !ended {
		cancel(err)
		select {
		case <-done: // so that no process of its own is left behind
		case <-time.After(grace):
		}
	}
	if c := (*crash)(nil); errors.As(err, &c) {
		panic(c)
	}
	return err
}

// watch waits for the work to end, for a limit or for the end of the context,
// whichever comes first.
func (l limits) watch(ctx context.Context, done <-chan error, end, look <-chan time.Time) (err error, ended bool) {
	var memory runtime.MemStats
	for {
		select {
		case err := <-done:
			return err, true
		case <-ctx.Done():
			return context.Cause(ctx), false
		case <-end:
			return &errLimit{fmt.Sprintf("stopped after %v: the input, or the jsonnet in it, does not come to an end", l.run)}, false
		case <-look:
		}
		if runtime.ReadMemStats(&memory); memory.HeapAlloc > l.heap {
			return &errLimit{fmt.Sprintf("stopped at %d MiB of memory: the input, or the jsonnet in it, is too large", l.heap>>20)}, false
		}
	}
}

// takeStack makes a goroutine's stack as large at once as the work needs: to double it
// step by step copies it, and looks into all functions on it, each time.
//
//go:noinline
func takeStack(use bool) {
	if use { // never: that there is a place for it is all
		var place [60 << 10]byte
		runtime.KeepAlive(&place)
	}
}

// crash is what some work panicked with, and where.
type crash struct {
	cause any
	stack []byte
}

func (c *crash) Error() string { return "the work has panicked" }

// guarded does some work, and hands on what it panics with: a goroutine that
// panics ends the process with a dump of what it held.
func guarded(ctx context.Context, work func(context.Context) error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &crash{cause, debug.Stack()}
		}
	}()
	return work(ctx)
}
