package diag

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"render/render/wording"
)

// jsonReport is the form of JSON: what text shows, in members.
type jsonReport struct {
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
	Failures    []jsonFailure    `json:"failures"` // inputs that could not be checked at all
	Errors      int              `json:"errors"`   // how many there are, those that are only counted too
	Warnings    int              `json:"warnings"`
}

type jsonDiagnostic struct {
	Code     Code   `json:"code"`
	Severity string `json:"severity"`
	Input    string `json:"input"` // the topology that was checked
	jsonSpot
	Path    string        `json:"path,omitempty"`
	Message string        `json:"message"`
	Help    string        `json:"help,omitempty"`
	Related []jsonRelated `json:"related,omitempty"`
}

type jsonRelated struct {
	jsonSpot
	Note string `json:"note,omitempty"`
}

// jsonSpot has no line where all of a file is meant, and no file where the place
// is in none.
type jsonSpot struct {
	File      string `json:"file,omitempty"`
	Outside   string `json:"source,omitempty"` // "--set tiers[0].ip:1:1"
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"` // behind the last character
}

type jsonFailure struct {
	Input   string `json:"input"`
	Message string `json:"message"`
}

// JSON writes a report as one JSON object.
func JSON(w io.Writer, r Report) error {
	out := jsonReport{Diagnostics: []jsonDiagnostic{}, Failures: []jsonFailure{}}
	out.Errors, out.Warnings = r.count()
	for _, in := range r.Inputs {
		if in.Failure != "" {
			out.Failures = append(out.Failures, jsonFailure{wording.WithoutKey(in.Name), told(in.Failure)})
		}
		for _, p := range in.Diagnostics.Sorted() {
			one := jsonDiagnostic{Code: p.Code, Severity: p.Severity.String(), Input: wording.WithoutKey(in.Name), jsonSpot: newJSONSpot(spotOf(p.Place, in.Name)),
				Path: told(p.Path), Message: told(p.Message), Help: told(p.cure())}
			for _, also := range p.Related {
				one.Related = append(one.Related, jsonRelated{newJSONSpot(spotOf(also.Place, in.Name)), told(also.Note)})
			}
			out.Diagnostics = append(out.Diagnostics, one)
		}
	}
	return WriteJSON(w, out)
}

func newJSONSpot(s spot) jsonSpot {
	switch {
	case s.outside != "":
		return jsonSpot{Outside: s.outside}
	case s.whole:
		return jsonSpot{File: s.file}
	}
	return jsonSpot{File: s.file, Line: s.line, Column: s.column, EndColumn: s.endColumn}
}

// WriteJSON writes a value in lines. What is not printed is escaped, so that it
// steers no terminal.
func WriteJSON(w io.Writer, value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(escapeUnprinted(b.Bytes()))
	return err
}

func escapeUnprinted(text []byte) []byte {
	if firstUnprinted(string(text)) < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+64)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if printed(r) {
			out = append(out, text[:size]...)
		} else {
			for _, unit := range utf16.Encode([]rune{r}) {
				out = append(out, `\u`...)
				out = append(out, strconv.FormatUint(uint64(unit)|0x10000, 16)[1:]...)
			}
		}
		text = text[size:]
	}
	return out
}
