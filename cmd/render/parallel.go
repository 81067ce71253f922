package main

import (
	"bytes"
	"errors"
	"runtime"
	"runtime/debug"
	"sync"
)

// parallel does some work for each of so many, on all cores at once, and calls done for one
// after the other in their order, behind what was said of it meanwhile. An error of done ends
// it: nothing more is begun, and what is under way is waited for.
func parallel[T any](s *shell, many int, work func(s *shell, i int) (T, error), done func(i int, result T, err error) error) error {
	workers := min(runtime.GOMAXPROCS(0), many)
	if workers < 2 {
		for i := range many {
			result, err := work(s, i)
			if err := done(i, result, err); err != nil {
				return err
			}
		}
		return nil
	}
	p := &crew[T]{shell: s, work: work, ended: make([]chan worked[T], many)}
	for i := range p.ended {
		p.ended[i] = make(chan worked[T], 1)
	}
	var wait sync.WaitGroup
	for range workers {
		wait.Go(p.run)
	}
	defer wait.Wait()
	defer p.stop()
	for i := range many {
		one := <-p.ended[i]
		if err := s.say(one.said); err != nil {
			return err
		}
		if c := (*crash)(nil); errors.As(one.err, &c) {
			panic(c)
		}
		if err := done(i, one.result, one.err); err != nil {
			return err
		}
	}
	return nil
}

// worked is what became of one.
type worked[T any] struct {
	result T
	err    error
	said   []byte // to stderr
}

// crew are workers, and what they have begun.
type crew[T any] struct {
	shell *shell
	work  func(*shell, int) (T, error)
	ended []chan worked[T]

	mu      sync.Mutex
	next    int
	stopped bool
}

func (p *crew[T]) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
}

// take is what to do next.
func (p *crew[T]) take() (i int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped || p.next == len(p.ended) {
		return 0, false
	}
	p.next++
	return p.next - 1, true
}

func (p *crew[T]) run() {
	for {
		i, ok := p.take()
		if !ok {
			return
		}
		p.ended[i] <- p.one(i)
	}
}

// one does the work for one, in a shell that says everything to the one who called.
func (p *crew[T]) one(i int) (out worked[T]) {
	var said bytes.Buffer
	own := *p.shell
	own.stderr = &said
	defer func() {
		if cause := recover(); cause != nil {
			c, ok := cause.(*crash)
			if !ok {
				c = &crash{cause, debug.Stack()}
			}
			out.err = c
		}
		out.said = said.Bytes()
	}()
	out.result, out.err = p.work(&own, i)
	return out
}
