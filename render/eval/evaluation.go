package eval

import "github.com/google/go-jsonnet"

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
