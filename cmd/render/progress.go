package main

import (
	"fmt"
	"io"
	"time"
)

// Progress is shown of work that lasts longer than patience, and anew as often as anybody
// can read it.
const (
	patience     = 500 * time.Millisecond
	showProgress = 100 * time.Millisecond
)

// progress is a line on a terminal that tells how far work is. It is also the way to the
// terminal for everything that is said meanwhile, which takes its place.
type progress struct {
	to    io.Writer // stderr
	line  io.Writer // the terminal itself; nil for none
	all   int
	since time.Time
	last  time.Time
	shown bool
}

func newProgress(s *shell, all int) *progress {
	return &progress{to: s.stderr, line: s.terminal, all: all, since: time.Now()}
}

// Write implements io.Writer.
func (p *progress) Write(text []byte) (int, error) {
	if len(text) > 0 {
		p.end()
	}
	return p.to.Write(text)
}

// step tells that so many are done.
func (p *progress) step(what string, done int) {
	now := time.Now()
	if p.line == nil || now.Sub(p.since) < patience || now.Sub(p.last) < showProgress {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.line, "\r%s: %d of %d\x1b[K", what, done, p.all)
}

// end takes the line away.
func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.line, "\r\x1b[K")
		p.shown = false
	}
}
