package disk

import (
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
)

// interruption lets signals in between the steps of a replacement.
type interruption struct {
	mu      sync.Mutex // held by a step, and for good once a signal is answered
	stopped atomic.Bool
}

// uninterrupted does something that no signal comes between. Behind a signal
// nothing more is done: the process is about to end.
func (i *interruption) uninterrupted(do func() error) error {
	if i.stopped.Load() {
		select {}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return do()
}

// catchSignals answers the signals that people and systems end a program with:
// what is being written is removed, and the process ends by that signal, as its
// parent expects. One that was ignored from the start, as under nohup, stays so.
// Without a replacement under way there is nothing to remove, and the system ends the
// process.
func (r *replacement) catchSignals() (done func()) {
	caught := make(chan os.Signal, 1)
	ended := make(chan struct{})
	for _, s := range endingSignals() {
		if !signal.Ignored(s) {
			signal.Notify(caught, s)
		}
	}
	go func() {
		defer close(ended)
		s, ok := <-caught
		if !ok {
			return
		}
		r.stopped.Store(true)
		r.mu.Lock()
		r.clean()
		endBy(s)
	}()
	return func() {
		signal.Stop(caught) // waits until what came before is in the channel
		close(caught)
		<-ended
	}
}
