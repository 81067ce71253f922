package diag

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/render/places"
	"render/render/wording"
)

// Report is what one run found out, for programs to read.
type Report struct {
	Version string // of the program that checked
	Inputs  []Checked
}

// Checked is one input of a run.
type Checked struct {
	Name        string
	Diagnostics List
	Failure     string // why it could not be checked at all; "" where it was
}

func (r *Report) count() (errors, warnings int) {
	for _, in := range r.Inputs {
		all := in.Diagnostics.Count()
		w := in.Diagnostics.Warnings()
		errors, warnings = errors+all-w, warnings+w
		if in.Failure != "" {
			errors++
		}
	}
	return errors, warnings
}

// spot is a place as formats for programs have it: in a file, counted in
// characters, the end behind the last one.
type spot struct {
	file                    string
	line, column, endColumn int    // 1, 1 and 1 where all of the file is meant
	whole                   bool   // all of the file is meant
	outside                 string // the place, where that is in no file
}

// spotOf is where a place is in files. What is in none, such as a flag, is told
// at the input that it belongs to.
func spotOf(p places.Place, input string) spot {
	s := spot{file: slashed(input), line: 1, column: 1, endColumn: 1, whole: true}
	switch {
	case p.Source == nil:
	case !p.Source.IsFile():
		if s.outside = Name(p.Source.Name()); p.Line > 0 {
			s.outside += ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
		}
	default:
		s.file = slashed(p.Source.Name())
		if s.whole = p.Line == 0; !s.whole {
			behind := utf8.RuneCountInString(p.Source.Line(p.Line)) + 1
			s.line, s.column, s.endColumn = p.Line, p.Column, max(p.Column, min(p.Column+max(1, p.Length), behind))
		}
	}
	return s
}

// slashed is a file's name as URIs and annotations have it.
func slashed(name string) string {
	if name == "-" {
		return "stdin"
	}
	return path.Clean(strings.ReplaceAll(wording.WithoutKey(name), `\`, "/"))
}

// sentence is what a diagnostic says in one text: the place, where that is in no
// file, the field, the message.
func (p *Diagnostic) sentence(s spot) string {
	text := told(p.Message)
	if p.Path != "" {
		text = told(p.Path) + ": " + text
	}
	if s.outside != "" {
		text = told(s.outside) + ": " + text
	}
	return Visible(text)
}

// String is the severity's word.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}
