// Package places owns texts that were read, and stretches of them: what a
// diagnostic points at, and what everything decoded remembers.
//
// In goes a text with the name by which the user knows it; out come places,
// lines and columns. It knows nothing of what a text says or of what is wrong
// with it, and must never read a file or change a text: a Source stays as it was
// made, so that any number of readers may share it.
package places

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"
)

// byteOrderMark may begin a text, and is no part of its first line.
const byteOrderMark = "\ufeff"

// Source is one text that a diagnostic can point into: a topology, a certificate,
// an overlay's file, a flag.
type Source struct {
	name   string
	text   []byte
	loose  bool
	starts []int // offset of each line's first byte
}

// NewSource names a text. The text is kept, not copied, and must not change.
func NewSource(name string, text []byte) *Source {
	return newSource(name, text, false)
}

// NewLoose names a text that is in no file: a flag's, or what jsonnet gave.
func NewLoose(name string, text []byte) *Source { return newSource(name, text, true) }

func newSource(name string, text []byte, loose bool) *Source {
	starts := make([]int, 1, 1+bytes.Count(text, []byte("\n")))
	for at := 0; ; {
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			return &Source{name, text, loose, starts}
		}
		at += end + 1
		starts = append(starts, at)
	}
}

// Renamed is the same text under another name.
func (s *Source) Renamed(name string) *Source { return &Source{name, s.text, s.loose, s.starts} }

// Name is what the user calls the text.
func (s *Source) Name() string { return s.name }

// IsFile reports whether the name is that of a file.
func (s *Source) IsFile() bool { return !s.loose }

// Text is the whole of it, which must not be changed.
func (s *Source) Text() []byte { return s.text }

// Lines is the number of lines, at least 1. A final newline ends the last line
// and does not begin another.
func (s *Source) Lines() int {
	n := len(s.starts)
	if n > 1 && s.starts[n-1] == len(s.text) {
		n--
	}
	return n
}

// Line is line n, counted from 1, without its end; "" outside the text.
func (s *Source) Line(n int) string {
	start, end, ok := s.line(n)
	if !ok {
		return ""
	}
	return strings.TrimSuffix(string(s.text[start:end]), "\r")
}

// line is where line n, counted from 1, begins and ends, without its line feed
// and a byte order mark; not ok outside the text.
func (s *Source) line(n int) (start, end int, ok bool) {
	if n < 1 || n > len(s.starts) {
		return 0, 0, false
	}
	start, end = s.starts[n-1], len(s.text)
	if n < len(s.starts) {
		end = s.starts[n] - 1
	}
	if n == 1 && bytes.HasPrefix(s.text, []byte(byteOrderMark)) {
		start = len(byteOrderMark)
	}
	return start, end, true
}

// At is the place of length runes at a byte offset.
func (s *Source) At(offset, length int) Place {
	offset = max(0, min(offset, len(s.text)))
	line := sort.SearchInts(s.starts, offset+1)
	start, _, _ := s.line(line)
	column := utf8.RuneCount(s.text[min(start, offset):offset]) + 1
	return Place{Source: s, Line: line, Column: column, Length: max(1, length)}
}
