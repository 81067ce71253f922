package consequences

import (
	_ "embed"
	"strings"

	"render/internal/later"
	"render/render/diag"
)

//go:embed codes.txt
var codesText string

//go:embed examples.txt
var examplesText string

// Codes are what is known of all codes of consequences, sorted by code. None of
// them is a diagnostic's.
func Codes() []diag.Entry {
	return codesOnce.Get(func() []diag.Entry { return diag.ReadEntries(codesText) })
}

var codesOnce later.Value[[]diag.Entry]

// Explain is what is known of a code, for a person. Not ok for what is no code of a
// consequence.
func Explain(code string) (text string, ok bool) {
	e, ok := diag.FindEntry(Codes(), diag.Code(code))
	if !ok {
		return "", false
	}
	return e.String() + exampleOf(code), true
}

// exampleOf is the example of a code in the generated file: a line "== CODE", what is
// told, a line "--", of what, a line "--", and of what it is not.
func exampleOf(code string) string {
	_, rest, found := strings.Cut(examplesText, "\n== "+code+"\n")
	if !found {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "\n== ")
	told, rest, _ := strings.Cut(rest, "\n--\n")
	of, near, _ := strings.Cut(rest, "\n--\n")
	return diag.Part("told", told+"\n") + diag.Part("of", of+"\n") + diag.Part("not of", strings.TrimRight(near, "\n")+"\n")
}
