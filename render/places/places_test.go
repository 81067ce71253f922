package places_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"render/render/places"
)

// TestLines: lines are those that an editor counts, whatever ends them.
func TestLines(t *testing.T) {
	for text, want := range map[string][]string{
		"":                  {""},
		"a":                 {"a"},
		"a\n":               {"a"},
		"a\n\n":             {"a", ""},
		"\ufeffa\r\nb\r\nc": {"a", "b", "c"},
		"\n":                {""},
	} {
		src := places.NewSource("t", []byte(text))
		var got []string
		for n := range src.Lines() {
			got = append(got, src.Line(n+1))
		}
		if strings.Join(got, "|") != strings.Join(want, "|") || len(got) != len(want) {
			t.Errorf("%q has the lines %q, want %q", text, got, want)
		}
		if src.Line(0) != "" || src.Line(src.Lines()+2) != "" {
			t.Errorf("%q has lines outside itself", text)
		}
	}
}

// TestCursor: a line from a column on, in any order of asking, in several texts.
func TestCursor(t *testing.T) {
	src := places.NewSource("t", []byte("\ufeffaüb c\r\nsecond\n\nlast"))
	other := places.NewSource("o", []byte("another"))
	var cursor places.Cursor
	for _, c := range []struct {
		source              *places.Source
		line, column, limit int
		want                string
	}{
		{src, 1, 1, 99, "aüb c"}, {src, 1, 3, 99, "b c"}, {src, 1, 2, 99, "üb c"}, {src, 2, 7, 99, ""}, {src, 2, 6, 99, "d"}, {src, 1, 3, 1, "b"},
		{src, 3, 1, 9, ""}, {other, 1, 4, 99, "ther"}, {src, 4, 1, 2, "la"}, {other, 1, 1, 3, "ano"}, {src, 4, 9, 2, ""}, {src, 5, 1, 9, ""}, {src, 0, 1, 9, ""},
	} {
		if got := cursor.From(places.Place{Source: c.source, Line: c.line, Column: c.column}, c.limit); got != c.want {
			t.Errorf("%s:%d:%d: %q, want %q", c.source.Name(), c.line, c.column, got, c.want)
		}
	}
}

// TestAt: an offset's column is the one that an editor shows, whatever bytes are
// before it, and what is outside the text is at its end.
func TestAt(t *testing.T) {
	const text = "\ufeffaüb\r\ncd\n"
	src := places.NewSource("t", []byte(text))
	for _, c := range []struct {
		offset, length         int
		line, column, wantLong int
	}{
		{strings.Index(text, "a"), 1, 1, 1, 1}, {strings.Index(text, "b"), 1, 1, 3, 1}, {strings.Index(text, "c"), 2, 2, 1, 2},
		{strings.Index(text, "d"), 0, 2, 2, 1}, {0, 1, 1, 1, 1}, {-1, 1, 1, 1, 1}, {len(text), 1, 3, 1, 1}, {len(text) + 9, 1, 3, 1, 1},
	} {
		if got := src.At(c.offset, c.length); got.Source != src || got.Line != c.line || got.Column != c.column || got.Length != c.wantLong {
			t.Errorf("byte %d is at %d:%d+%d, want %d:%d+%d", c.offset, got.Line, got.Column, got.Length, c.line, c.column, c.wantLong)
		}
	}
}

// TestBefore orders places of one source.
func TestBefore(t *testing.T) {
	src := places.NewSource("t", []byte("ab\ncd\n"))
	list := []places.Place{places.File(src), {Source: src, Line: 1, Column: 1}, {Source: src, Line: 1, Column: 2}, {Source: src, Line: 2, Column: 1}}
	for i, a := range list {
		for j, b := range list {
			if a.Before(b) != (i < j) {
				t.Errorf("%d:%d before %d:%d: %v", a.Line, a.Column, b.Line, b.Column, a.Before(b))
			}
		}
	}
	if !(places.Place{}).IsZero() || places.File(src).IsZero() {
		t.Error("a place of nothing is told from one of a file wrongly")
	}
}

// TestRenamed: the same text and places, and the old name stays.
func TestRenamed(t *testing.T) {
	src := places.NewSource("old", []byte("a\nb\n"))
	renamed := src.Renamed("new")
	if src.Name() != "old" || renamed.Name() != "new" || renamed.Line(2) != "b" || renamed.At(2, 1).Line != 2 {
		t.Errorf("%q and %q", src.Name(), renamed.Name())
	}
}

// TestShared: any number of readers use one source at once.
func TestShared(t *testing.T) {
	src := places.NewSource("t", bytes.Repeat([]byte("line\n"), 1000))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			var cursor places.Cursor
			for line := range src.Lines() {
				if src.Line(line+1) != "line" || cursor.From(places.Place{Source: src, Line: line + 1, Column: 2}, 9) != "ine" || src.At(line*5, 1).Line != line+1 {
					t.Errorf("line %d is read wrongly", line+1)
				}
			}
		})
	}
	all.Wait()
}
