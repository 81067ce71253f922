package consequences

import (
	_ "embed"
	"sync"

	"render/render/diag"
)

//go:embed codes.txt
var codesText string

// Codes are what is known of all codes of consequences, sorted by code. None of
// them is a diagnostic's.
var Codes = sync.OnceValue(func() []diag.Entry { return diag.ReadEntries(codesText) })

// Explain is what is known of a code, for a person. Not ok for what is no code of a
// consequence.
func Explain(code string) (text string, ok bool) {
	e, ok := diag.FindEntry(Codes(), diag.Code(code))
	if !ok {
		return "", false
	}
	return e.String(), true
}
