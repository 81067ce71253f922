package child

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"time"

	"render/render/eval"
)

// Limits bound a job whose model is small, and grow with the model.
type Limits struct {
	Memory uint64 // bytes
	Time   time.Duration
}

// Usual are limits far beyond what people write.
func Usual() Limits { return Limits{Memory: 1280 << 20, Time: 7 * time.Second} }

// grown are the limits of a job that asks for a model of so many bytes. An app has
// some 3 KiB in the model; with a mixin it takes 32 KiB and 0.3 ms.
func (l Limits) grown(model int) Limits {
	const free, most = 1 << 20, 6 << 30 // bytes
	more := max(0, model-free)
	l.Time += 2 * time.Microsecond * time.Duration(more)
	l.Memory = max(l.Memory, min(most, l.Memory+16*uint64(more)))
	return l
}

// Evaluate does a job in a process of its own, supplied from this one. The
// process is killed where the context is cancelled. It is an eval.Evaluator.
func (l Limits) Evaluate(ctx context.Context, job eval.Job, supply eval.Supply) (eval.Outcome, error) {
	// The kernel's own signal comes at the end of the thread that started the
	// process.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	name, err := program()
	if err != nil {
		return eval.Outcome{}, notStarted(err)
	}
	said := &head{}
	c := &exec.Cmd{Path: name, Args: []string{os.Args[0], word}, Env: []string{}, Stderr: said, SysProcAttr: attributes()}
	to, err := c.StdinPipe()
	if err != nil {
		return eval.Outcome{}, notStarted(err)
	}
	from, err := c.StdoutPipe()
	if err != nil {
		return eval.Outcome{}, notStarted(err)
	}
	if err := c.Start(); err != nil {
		return eval.Outcome{}, notStarted(err)
	}
	began := time.Now()
	var late atomic.Bool
	end := time.AfterFunc(l.Time, func() {
		late.Store(true)
		_ = c.Process.Kill() // it may have ended by now
	})
	forget := context.AfterFunc(ctx, func() { _ = c.Process.Kill() })
	last, text, err := l.converse(newWire(from, to), job, supply, func(model int) uint64 {
		l = l.grown(model)
		end.Reset(l.Time - time.Since(began))
		return l.Memory
	})
	to.Close()
	ended := c.Wait()
	end.Stop()
	forget()
	switch {
	case ctx.Err() != nil:
		return eval.Outcome{}, context.Cause(ctx)
	case err == nil && last.Failed != "":
		return eval.Outcome{}, errors.New(last.Failed)
	case err == nil:
		return eval.Outcome{Text: text, Fault: last.Fault}, nil
	case late.Load():
		return eval.Outcome{}, &eval.Limit{Message: fmt.Sprintf("does not come to an end within %v", l.Time.Round(time.Second)),
			Help: "look for a function that calls itself for ever, or a comprehension over far too much"}
	}
	return eval.Outcome{}, l.reason(ended, said.text)
}

// converse sends a job, gives the process what it asks for, and returns its last
// word. When it asks for the model, grow gives it more memory.
func (l Limits) converse(w *wire, job eval.Job, supply eval.Supply, grow func(model int) uint64) (answer, []byte, error) {
	if _, err := io.WriteString(w.to, greeting); err != nil {
		return answer{}, nil, err
	}
	todo, text := request{Job: job, Memory: l.Memory}, job.Text
	todo.Job.Text = nil
	if err := w.send(todo, text); err != nil {
		return answer{}, nil, err
	}
	for {
		var a answer
		text, err := w.receive(&a)
		if err != nil || a.Asks == nothing {
			return a, text, err
		}
		var reply supplied
		switch a.Asks {
		case aFile:
			reply.Opened = supply.Open(a.From, a.Name)
			text, reply.Opened.Text = reply.Opened.Text, nil
		case aModel:
			if text, err = supply.Model(); err != nil {
				reply.Failed = err.Error()
			}
			reply.Memory = grow(len(text))
		case aComponent:
			described, ok := supply.Describe(a.Name)
			text, reply.Described, reply.Interpreted = nil, described, !ok
		default:
			return answer{}, nil, errors.New("it asks for what there is not")
		}
		if err := w.send(reply, text); err != nil {
			return answer{}, nil, err
		}
	}
}

func notStarted(err error) error {
	return &eval.Limit{Message: "cannot be evaluated: no process can be started for it: " + err.Error(), Help: "allow render to start itself once more"}
}

// goFatal is the exit code of Go's runtime for what a program cannot recover from.
const goFatal = 2

// reason is why a process ended without an outcome. What Go's runtime said of it
// is for this alone.
func (l Limits) reason(ended error, said []byte) error {
	var exit *exec.ExitError
	errors.As(ended, &exit)
	switch {
	case bytes.Contains(said, []byte("stack overflow")) || bytes.Contains(said, []byte("goroutine stack exceeds")):
		return &eval.Limit{Message: "calls itself too deeply", Help: "look for a function that calls itself without an end, or a very long std.foldl"}
	case bytes.Contains(said, []byte("len out of range")):
		return l.tooLarge()
	case exit != nil && exit.ExitCode() == exitMemory:
		return l.tooLarge()
	case exit != nil && (exit.ExitCode() < 0 || exit.ExitCode() == goFatal) && !bytes.HasPrefix(said, []byte("panic:")):
		// Killed by the system, or ended by Go's runtime, which says many things where
		// memory is refused: of itself, of a thread, or of a signal while it collects.
		return l.tooLarge()
	}
	return fmt.Errorf("the process that evaluates jsonnet ended: %v", ended)
}

func (l Limits) tooLarge() error {
	return &eval.Limit{Message: fmt.Sprintf("takes more than the %d MiB of memory that it is given", l.Memory>>20),
		Help: "look for a list or a text that doubles, or a very long std.range"}
}

// head keeps the beginning of what is written to it.
type head struct{ text []byte }

func (h *head) Write(text []byte) (int, error) {
	const most = 4 << 10
	h.text = append(h.text, text[:min(len(text), most-len(h.text))]...)
	return len(text), nil
}
