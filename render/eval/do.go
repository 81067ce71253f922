package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	"render/render/manifest"
)

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
	components, err := e.mixin(model, supply.Describe, job)
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
func (e *evaluation) mixin(model func() (manifest.Object, error), describe func(string) (Description, bool), job Job) ([]Component, error) {
	if !job.Interpreted {
		e.boundMixin(job.Path)
		if components, err := e.lazily(model, describe, job.Path); err == nil {
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

func encodeJSON(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return text.Bytes(), err
}
