// Package places owns texts that were read, and stretches of them: what a
// diagnostic points at, and what everything decoded remembers.
//
// In goes a text with the name by which the user knows it; out come places,
// lines and columns. It knows nothing of what a text says or of what is wrong
// with it, and must never read a file or change a text.
package places

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Source is one text that a problem can point into: a topology, a certificate,
// an overlay's file, a flag. Its name is what the user called it.
type Source struct {
	Name string
	Text []byte

	starts []int                              // offset of each line's first byte; made on first use
	last   struct{ line, column, offset int } // where From was last
}

// NewSource names a text. The text is kept, not copied.
func NewSource(name string, text []byte) *Source {
	return &Source{Name: name, Text: text}
}

func (s *Source) index() {
	if s.starts != nil {
		return
	}
	s.starts = append(s.starts, 0)
	for i, c := range s.Text {
		if c == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
}

// Lines is the number of lines, at least 1. A final newline ends the last line
// and does not begin another.
func (s *Source) Lines() int {
	s.index()
	n := len(s.starts)
	if n > 1 && s.starts[n-1] == len(s.Text) {
		n--
	}
	return n
}

// Line is line n, counted from 1, without its end; "" outside the text.
func (s *Source) Line(n int) string {
	end, ok := s.end(n)
	if !ok {
		return ""
	}
	line := strings.TrimSuffix(string(s.Text[s.starts[n-1]:end]), "\r")
	if n == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	return line
}

// end is the offset behind line n, counted from 1, without its line feed; not ok
// outside the text.
func (s *Source) end(n int) (offset int, ok bool) {
	s.index()
	switch {
	case n < 1 || n > len(s.starts):
		return 0, false
	case n < len(s.starts):
		return s.starts[n] - 1, true
	}
	return len(s.Text), true
}

// From is what stands in line n from a column on, both counted from 1, cut after
// so many bytes. Asked for one column after another it does not look at a line
// from its beginning each time, which a file of one line would make slow.
func (s *Source) From(n, column, most int) string {
	end, ok := s.end(n)
	if !ok {
		return ""
	}
	if s.last.line != n || s.last.column > column {
		s.last.line, s.last.column, s.last.offset = n, 1, s.starts[n-1]
		if n == 1 && strings.HasPrefix(string(s.Text[:min(3, len(s.Text))]), "\ufeff") {
			s.last.offset = len("\ufeff")
		}
	}
	for s.last.column < column && s.last.offset < end {
		_, size := utf8.DecodeRune(s.Text[s.last.offset:end])
		s.last.offset += size
		s.last.column++
	}
	if s.last.column < column {
		return ""
	}
	text := s.Text[s.last.offset:end]
	if len(text) > most {
		text = text[:most]
	}
	return strings.TrimSuffix(string(text), "\r")
}

// At is the place of length runes at a byte offset.
func (s *Source) At(offset, length int) Place {
	s.index()
	offset = max(0, min(offset, len(s.Text)))
	line := sort.SearchInts(s.starts, offset+1)
	column := utf8.RuneCount(s.Text[s.starts[line-1]:offset]) + 1
	return Place{Source: s, Line: line, Column: column, Length: max(1, length)}
}

// Place is a stretch of one line of a source. Line and Column count from 1,
// Column and Length count characters. Line 0 means the source as a whole; a nil
// Source means the command line or nowhere in particular.
type Place struct {
	Source *Source
	Line   int
	Column int
	Length int
}

// File is the place that stands for a source as a whole.
func File(s *Source) Place { return Place{Source: s} }

// IsZero reports whether the place points nowhere.
func (p Place) IsZero() bool { return p.Source == nil }

// Before reports whether a place of the same source stands before another.
func (p Place) Before(q Place) bool {
	if p.Line != q.Line {
		return p.Line < q.Line
	}
	return p.Column < q.Column
}
