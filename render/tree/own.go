package tree

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"render/render/wording"
)

// unixLines is a text with the ends of lines that render writes.
func unixLines(text []byte) []byte {
	if !bytes.Contains(text, []byte("\r\n")) {
		return text
	}
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
}

// own reports whether what is found at a path was written by render, or by git from
// what render wrote: it has a recorded sum, or the very bytes that are to be
// written; or each side of a conflict is so; or it is a list of lines that are
// all render's. The sum may be another file's, since git takes files that are
// alike for one that was renamed; but a file that is not recorded is nobody's copy.
func (r *Run) own(name string, found, want []byte) bool {
	if want != nil && bytes.Equal(unixLines(found), want) {
		return true
	}
	if !r.recorded(name) {
		return false
	}
	is := func(text []byte) bool {
		return want != nil && bytes.Equal(unixLines(text), want) || r.index().has(sumOf(text))
	}
	if is(found) {
		return true
	}
	if ours, theirs, ok := sides(unixLines(found)); ok && is(ours) && is(theirs) {
		return true
	}
	return r.isList(name, found)
}

// The characters of git's conflict markers, of which there are seven, or more where
// it takes files for renamed.
const (
	markOurs   = '<'
	markBase   = '|'
	markMiddle = '='
	markTheirs = '>'
	leastMarks = 7
)

// markOf is the character of the conflict marker that a line is; 0 for no marker.
func markOf(line string) byte {
	if line == "" {
		return 0
	}
	rest := strings.TrimLeft(line, line[:1])
	if len(line)-len(rest) < leastMarks {
		return 0
	}
	switch c := line[0]; {
	case c == markMiddle && rest == "",
		(c == markOurs || c == markBase || c == markTheirs) && (rest == "" || rest[0] == ' '):
		return c
	}
	return 0
}

func isMarker(line string) bool { return markOf(line) != 0 }

// sides are the two texts of one in which git left conflicts.
func sides(text []byte) (ours, theirs []byte, ok bool) {
	const both = 0
	side := byte(both)
	for line := range bytes.Lines(text) {
		mark := markOf(strings.TrimSuffix(string(line), "\n"))
		switch {
		case mark == markOurs && side == both,
			mark == markBase && side == markOurs,
			mark == markMiddle && (side == markOurs || side == markBase):
			side, ok = mark, true
			continue
		case mark == markTheirs && side == markMiddle:
			side = both
			continue
		}
		if side == both || side == markOurs {
			ours = append(ours, line...)
		}
		if side == both || side == markMiddle {
			theirs = append(theirs, line...)
		}
	}
	return ours, theirs, ok && side == both
}

// isList reports whether a text has only lines that render writes into such a file,
// in whatever order git left them: a kustomization.yaml of files that are render's
// own or are there no more, a .gitattributes.
func (r *Run) isList(name string, text []byte) bool {
	base := path.Base(name)
	if base != listingName && base != attributesName {
		return false
	}
	for line := range strings.Lines(string(unixLines(text))) {
		line = strings.TrimSuffix(line, "\n")
		entry, isEntry := strings.CutPrefix(line, "- ")
		switch {
		case isMarker(line):
		case base == attributesName:
			if line != endsOfLines && line != ofIndex && (!strings.HasSuffix(line, generated) || strings.Count(line, " ") > 1) {
				return false
			}
		case isEntry:
			if !r.isEntry(path.Join(path.Dir(name), entry)) {
				return false
			}
		case line == "" || !strings.Contains("\n"+listingHead, "\n"+line+"\n"):
			return false
		}
	}
	return true
}

// isEntry reports whether a path that a kustomization.yaml lists is render's, or one
// where nothing is.
func (r *Run) isEntry(name string) bool {
	return isFolder(name) || r.recorded(name) || writable(name) && r.Look(name).Kind == Missing
}

// otherList says how a kustomization.yaml that somebody changed lists other files of render's
// than the one that is to be written; "" where it does not. Kept, it would be one that
// cannot be built, or that leaves something out.
func (r *Run) otherList(want File, found []byte) string {
	lists, wanted := entries(found), entries(want.Text)
	for _, one := range wanted {
		if !slices.Contains(lists, one) {
			return "does not list " + wording.Quote(one)
		}
	}
	for _, one := range lists {
		if !slices.Contains(wanted, one) && r.isEntry(path.Join(path.Dir(want.Path), one)) {
			return "lists " + wording.Quote(one) + ", which is not rendered"
		}
	}
	return ""
}

// entries are the entries of all lists of a kustomization.yaml.
func entries(text []byte) []string {
	var out []string
	for line := range strings.Lines(string(unixLines(text))) {
		if entry, is := strings.CutPrefix(strings.TrimSpace(line), "- "); is {
			entry, _, _ = strings.Cut(entry, " #")
			out = append(out, path.Clean(strings.Trim(strings.TrimSpace(entry), `"'`)))
		}
	}
	return out
}
