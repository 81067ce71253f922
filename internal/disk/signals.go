package disk

import (
	"context"
	"os"
	"os/signal"
	"time"
)

// Interrupted is why something was ended: a signal of those that people and
// systems end a program with. Whoever started the process expects it to end by
// that signal, see Raise.
type Interrupted struct{ Signal os.Signal }

func (i *Interrupted) Error() string { return "ended by a signal: " + i.Signal.String() }

// Unheard is for how long the system alone ends the process by a signal. Most runs
// are over before, and to listen for signals takes Go three more threads. Files
// that are being replaced are settled by whoever replaces them, from the first.
const Unheard = 100 * time.Millisecond

// Interruptible is a context that such a signal cancels, with an *Interrupted as its
// cause, once work lasts longer than Unheard; until then the system ends the process
// by it. release gives the signals back to the system, and tells of one that came
// before, since nobody else has heard it.
func Interruptible(parent context.Context) (ctx context.Context, release func() error) {
	ctx, cancel := context.WithCancelCause(parent)
	heard := &interruption{caught: make(chan os.Signal, 1)}
	done, ended := make(chan struct{}), make(chan struct{})
	listen := time.AfterFunc(Unheard, func() { // most runs start no goroutine for it
		defer close(ended)
		catchSignals(heard.caught)
		select {
		case s := <-heard.caught:
			heard.by = &Interrupted{s}
			cancel(heard.by)
		case <-done:
		}
	})
	return ctx, func() error {
		if !listen.Stop() {
			close(done)
			<-ended
		}
		cancel(nil)
		return heard.end()
	}
}

// catchSignals takes signals into a channel. One that was ignored from the start, as under
// nohup, stays so.
func catchSignals(caught chan os.Signal) {
	for _, s := range endingSignals() {
		if !signal.Ignored(s) {
			signal.Notify(caught, s)
		}
	}
}

// interruption is what was heard of signals.
type interruption struct {
	caught chan os.Signal
	by     *Interrupted // nil before there was one
}

// begin hears signals from now on, which end what is begun and not the process: whoever
// calls it ends with end, and takes itself from those that are replacing.
func (d *Disk) begin() interruption {
	caught := make(chan os.Signal, 1)
	catchSignals(caught)
	d.replacing.Add(1)
	return interruption{caught: caught}
}

// check is an error once there was a signal.
func (i *interruption) check() error {
	if i.by == nil {
		select {
		case s := <-i.caught:
			i.by = &Interrupted{s}
		default:
			return nil // and no *Interrupted that is nil
		}
	}
	return i.by
}

// end answers signals no more. What came before is taken in, and is an error.
func (i *interruption) end() error {
	signal.Stop(i.caught) // waits until what came before is in the channel
	return i.check()
}
