// Package diag owns how render tells people what is wrong: places in a source,
// diagnostics, their codes, excerpts, suggestions and printed forms: for people, as
// JSON, as SARIF, and as GitHub's annotations.
//
// In go sources and diagnostics found by the other packages; out comes text for a
// terminal or a log. It must never read a file, print by itself, or let a
// source that holds a secret into an excerpt (see Diagnostic.Hide).
package diag

import (
	"fmt"
	"slices"
	"strings"

	"render/render/places"
)

// Severity tells an error, which stops everything, from a warning.
type Severity uint8

const (
	Error   Severity = iota // nothing is written
	Warning                 // told, and the work goes on
)

// Also is the other side of a conflict: a second place and what it is.
type Related struct {
	Place places.Place
	Note  string // "tiers[0].ip"; shown in brackets behind the line
}

// Diagnostic is one thing that is wrong, with where, why and what to do.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Place    places.Place
	Path     string // the field, "tiers[1].ip"; "" where there is none
	Message  string // lower case, no full stop, the user's words in quotes
	Related  []Related
	Help     string // what to do, beginning with a verb: "write: 192.168.1.141"; "" where nobody can tell
	Hide     bool   // no excerpt: the line may hold a key
	Always   bool   // a warning that is told even where warnings are not asked for
	Supposed string // the issuer, by kind and name, of which nobody said what it does, so that it may be otherwise

	rest tally // stands for diagnostics that are counted and not kept, and is none itself
}

// Header is the first line of a diagnostic, without a line end: place, severity
// where it is a warning, field, message.
func (p Diagnostic) Header() string {
	var b strings.Builder
	if p.Place.Source != nil {
		b.WriteString(Name(p.Place.Source.Name()))
		if p.Place.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Place.Line, p.Place.Column)
		}
		b.WriteString(": ")
	}
	if p.Severity == Warning {
		b.WriteString("warning: ")
	}
	if p.Path != "" {
		b.WriteString(told(p.Path))
		b.WriteString(": ")
	}
	b.WriteString(told(p.Message))
	return b.String()
}

// List holds diagnostics in the order in which they were found.
type List []Diagnostic

// Add appends an error.
func (l *List) Add(p Diagnostic) { *l = append(*l, p) }

// Warn appends a warning.
func (l *List) Warn(p Diagnostic) {
	p.Severity = Warning
	*l = append(*l, p)
}

// Failed reports whether any diagnostic is an error.
func (l List) Failed() bool {
	return slices.ContainsFunc(l, func(p Diagnostic) bool { return p.Severity == Error })
}

// Warnings counts the warnings.
func (l List) Warnings() int {
	return List(slices.DeleteFunc(slices.Clone(l), func(p Diagnostic) bool { return p.Severity != Warning })).Count()
}

// Sorted is the list in file order: sources in the order in which they first
// appear, places from top to bottom, diagnostics of one place as they were found.
// What is said twice of one place, as happens behind an alias, is given once,
// and what is only counted (see Tally) not at all.
func (l List) Sorted() List {
	order := map[*places.Source]int{}
	for _, p := range l {
		if _, ok := order[p.Place.Source]; !ok && p.rest == nil {
			order[p.Place.Source] = len(order)
		}
	}
	out := slices.DeleteFunc(slices.Clone(l), func(p Diagnostic) bool { return p.rest != nil })
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		if d := order[a.Place.Source] - order[b.Place.Source]; d != 0 {
			return d
		}
		switch {
		case a.Place.Before(b.Place):
			return -1
		case b.Place.Before(a.Place):
			return 1
		}
		return 0
	})
	type key struct {
		place         places.Place
		message, help string
	}
	seen := make(map[key]bool, len(out))
	return slices.DeleteFunc(out, func(p Diagnostic) bool {
		place, said := p.identity()
		k := key{place, said, p.Help}
		dup := seen[k]
		seen[k] = true
		return dup
	})
}

// identity is what, with the help, tells a diagnostic from others.
func (p *Diagnostic) identity() (places.Place, string) {
	if p.Place.Line == 0 {
		return p.Place, p.Path + ": " + p.Message
	}
	return p.Place, p.Message
}

// Err is an error that carries a list; nil where nothing in it is an error.
func (l List) Err() error {
	if !l.Failed() {
		return nil
	}
	return listError(l)
}

type listError List

func (e listError) Error() string {
	var b strings.Builder
	for i, p := range List(e).Sorted() {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Header())
	}
	return b.String()
}
