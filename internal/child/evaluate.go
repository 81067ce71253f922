package child

import (
	"bytes"
	"encoding/gob"
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

// grown are the limits of a job. An app has some 3 KiB in the model; with a
// mixin it takes 32 KiB and 0.3 ms.
func (l Limits) grown(job eval.Job) Limits {
	const free, most = 1 << 20, 6 << 30 // bytes
	more := max(0, len(job.Model)-free)
	l.Time += 2 * time.Microsecond * time.Duration(more)
	l.Memory = max(l.Memory, min(most, l.Memory+16*uint64(more)))
	return l
}

// Evaluate does a job in a process of its own, taking files from an opener in this
// one. It is an eval.Evaluator.
func (l Limits) Evaluate(job eval.Job, open eval.Opener) (eval.Outcome, error) {
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
	l = l.grown(job)
	var late atomic.Bool
	end := time.AfterFunc(l.Time, func() {
		late.Store(true)
		_ = c.Process.Kill() // it may have ended by now
	})
	last, err := converse(to, from, order{Job: job, Memory: l.Memory}, open)
	to.Close()
	ended := c.Wait()
	end.Stop()
	switch {
	case err == nil && last.Failed != "":
		return eval.Outcome{}, errors.New(last.Failed)
	case err == nil:
		return last.Outcome, nil
	case late.Load():
		return eval.Outcome{}, &eval.Limit{Message: fmt.Sprintf("does not come to an end within %v", l.Time.Round(time.Second)),
			Cure: "look for a function that calls itself for ever, or a comprehension over far too much"}
	}
	return eval.Outcome{}, l.reason(ended, said.text)
}

// converse sends a job, answers what the process asks, and gives its last word.
func converse(to io.Writer, from io.Reader, todo order, open eval.Opener) (answer, error) {
	if _, err := io.WriteString(to, greeting); err != nil {
		return answer{}, err
	}
	encoder, decoder := gob.NewEncoder(to), gob.NewDecoder(from)
	if err := encoder.Encode(todo); err != nil {
		return answer{}, err
	}
	for {
		var a answer
		if err := decoder.Decode(&a); err != nil {
			return answer{}, err
		}
		if !a.Asks {
			return a, nil
		}
		if err := encoder.Encode(open(a.From, a.Name)); err != nil {
			return answer{}, err
		}
	}
}

func notStarted(err error) error {
	return &eval.Limit{Message: "cannot be evaluated: no process can be started for it: " + err.Error(), Cure: "allow render to start itself once more"}
}

// reason is why a process ended without an outcome. What Go's runtime said of it
// is for this alone.
func (l Limits) reason(ended error, said []byte) error {
	var exit *exec.ExitError
	errors.As(ended, &exit)
	switch {
	case bytes.Contains(said, []byte("stack overflow")) || bytes.Contains(said, []byte("goroutine stack exceeds")):
		return &eval.Limit{Message: "calls itself too deeply", Cure: "look for a function that calls itself without an end, or a very long std.foldl"}
	case exit != nil && exit.ExitCode() == exitMemory, bytes.Contains(said, []byte("out of memory")), bytes.Contains(said, []byte("cannot allocate memory")),
		bytes.Contains(said, []byte("failed to allocate")), bytes.Contains(said, []byte("failed to reserve")), bytes.Contains(said, []byte("newosproc")):
		return l.tooLarge()
	case exit != nil && exit.ExitCode() < 0 && len(said) == 0: // killed: by the system, for want of memory
		return l.tooLarge()
	case bytes.Contains(said, []byte("len out of range")):
		return l.tooLarge()
	}
	return fmt.Errorf("the process that evaluates jsonnet ended: %v", ended)
}

func (l Limits) tooLarge() error {
	return &eval.Limit{Message: fmt.Sprintf("takes more than the %d MiB of memory that it is given", l.Memory>>20),
		Cure: "look for a list or a text that doubles, or a very long std.range"}
}

// head keeps the beginning of what is written to it.
type head struct{ text []byte }

func (h *head) Write(text []byte) (int, error) {
	const most = 4 << 10
	h.text = append(h.text, text[:min(len(text), most-len(h.text))]...)
	return len(text), nil
}
