package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"render/render/diag"
	"render/render/places"
)

// The functions of the slip files find out which slip of the pen makes a text no
// YAML. The YAML library tells where it gave up, often a line or more behind the
// slip, and in words of its grammar. So each known slip near that line is mended
// in turn, and the one is told whose mending lets the library read further: a
// help that was tried, and not only guessed.

const (
	maxSlips = 20      // told in one run
	maxTried = 8 << 20 // bytes read again while trying, beyond the few tries that each text has
	minTries = 3
	maxTries = 300
	// slipLines is how many lines above the one that stopped the library may have
	// the slip, white space and comments not counted.
	slipLines = 3
	maxWith   = 160 // characters of help
)

// slip is a stretch of a line, and what is meant by it.
type slip struct {
	line     int // from 1
	from, to int // bytes of the line
	with     string
	code     diag.Code
	message  string
	help     string // "" for "write: " and with
	// show is where the marked text begins, if not at from; its end is to.
	show  int
	doubt doubt
	last  int  // the last of the lines behind it that are moved with it; 0 for none
	alike bool // it is moved as the line before it is
}

// doubt is what else is tried once the mending of a slip lets the text be read further: that of another slip
// may let it be read further yet.
type doubt int

const (
	anyDoubt   doubt = iota // all
	noneOfLine              // what is of another line
	noDoubt                 // nothing
)

// search is the looking for slips in one text, which is mended as they are found.
type search struct {
	src   *places.Source
	lines []string
	shift map[int][][2]int // line: what mends put in, column and bytes
	moved map[int]int      // line: by how many spaces a mend put it further to the right
	tries int
	known Lists
}

// asWritten is the number of a line of the text as it was written: a mend may have put one in.
func (s *search) asWritten(n int) int {
	for i, line := range s.lines {
		if n -= max(1, strings.Count(line, "\n")); n <= 0 {
			return i + 1
		}
	}
	return len(s.lines)
}

// line is a line without its end; "" where there is none.
func (s *search) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return strings.TrimRight(s.lines[n-1], "\r\n")
}

func (s *search) text() []byte { return []byte(strings.Join(s.lines, "")) }

func (s *search) mended(one slip) []byte {
	var b bytes.Buffer
	b.Grow(len(s.src.Text()) + len(one.with))
	for i, line := range s.lines {
		if one.changes(i + 1) {
			line = one.changed(i+1, line)
		}
		b.WriteString(line)
	}
	return b.Bytes()
}

// changes reports whether a slip's mending changes a line.
func (one slip) changes(line int) bool {
	return line == one.line || line > one.line && line <= one.last
}

// changed is such a line as it is mended: those behind the first are moved with it.
func (one slip) changed(n int, line string) string {
	if n == one.line {
		return line[:one.from] + one.with + line[one.to:]
	}
	by := len(one.with) - (one.to - one.from)
	switch {
	case strings.TrimSpace(line) == "":
		return line
	case by > 0:
		return strings.Repeat(" ", by) + line
	}
	return line[min(-by, indentOf(line)):]
}

func (s *search) mend(one slip) {
	for n := one.line; n <= max(one.line, one.last); n++ {
		line := s.lines[n-1]
		s.lines[n-1] = one.changed(n, line)
		by := len(s.lines[n-1]) - len(line)
		s.shift[n] = append(s.shift[n], [2]int{one.from, by})
		if one.code == "yaml-indentation" {
			s.moved[n] = by
		}
	}
}

// diagnostic tells a slip at its place in the text as it was written.
func (s *search) diagnostic(one slip) diag.Diagnostic {
	from := one.from
	if one.show != 0 {
		from = one.show - 1
	}
	from, to := s.written(one.line, from), s.written(one.line, one.to)
	p := diag.Diagnostic{Code: one.code, Message: one.message, Help: one.help}
	line := s.src.Line(one.line)
	p.Place = places.Place{Source: s.src, Line: one.line, Length: max(1, utf8.RuneCountInString(line[from:to]))}
	p.Place.Column = utf8.RuneCountInString(line[:from]) + 1
	if p.Help == "" {
		p.Help = "write: " + one.with
		if runes := []rune(one.with); len(runes) > maxWith {
			p.Help = "write: " + string(runes[:maxWith/2]) + "..." + string(runes[len(runes)-maxWith/4:])
		}
	}
	return p
}

// written is the byte of a line as it was written that is byte at of it by now.
func (s *search) written(line, at int) int {
	puts := s.shift[line]
	for i := len(puts) - 1; i >= 0; i-- {
		if column, more := puts[i][0], puts[i][1]; column < at {
			at = max(column, at-more)
		}
	}
	return max(0, min(at, len(s.src.Line(line))))
}

// lazily compiles an expression when it is first needed: that is only where a
// text is wrong.
type lazily struct {
	text string
}

// bare is a line in which what is in quotes or behind a "#" is blanked out, byte
// for byte.
func bare(line string) string {
	out := []byte(line)
	var quote byte
	for i := 0; i < len(out); i++ {
		c := out[i]
		begins := i == 0 || strings.IndexByte(" \t[{,:-", out[i-1]) >= 0
		switch {
		case quote == '"' && c == '\\' && i+1 < len(out):
			out[i], out[i+1] = ' ', ' '
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
			out[i] = 'q'
		case (c == '"' || c == '\'') && begins:
			quote = c
			out[i] = 'q'
		case c == '#' && (i == 0 || out[i-1] == ' ' || out[i-1] == '\t'):
			for ; i < len(out); i++ {
				out[i] = ' '
			}
		}
	}
	return string(out)
}
