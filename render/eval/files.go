package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	"render/render/diag"
)

// maxFile bounds an imported file, in bytes.
const maxFile = 16 << 20

// files is the importer: it finds a file beside the importing one or in a
// library, inside what it was given, and keeps each text for excerpts.
type files struct {
	config   Config
	contents map[string]jsonnet.Contents
	sources  map[string]*diag.Source
}

func (f *files) add(name string, text []byte) {
	f.sources[name] = diag.NewSource(name, text)
	f.contents[name] = jsonnet.MakeContentsRaw(text)
}

// Import implements jsonnet.Importer.
func (f *files) Import(from, name string) (jsonnet.Contents, string, error) {
	if path.IsAbs(name) {
		return jsonnet.Contents{}, "", fmt.Errorf("%q is an absolute path; import relative to this file, or through -J", name)
	}
	beside := path.Join(path.Dir(from), name)
	if c, err := f.open(f.config.Files, beside, beside); !errors.Is(err, fs.ErrNotExist) {
		return c, beside, err
	}
	for i, library := range f.config.Libraries {
		found := fmt.Sprintf("-J[%d]/%s", i, path.Clean(name))
		if c, err := f.open(library, path.Clean(name), found); !errors.Is(err, fs.ErrNotExist) {
			return c, found, err
		}
	}
	return jsonnet.Contents{}, "", fmt.Errorf("%q is not there", name)
}

func (f *files) open(in fs.FS, name, found string) (jsonnet.Contents, error) {
	if c, ok := f.contents[found]; ok {
		return c, nil
	}
	if in == nil {
		return jsonnet.Contents{}, fs.ErrNotExist
	}
	text, err := readBounded(in, name)
	if err != nil {
		return jsonnet.Contents{}, err
	}
	f.add(found, text)
	if p, deep := tooDeep(f.sources[found]); deep {
		return jsonnet.Contents{}, errors.New(strings.TrimPrefix(p.Message, "jsonnet: ") + ": " + found)
	}
	return f.contents[found], nil
}

func readBounded(in fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(in, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case errors.Is(err, fs.ErrInvalid):
		return nil, fmt.Errorf("%q is outside the folder that may be read", name)
	case err != nil:
		return nil, fmt.Errorf("%q cannot be read", name)
	case !info.IsDir() && !info.Mode().IsRegular():
		return nil, fmt.Errorf("%q is not a regular file", name)
	case info.IsDir():
		return nil, fmt.Errorf("%q is a folder", name)
	case info.Size() > maxFile:
		return nil, fmt.Errorf("%q is larger than %d MiB", name, maxFile>>20)
	}
	text, err := fs.ReadFile(in, name)
	if err != nil {
		return nil, fmt.Errorf("%q cannot be read", name)
	}
	return text, nil
}

// problem puts an error of jsonnet's at its place in the user's files: of a
// chain of calls the innermost one that is in them. What failed inside the
// library is still the mixin's doing, since the library alone does not fail.
func (f *files) problem(err error, fallback diag.Place, field string) diag.Problem {
	p := diag.Problem{Place: fallback, Path: field, Message: "jsonnet: " + firstLine(err.Error())}
	var static interface {
		error
		Loc() ast.LocationRange
	}
	var runtime jsonnet.RuntimeError
	switch {
	case errors.As(err, &runtime):
		p.Message = "jsonnet: " + firstLine(runtime.Msg)
		for _, frame := range runtime.StackTrace { // the outermost call is the first
			if place, ok := f.place(frame.Loc); ok {
				p.Place, p.Path = place, ""
			}
		}
		f.imported(&p, runtime.Msg)
	case errors.As(err, &static):
		if place, ok := f.place(static.Loc()); ok {
			loc := static.Loc()
			p.Message = "jsonnet: " + firstLine(strings.TrimPrefix(err.Error(), loc.String()+" "))
			p.Place, p.Path = place, ""
		}
	}
	p.Message = strings.TrimSuffix(p.Message, ".")
	if p.Path != "" { // the field says already what it is about
		p.Message = strings.TrimPrefix(p.Message, "jsonnet: ")
	}
	return p
}

// inImport is how go-jsonnet tells a fault in the text of an imported file: its
// place is part of the message.
var inImport = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\S+?):(?:(\d+):(\d+)(?:-(\d+))?|\((\d+):(\d+)\)-\(\d+:\d+\)) (.*)`)
})

func (f *files) imported(p *diag.Problem, message string) {
	found := inImport().FindStringSubmatch(firstLine(message))
	if found == nil || f.sources[found[1]] == nil {
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
	p.Place = diag.Place{Source: f.sources[found[1]], Line: number(found[2], found[5]), Column: column,
		Length: max(1, number(found[4])-column)}
	p.Path, p.Message = "", "jsonnet: "+found[7]
}

func (f *files) place(loc ast.LocationRange) (diag.Place, bool) {
	source := f.sources[loc.FileName]
	if source == nil || loc.Begin.Line == 0 {
		return diag.Place{}, false
	}
	length := 1
	if loc.End.Line == loc.Begin.Line && loc.End.Column > loc.Begin.Column {
		length = loc.End.Column - loc.Begin.Column
	}
	return diag.Place{Source: source, Line: loc.Begin.Line, Column: loc.Begin.Column, Length: length}, true
}

func firstLine(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	return text
}
