package main

import (
	"slices"
	"strings"

	"render/render/diag"
)

// warned are the warnings of the new side that the old one has not, where both are topologies: what a change
// brings is told, and what was wrong before is for the verb check. Fields may stand elsewhere than they did.
func (d *diffRun) warned() (out diag.List) {
	if d.old.out == nil || d.new.out == nil {
		return nil
	}
	now, before := notAlways(d.new.out.Diagnostics), notAlways(slices.Concat(d.old.out.Diagnostics, d.old.out.Warned))
	for _, same := range [...]func(a, b *diag.Diagnostic) bool{
		func(a, b *diag.Diagnostic) bool { return sameWarning(a, b) && textAt(a) == textAt(b) },
		sameWarning,
		func(a, b *diag.Diagnostic) bool { // of another address, say, in the same field
			return a.Path == b.Path && a.Code == b.Code && withoutWords(a.Message) == withoutWords(b.Message)
		},
	} {
		out = nil
		for i := range now {
			at := slices.IndexFunc(before, func(p diag.Diagnostic) bool { return same(&now[i], &p) })
			if at < 0 {
				out = append(out, now[i])
			} else {
				before = slices.Delete(before, at, at+1)
			}
		}
		now = out
	}
	return out
}

func sameWarning(a, b *diag.Diagnostic) bool {
	return a.Code == b.Code && a.Message == b.Message
}

// withoutWords is a message without the user's words in it.
func withoutWords(message string) string {
	var out []string
	for i, part := range strings.Split(message, `"`) {
		if i%2 == 0 {
			out = append(out, part)
		}
	}
	return strings.Join(out, `"`)
}

// textAt is the line that a diagnostic is told of.
func textAt(p *diag.Diagnostic) string {
	if p.Place.IsZero() || p.Place.Line < 1 {
		return ""
	}
	return p.Place.Source.Line(p.Place.Line)
}

// notAlways are those that nobody has told yet.
func notAlways(list diag.List) (out diag.List) {
	for _, p := range list {
		if !p.Always && p.Severity == diag.Warning {
			out = append(out, p)
		}
	}
	return out
}
