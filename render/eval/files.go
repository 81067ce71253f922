package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/internal/later"
	"render/render/bounded"
	"render/render/diag"
	"render/render/places"
	"render/render/wording"
)

// holdsKey is why jsonnet is not given a file: what it sees may end anywhere.
const holdsKey = "holds a private key, and jsonnet is never given one"

// files finds what jsonnet imports beside the importing file or in a library,
// inside what it was given, and keeps each text for excerpts.
type files struct {
	config  Config
	sources map[string]*places.Source
}

func newFiles(config Config) *files {
	return &files{config: config, sources: map[string]*places.Source{}}
}

func (f *files) add(name string, text []byte) *places.Source {
	f.sources[name] = places.NewSource(name, text)
	return f.sources[name]
}

// open is an Opener.
func (f *files) open(from, name string) Opened {
	if path.IsAbs(name) {
		return Opened{Refused: fmt.Sprintf("%q is an absolute path; import relative to this file, or through -J", name)}
	}
	beside := path.Join(path.Dir(from), name)
	if opened, there := f.read(f.config.Files, beside, beside); there {
		return opened
	}
	for i, library := range f.config.Libraries {
		found := fmt.Sprintf("-J[%d]/%s", i, path.Clean(name))
		if opened, there := f.read(library, path.Clean(name), found); there {
			return opened
		}
	}
	return Opened{Refused: fmt.Sprintf("%q is not there", name)}
}

func (f *files) read(in fs.FS, name, found string) (opened Opened, there bool) {
	if source := f.sources[found]; source != nil {
		return Opened{Text: source.Text(), Found: found}, true
	}
	if in == nil {
		return Opened{}, false
	}
	text, err := fs.ReadFile(bounded.Within(in, bounded.MaxFile), name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Opened{}, false
	case err != nil:
		return Opened{Refused: strconv.Quote(name) + " " + unread(err)}, true
	case wording.HoldsKey(text):
		return Opened{Refused: strconv.Quote(name) + " " + holdsKey}, true
	}
	if p, deep := tooDeep(places.NewSource(found, text)); deep {
		return Opened{Refused: strings.TrimPrefix(p.Message, "jsonnet: ") + ": " + found}, true
	}
	f.add(found, text)
	return Opened{Text: text, Found: found}, true
}

// outside is why a file is not read that is in none of the folders that may be.
const outside = "is outside the folder that may be read"

// unread is why a file cannot be read.
func unread(err error) string {
	var large *bounded.TooLarge
	var much *bounded.TooMuch
	switch {
	case errors.Is(err, fs.ErrInvalid):
		return outside
	case errors.Is(err, bounded.ErrFolder), errors.Is(err, bounded.ErrIrregular), errors.As(err, &large), errors.As(err, &much):
		return err.Error()
	}
	return "cannot be read"
}

// diagnostic is a fault at its place. Where none is known that is where the mixin
// writes the component that the message names, or all of the file.
func (f *files) diagnostic(fault *Fault, job Job) diag.Diagnostic {
	code, help := advice(fault)
	p := diag.Diagnostic{Code: code, Place: f.whole(job), Message: "jsonnet: " + fault.Message, Help: help}
	source := f.sources[fault.File]
	switch found := ofComponent().FindStringSubmatch(fault.Message); {
	case source != nil && fault.Line > 0:
		p.Place = places.Place{Source: source, Line: fault.Line, Column: fault.Column, Length: fault.Length}
	case found != nil && p.Place.Source != nil:
		p.Place = Field(p.Place.Source, found[1])
	}
	return p
}

func ofComponent() *regexp.Regexp {
	return ofComponentOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^component "([^"]*)"`) })
}

var ofComponentOnce later.Value[*regexp.Regexp]

// limited is the diagnostic of a job that was ended.
func (f *files) limited(limit *Limit, job Job) diag.Diagnostic {
	return diag.Diagnostic{Code: "jsonnet-limit", Place: f.whole(job), Message: "jsonnet: " + limit.Message, Help: limit.Help}
}

// whole is the job's file as a whole; nowhere where it could not be read.
func (f *files) whole(job Job) places.Place {
	if f.sources[job.Path] == nil {
		return places.Place{}
	}
	return places.File(f.sources[job.Path])
}

// Field is where a jsonnet file first writes a field of that name, or all of it.
func Field(source *places.Source, name string) places.Place {
	place, _ := field(source, name)
	return place
}

// OnlyField is where a jsonnet file writes a field of that name, if it writes one
// alone.
func OnlyField(source *places.Source, name string) (place places.Place, alone bool) {
	place, count := field(source, name)
	return place, count == 1
}

// field is where a jsonnet file first writes a field of that name, and how often
// it does; all of the file where it does not.
func field(source *places.Source, name string) (first places.Place, count int) {
	pattern, err := regexp.Compile(`(?:^|[{,\s'"])(` + regexp.QuoteMeta(name) + `)['"]?\s*(?:\+?::?:?|\()`)
	if err != nil || name == "" {
		return places.File(source), 0
	}
	found := pattern.FindAllSubmatchIndex(source.Text(), 2)
	if len(found) == 0 {
		return places.File(source), 0
	}
	return source.At(found[0][2], utf8.RuneCountInString(name)), len(found)
}

// advice is the code of a fault, and what to do about those that people meet
// most.
func advice(fault *Fault) (diag.Code, string) {
	message := fault.Message
	word := func(prefix string) string { return strings.TrimPrefix(message, prefix) }
	switch {
	case strings.Contains(message, holdsKey):
		return "jsonnet-import", "remove the import; render puts keys into Secrets itself, after jsonnet"
	case strings.HasSuffix(message, outside):
		return "jsonnet-import", "name its folder by -J, and import it by its name there; or write: --allow-outside"
	case strings.HasSuffix(message, "is not there"):
		return "jsonnet-import", "write: the path of a file, from the folder of the one that names it"
	case strings.HasPrefix(message, "Unexpected type ") && strings.HasSuffix(message, ", expected object"):
		return "jsonnet-result", "return an object: components by their names, or changes to the library's"
	case strings.HasPrefix(message, "Missing argument: ") && fault.Line == 0:
		return "jsonnet-result", "return an object, or a function of the resolved topology alone: function(t) {...}"
	case fault.Code == "jsonnet-syntax" && (strings.HasSuffix(fault.File, ".yaml") || strings.HasSuffix(fault.File, ".yml")):
		return fault.Code, "write jsonnet, an object in braces, as in {gateways+: {...}}; fields of objects are changed in YAML by an overlay: a folder with a kustomization.yaml and patches"
	case strings.HasPrefix(message, "max stack frames exceeded"):
		return "jsonnet-limit", "look for a function that calls itself without an end; long lists are for std.foldl and comprehensions"
	case strings.HasPrefix(message, "Unknown variable: "):
		if near := wording.Suggest(word("Unknown variable: "), []string{"std", "self", "super", "true", "false", "null", "function"}); near != "" {
			return "jsonnet-error", "did you mean " + wording.Quote(near) + "?"
		}
		return "jsonnet-error", "write: local " + word("Unknown variable: ") + " = ...; before it"
	case strings.HasPrefix(message, "Field does not exist: "):
		return "jsonnet-error", "check its spelling; a mixin's \"t\" is what --format model prints"
	case strings.HasPrefix(message, "Attempt to use super when there is no super class"):
		return "jsonnet-error", "check the spelling of the keys that it stands below: the library has nothing at one of them"
	case strings.HasSuffix(message, "is no object of manifests"):
		return "jsonnet-result", "write: {name: {apiVersion: ..., kind: ...}}"
	}
	return fault.Code, ""
}
