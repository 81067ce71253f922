package main

import (
	"maps"
	"sync"
	"time"

	"render/internal/cache"
	"render/internal/disk"
)

// How often files are looked at, and for how long nothing must have changed before they are
// read: an editor writes in several steps. Many files are looked at less often, so that
// watching takes a fiftieth of a core at most.
const (
	lookEvery = 200 * time.Millisecond
	settled   = 60 * time.Millisecond
	lookShare = 50
)

// watched are the files that a run has read or looked for, as it found them.
type watched struct {
	mu     sync.Mutex
	states map[string]cache.State
	reads  []*disk.Reads
	kept   []*cache.Member
}

// add has a run's reads be watched once it is over.
func (w *watched) add(reads *disk.Reads) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reads = append(w.reads, reads)
}

// addKept has the files be watched that were not read since nothing of them had changed.
func (w *watched) addKept(m *cache.Member) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kept = append(w.kept, m)
}

// see takes in a file that is about to be read.
func (w *watched) see(path string) { w.states[path] = cache.Look(path) }

// settle takes in what was read.
func (w *watched) settle() {
	for _, m := range w.kept {
		for _, f := range m.Inputs {
			w.states[f.Name] = f.State
		}
	}
	for _, reads := range w.reads {
		files, asked := reads.Remembered()
		for _, path := range asked {
			w.states[path] = cache.Seen(path).State
		}
		for _, file := range files {
			state := cache.StateOf(file.Info)
			state.Linked = cache.Look(file.Path).Linked
			w.states[file.Path] = state
		}
	}
}

// changed reports whether any of the files is another one.
func (w *watched) changed() bool {
	for path, state := range w.states {
		now := cache.Look(path)
		if state.Bare() {
			now = now.OfKind()
		}
		if now != state {
			return true
		}
	}
	return false
}

// wait waits for a change, and until it is over.
func (w *watched) wait() {
	every := lookEvery
	for {
		begun := time.Now()
		if w.changed() {
			break
		}
		every = max(lookEvery, lookShare*time.Since(begun))
		time.Sleep(every)
	}
	for before := w.now(); ; {
		time.Sleep(settled)
		after := w.now()
		if maps.Equal(before, after) {
			return
		}
		before = after
	}
}

// now is what all the files are like.
func (w *watched) now() map[string]cache.State {
	out := map[string]cache.State{}
	for path := range w.states {
		out[path] = cache.Look(path)
	}
	return out
}
