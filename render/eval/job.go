package eval

import (
	"context"

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

// Variable is an external variable or a top-level argument, a text by name.
type Variable struct{ Name, Value string }

// Outcome is what came of a job: JSON, or a fault.
type Outcome struct {
	Text  []byte // a topology, or a list of Components
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
	Open Opener
	// Of a mixin: what the library is given, as JSON; and a component as it is without the
	// mixin, false where it has to be interpreted.
	Model    func() ([]byte, error)
	Describe func(name string) (Description, bool)
}

// Evaluator does a job, with what it asks for supplied. An error that is a *Limit
// tells that it took too much; the cause of the context, that it was cancelled;
// any other one, that the job could not be begun.
type Evaluator func(context.Context, Job, Supply) (Outcome, error)

// Limit is why a job was ended before its time.
type Limit struct{ Message, Help string }

func (l *Limit) Error() string { return l.Message }

// Description is what a mixin is told of a component of the library before it asks for
// manifests: its own fields, and the names of those that are manifests, or objects of them.
type Description struct {
	Own  manifest.Object
	Keys []string
}
