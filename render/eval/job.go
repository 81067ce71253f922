package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	"render/render/diag"
	"render/render/manifest"
)

// Job is an evaluation of user's jsonnet as plain data, so that another process
// can do it: a topology's, or that of the library with a mixin.
type Job struct {
	Path        string     // the file of the topology or the mixin, in the topology's folder
	Text        []byte     // of a topology
	Mixin       bool       // it is a mixin
	Interpreted bool       // the library is to be interpreted, all of it
	ExtStr      []Variable // std.extVar
	TLAStr      []Variable // arguments of a topology that is a function
}

// Outcome is what came of a job: JSON, or a fault.
type Outcome struct {
	Text  []byte // a topology, or a list of listed
	Fault *Fault
}

// Fault is what is wrong with user's jsonnet. File is one that was opened, or ""
// where none of them is known to be at fault; Line 0 is all of it.
type Fault struct {
	Code                 diag.Code
	Message              string
	File                 string
	Line, Column, Length int
}

// Opened is a file that jsonnet imports, or why it is not given it.
type Opened struct {
	Text    []byte
	Found   string // the name by which it is known from then on
	Refused string
}

// Opener opens what a file imports by a name. It alone decides what may be read.
type Opener func(from, name string) Opened

// Supply gives a job what it asks for.
type Supply struct {
	Open  Opener
	Model func() ([]byte, error) // of a mixin: what the library is given, as JSON
}

// Evaluator does a job, with what it asks for supplied. An error that is a *Limit
// tells that it took too much; the cause of the context, that it was cancelled;
// any other one, that the job could not be begun.
type Evaluator func(context.Context, Job, Supply) (Outcome, error)

// Limit is why a job was ended before its time.
type Limit struct{ Message, Help string }

func (l *Limit) Error() string { return l.Message }

// maxResult bounds what a job gives, in bytes of JSON. It is more than any output
// that is written has (see render.maxOutput).
const maxResult = 600 << 20

// Do does a job in this process. Nothing bounds how long it takes or how much
// memory.
func Do(job Job, supply Supply) (Outcome, error) {
	e := newEvaluation(supply.Open, job.ExtStr)
	if !job.Mixin {
		text, err := e.topology(job.Path, job.Text, job.TLAStr)
		return e.outcome(text, err), nil
	}
	var failed error // no fault of the user's
	model := sync.OnceValues(func() (t manifest.Object, err error) {
		text, err := supply.Model()
		if err == nil {
			err = json.Unmarshal(text, &t)
		}
		failed = err
		return t, err
	})
	components, err := e.mixin(model, job)
	if failed != nil {
		return Outcome{}, failed
	}
	if err != nil {
		return e.outcome(nil, err), nil
	}
	text, err := encodeJSON(components)
	return e.outcome(text, nil), err
}

func (e *evaluation) outcome(text []byte, err error) Outcome {
	switch {
	case err != nil:
		return Outcome{Fault: e.fault(err)}
	case len(text) > maxResult:
		return Outcome{Fault: &Fault{Code: "jsonnet-limit", Message: fmt.Sprintf("gives more than %d MiB", maxResult>>20)}}
	}
	return Outcome{Text: text}
}

// evaluation is one VM with the files that it read.
type evaluation struct {
	vm   *jsonnet.VM
	from *importer
}

func newEvaluation(open Opener, variables []Variable) *evaluation {
	return (&importer{open: open, contents: map[string]jsonnet.Contents{}, library: map[string]jsonnet.Contents{}, answers: map[[2]string]answer{}}).evaluation(variables)
}

// evaluation is a new one with the files that are known already.
func (i *importer) evaluation(variables []Variable) *evaluation {
	vm := jsonnet.MakeVM()
	vm.Importer(i)
	vm.SetTraceOut(silent{})
	for _, v := range variables {
		vm.ExtVar(v.Name, v.Value)
	}
	return &evaluation{vm: vm, from: i}
}

type silent struct{}

func (silent) Write(text []byte) (int, error) { return len(text), nil }

func (e *evaluation) topology(name string, text []byte, arguments []Variable) ([]byte, error) {
	for _, v := range arguments {
		e.vm.TLAVar(v.Name, v.Value)
	}
	e.from.contents[name] = jsonnet.MakeContentsRaw(text)
	node, err := jsonnet.SnippetToAST(name, string(text))
	if err != nil {
		return nil, err
	}
	e.bounded(node, name, map[ast.Node]bool{})
	out, err := e.vm.Evaluate(node)
	return []byte(out), err
}

// mixin is the library over a model with a file of the user's mixed in. What goes
// wrong over the compiled library, or in the mixin, is settled by interpreting
// everything, so that faults are told as they would be then.
func (e *evaluation) mixin(model func() (manifest.Object, error), job Job) ([]listed, error) {
	if !job.Interpreted {
		e.boundMixin(job.Path)
		if components, err := e.lazily(model, job.Path); err == nil {
			return components, nil
		}
	}
	t, err := model()
	if err != nil {
		return nil, err
	}
	e.vm = e.from.evaluation(job.ExtStr).vm
	e.boundMixin(job.Path)
	return e.interpreted(t.Map(), job.Path)
}

func (e *evaluation) boundMixin(name string) {
	if own, found, err := e.vm.ImportAST("", name); err == nil {
		e.bounded(own, found, map[ast.Node]bool{})
	}
}

// importer asks an opener for files, each once.
type importer struct {
	open     Opener
	contents map[string]jsonnet.Contents // the user's, by the name that they are known by
	library  map[string]jsonnet.Contents
	answers  map[[2]string]answer
}

type answer struct {
	found string
	err   error
}

// refused reports whether a message tells of a file that was not given.
func (i *importer) refused(message string) bool {
	for _, a := range i.answers {
		if a.err != nil && strings.Contains(message, a.err.Error()) {
			return true
		}
	}
	return false
}

// Import implements jsonnet.Importer.
func (i *importer) Import(from, name string) (jsonnet.Contents, string, error) {
	if strings.HasPrefix(from, inLibrary) {
		return i.readLibrary(from, name)
	}
	key := [2]string{path.Dir(from), name}
	a, ok := i.answers[key]
	if !ok {
		opened := i.open(from, name)
		a.found = opened.Found
		if opened.Refused != "" {
			a.err = errors.New(opened.Refused)
		} else if _, known := i.contents[a.found]; !known {
			i.contents[a.found] = jsonnet.MakeContentsRaw(opened.Text)
		}
		i.answers[key] = a
	}
	if a.err != nil {
		return jsonnet.Contents{}, "", a.err
	}
	return i.contents[a.found], a.found, nil
}

func encodeJSON(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return text.Bytes(), err
}
