package diag

import (
	"fmt"
	"slices"
	"strings"

	"render/render/wording"
)

// shown are the diagnostics of a sorted list that Text writes out. Where there are too many,
// warnings make room for errors, without which nothing is rendered.
func (l List) shown() List {
	if len(l) <= MaxShown {
		return l
	}
	room := MaxShown - min(MaxShown, len(l)-l.Warnings())
	out, errors := make(List, 0, MaxShown), 0
	for _, p := range l {
		switch {
		case p.Severity == Error && errors < MaxShown:
			errors++
			out = append(out, p)
		case p.Severity == Warning && room > 0:
			room--
			out = append(out, p)
		}
	}
	return out
}

// left says in a line how many diagnostics are not written out; "" where all are.
func (l List) left() string {
	if more := l.Count() - MaxShown; more > 0 {
		return fmt.Sprintf("and %d more\n", more)
	}
	return ""
}

// errorsAmong is a last line, with its end, which says where the errors are between warnings;
// "" where two diagnostics or fewer can be told apart at a glance.
func (l List) errorsAmong(sorted List) string {
	warnings := l.Warnings()
	errors := l.Count() - warnings
	if errors == 0 || warnings == 0 || errors+warnings < 3 {
		return ""
	}
	var lines []string
	for _, p := range sorted {
		if at := Line(p.Place); p.Severity == Error && at != "" && !slices.Contains(lines, at) {
			lines = append(lines, at)
		}
		if len(lines) > wording.MaxListed {
			break
		}
	}
	at := ""
	switch {
	case len(lines) > wording.MaxListed: // how many more, a bounded list does not know
		at = ", at " + strings.Join(lines[:wording.MaxListed], ", ") + " and further on,"
	case len(lines) > 0:
		at = ", at " + wording.Listed(lines) + ","
	}
	return fmt.Sprintf("%s%s among %s\n", wording.Number(errors, "error"), at, wording.Number(warnings, "warning"))
}
