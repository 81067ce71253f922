package diag

import (
	_ "embed"
	"slices"
	"strings"

	"render/internal/later"
)

// Entry is what is known of a code.
type Entry struct {
	Code        Code
	Meaning     string // in one line
	Explanation string // why it matters, and what to do
}

//go:embed codes.txt
var codesText string

// Codes are all codes, sorted by name.
func Codes() []Entry {
	return codesOnce.Get(func() []Entry { return ReadEntries(codesText) })
}

var codesOnce later.Value[[]Entry]

// ReadEntries reads a registry of codes: paragraphs of "code: meaning in a line" and
// an explanation behind it, sorted by code.
func ReadEntries(text string) []Entry {
	var out []Entry
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		head, text, _ := strings.Cut(paragraph, "\n")
		code, meaning, ok := strings.Cut(head, ": ")
		if ok && !strings.HasPrefix(head, "#") {
			out = append(out, Entry{Code(code), meaning, strings.Join(strings.Fields(text), " ")})
		}
	}
	return out
}

// LookUp is the entry of a code; not ok for what is none.
func LookUp(code Code) (Entry, bool) { return FindEntry(Codes(), code) }

// FindEntry is the entry of a code in a registry; not ok for what is none.
func FindEntry(entries []Entry, code Code) (Entry, bool) {
	at, ok := slices.BinarySearchFunc(entries, code, func(e Entry, code Code) int { return strings.Compare(string(e.Code), string(code)) })
	if !ok {
		return Entry{}, false
	}
	return entries[at], true
}
