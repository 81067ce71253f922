// Package child owns the evaluation of users' jsonnet in a process of render
// itself, under a limit of memory and of time.
//
// In go a job and what it asks for, files and the model, out comes what became of it, all
// over two pipes. The process is this same program, called with one argument that
// no file has (see Asked) and greeted before anything else. It sees no file but
// those it is handed, no environment, and no key; it ends when the pipe to the one
// that started it does, however that ended. It must never print: what Go's runtime
// says of a process that ran out of memory is read here, and told in other words.
package child

import (
	"io"

	"render/render/eval"
)

// word is the argument that calls the process; it is also what "ps" shows.
const word = "(evaluates jsonnet for another render)"

// greeting begins what the process is sent, so that one that somebody starts by
// hand ends at once.
const greeting = "render evaluates jsonnet 1\n"

// Asked reports whether a command line is one by which Evaluate starts a process.
func Asked(args []string) bool { return len(args) == 2 && args[1] == word }

// request is the first thing that the process is sent; the text of its job comes
// with it.
type request struct {
	Job    eval.Job
	Memory uint64 // bytes
}

// answer is what the process sends: what it needs, or the outcome, whose text
// comes with it.
type answer struct {
	Asks       asked
	From, Name string // of a file, and Name of a component
	Fault      *eval.Fault
	Failed     string // the job could not be done, by a fault of render's
}

// Exit codes of the process, beside Go's own 2.
const (
	exitDone    = 0
	exitAlone   = 3  // nobody greeted it, or whoever started it is gone
	exitMemory  = 81 // the watch saw more memory in use than allowed
	exitUnasked = 82 // what it was sent makes no sense
)

// Serve is the process: it does one job, and gives the exit code.
func Serve(in io.Reader, out io.Writer) int {
	greeted := make([]byte, len(greeting))
	if _, err := io.ReadFull(in, greeted); err != nil || string(greeted) != greeting {
		return exitAlone
	}
	w := newWire(in, out)
	var todo request
	text, err := w.receive(&todo)
	if err != nil {
		return exitUnasked
	}
	todo.Job.Text = text
	raise := bound(todo.Memory)
	q := newQuestions(w, raise)
	said := answer{}
	outcome, err := eval.Do(todo.Job, eval.Supply{Open: q.file, Model: q.model, Describe: q.component})
	if said.Fault = outcome.Fault; err != nil {
		said.Failed = err.Error()
	}
	if err := w.send(said, outcome.Text); err != nil {
		return exitAlone
	}
	return exitDone
}
