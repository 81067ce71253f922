package source

import (
	"fmt"
	"strings"

	"render/render/wording"
)

// indentOf is how many spaces a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// column is where the first key or value of a line begins, behind its dashes.
func column(line string) int {
	at := indentOf(line)
	for strings.HasPrefix(line[at:], "- ") {
		at += 2
		at += indentOf(line[at:])
	}
	return at
}

// above and below are the next lines with anything in them but a comment; beside is the number of one, 0 for none.
func (s *search) above(n int) string { return s.line(s.beside(n, -1)) }
func (s *search) below(n int) string { return s.line(s.beside(n, 1)) }

func (s *search) beside(n, step int) int {
	for n += step; n > 0 && n <= len(s.lines); n += step {
		if word := strings.TrimSpace(s.line(n)); word != "" && word[0] != '#' {
			return n
		}
	}
	return 0
}

// opens reports whether a line ends in a key without a value, to which belongs what is below.
func opens(line string) bool {
	return keyOf(line) != "" && strings.HasSuffix(strings.TrimRight(bare(line), " \t"), ":")
}

// isItem reports whether a line begins with the dash of an item.
func isItem(line string) bool { return strings.HasPrefix(line[indentOf(line):], "- ") }

// keyOf is the key with which a line begins, behind its dashes; "" where there is none.
func keyOf(line string) string {
	key, _, found := strings.Cut(bare(line)[column(line):], ":")
	if !found || strings.ContainsAny(key, " {[,") {
		return ""
	}
	return line[column(line):][:len(key)]
}

// maxLook is how many lines above a line its neighbours are looked for.
const maxLook = 1000

// maxItem is how many lines of an item or an object, above or below one of them, are looked at.
const maxItem = 60

// moved is a line that is to be indented by other than it is.
func moved(here, to int) slip {
	return slip{code: "yaml-indentation", from: 0, to: here, show: 1, with: strings.Repeat(" ", to),
		message: fmt.Sprintf("is indented by %s, and the lines it belongs to by %d", wording.Spaces(here), to),
		help:    indentCure(to)}
}

// leaving is the slip, with what else is tried beside it.
func (one slip) leaving(d doubt) slip {
	one.doubt = d
	return one
}

func indentCure(to int) string {
	if to == 0 {
		return "remove the spaces before it"
	}
	return "indent this line by " + wording.Spaces(to)
}
