package child

import (
	"errors"

	"render/render/eval"
)

// asked is what an answer asks for.
type asked string

const (
	nothing asked = ""
	aFile   asked = "file"
	aModel  asked = "model"
	// aComponent is one of the library's as it is without the mixin.
	aComponent asked = "component"
)

// supplied is what the process is sent when it asks; the file's text, or the
// model, comes with it.
type supplied struct {
	Opened eval.Opened
	// Described is a component, unless it is Interpreted.
	Described   eval.Description
	Interpreted bool
	Memory      uint64 // with the model: the limit from then on
	Failed      string // the model cannot be had
}

// questions are what the process asks the one that started it, one at a time.
type questions struct {
	w       *wire
	replies chan reply
	raise   func(memory uint64)
}

// reply is what came, with its text.
type reply struct {
	supplied
	text []byte
}

// newQuestions begins to read replies. The process ends when no more can come,
// even while it evaluates.
func newQuestions(w *wire, raise func(memory uint64)) *questions {
	q := &questions{w, make(chan reply), raise}
	go func() {
		for {
			var r reply
			var err error
			if r.text, err = w.receive(&r.supplied); err != nil {
				leave(exitAlone)
			}
			q.replies <- r
		}
	}()
	return q
}

func (q *questions) ask(a answer) reply {
	if err := q.w.send(a, nil); err != nil {
		leave(exitAlone)
	}
	return <-q.replies
}

// file is an eval.Opener.
func (q *questions) file(from, name string) eval.Opened {
	r := q.ask(answer{Asks: aFile, From: from, Name: name})
	r.Opened.Text = r.text
	return r.Opened
}

// model is the model as JSON. With it comes a limit of memory that goes with its
// size.
func (q *questions) model() ([]byte, error) {
	r := q.ask(answer{Asks: aModel})
	if r.Failed != "" {
		return nil, errors.New(r.Failed)
	}
	q.raise(r.Memory)
	return r.text, nil
}

// component describes a component of the library.
func (q *questions) component(name string) (eval.Description, bool) {
	r := q.ask(answer{Asks: aComponent, Name: name})
	return r.Described, !r.Interpreted
}
