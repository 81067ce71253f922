package eval

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	"render/internal/later"
)

// fault puts an error of jsonnet's at its place in the user's files: of a chain
// of calls the innermost one that is in them. What failed inside the library is
// still the mixin's doing, since the library alone does not fail.
func (e *evaluation) fault(err error) *Fault {
	f := &Fault{Code: "jsonnet-error", Message: firstLine(err.Error())}
	var static interface {
		error
		Loc() ast.LocationRange
	}
	var runtime jsonnet.RuntimeError
	switch {
	case errors.As(err, &runtime):
		f.Message = firstLine(runtime.Msg)
		for _, frame := range runtime.StackTrace { // the outermost call is the first
			e.at(f, frame.Loc)
		}
		e.imported(f, runtime.Msg)
	case errors.As(err, &static):
		if loc := static.Loc(); e.at(f, loc) {
			f.Message = firstLine(strings.TrimPrefix(err.Error(), loc.String()+" "))
		}
		f.Code = "jsonnet-syntax"
	}
	if e.from.refused(f.Message) {
		f.Code = "jsonnet-import"
	}
	f.Message = strings.TrimSuffix(f.Message, ".")
	return f
}

func (e *evaluation) knows(file string) bool {
	_, known := e.from.contents[file]
	return known
}

// at moves a fault to a place, if that is in a file of the user's.
func (e *evaluation) at(f *Fault, loc ast.LocationRange) bool {
	if !e.knows(loc.FileName) || loc.Begin.Line == 0 {
		return false
	}
	f.File, f.Line, f.Column, f.Length = loc.FileName, loc.Begin.Line, loc.Begin.Column, 1
	if loc.End.Line == loc.Begin.Line && loc.End.Column > loc.Begin.Column {
		f.Length = loc.End.Column - loc.Begin.Column
	}
	return true
}

// inImport is how go-jsonnet tells a fault in the text of an imported file: its
// place is part of the message.
func inImport() *regexp.Regexp { return inImportOnce.Get(makeInImport) }

var inImportOnce later.Value[*regexp.Regexp]

func makeInImport() *regexp.Regexp {
	return regexp.MustCompile(`^(\S+?):(?:(\d+):(\d+)(?:-(\d+))?|\((\d+):(\d+)\)-\(\d+:\d+\)) (.*)`)
}

func (e *evaluation) imported(f *Fault, message string) {
	found := inImport().FindStringSubmatch(firstLine(message))
	if found == nil || !e.knows(found[1]) {
		return
	}
	number := func(texts ...string) int {
		for _, text := range texts {
			if n, err := strconv.Atoi(text); err == nil {
				return n
			}
		}
		return 0
	}
	column := number(found[3], found[6])
	*f = Fault{Code: "jsonnet-syntax", Message: found[7], File: found[1], Line: number(found[2], found[5]), Column: column, Length: max(1, number(found[4])-column)}
}

func firstLine(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	return text
}
