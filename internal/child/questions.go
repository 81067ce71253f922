package child

import (
	"encoding/json"
	"errors"

	"render/render/eval"
	"render/render/manifest"
)

// asked is what an answer asks for.
type asked string

const (
	nothing asked = ""
	aFile   asked = "file"
	aModel  asked = "model"
	// Of the compiled library, see eval.Library.
	aComponent asked = "component"
	aShape     asked = "shape"
	anObject   asked = "object"
)

// supplied is what the process is sent when it asks; the file's text, the model, or JSON of
// the library's comes with it.
type supplied struct {
	Opened eval.Opened
	Memory uint64 // the limit from then on
	Failed string // the model cannot be had
	// Described is a component. GaveUp says that it is to be interpreted.
	Described eval.Description
	GaveUp    bool
}

// questions are what the process asks the one that started it, one at a time.
type questions struct {
	w       *wire
	replies chan reply
	raise   func(memory uint64)
	memory  uint64 // the limit
}

// reply is what came, with its text.
type reply struct {
	supplied
	text []byte
}

// newQuestions begins to read replies. The process ends when no more can come,
// even while it evaluates.
func newQuestions(w *wire, raise func(memory uint64)) *questions {
	q := &questions{w: w, replies: make(chan reply), raise: raise}
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
	r := <-q.replies
	if r.Memory > q.memory {
		q.memory = r.Memory
		q.raise(r.Memory)
	}
	return r
}

// file is an eval.Opener.
func (q *questions) file(from, name string) eval.Opened {
	r := q.ask(answer{Asks: aFile, From: from, Name: name})
	r.Opened.Text = r.text
	return r.Opened
}

// model is the model as JSON.
func (q *questions) model() ([]byte, error) {
	r := q.ask(answer{Asks: aModel})
	if r.Failed != "" {
		return nil, errors.New(r.Failed)
	}
	return r.text, nil
}

// Describe implements eval.Library.
func (q *questions) Describe(component string) (eval.Description, bool) {
	r := q.ask(answer{Asks: aComponent, Name: component})
	return r.Described, !r.GaveUp
}

// Shape implements eval.Library.
func (q *questions) Shape(component string, own manifest.Object) (shape map[string]any, ok bool) {
	r := q.ask(answer{Asks: aShape, Name: component, Own: own})
	return shape, !r.GaveUp && json.Unmarshal(r.text, &shape) == nil
}

// Make implements eval.Library.
func (q *questions) Make(component string, own manifest.Object, keys []string) ([]byte, bool) {
	r := q.ask(answer{Asks: anObject, Name: component, Own: own, Keys: keys})
	return r.text, !r.GaveUp
}
