package diag

import (
	"strings"
	"testing"

	"render/render/places"
	"render/render/wording"
)

func text(t *testing.T, list List) string {
	t.Helper()
	var b strings.Builder
	if err := Text(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestText holds the printed form: the greppable line, the excerpt, the other
// place of a conflict, the help; diagnostics in file order, each once.
func TestText(t *testing.T) {
	src := places.NewSource("t.yaml", []byte("a: 1\n\tb: \u00fcx\nc: 3\n"))
	first := places.Place{Source: src, Line: 1, Column: 4, Length: 1}
	second := src.At(strings.Index(string(src.Text()), "x"), 1)
	list := List{
		{Place: second, Path: "b", Message: `"x" is wrong`, Related: []Related{{Place: first, Note: "a"}}, Help: "write: y"},
		{Severity: Warning, Place: first, Message: "is old"},
		{Place: second, Path: "other", Message: `"x" is wrong`, Help: "write: y"},
		{Place: places.File(src), Message: "is all wrong"},
	}
	const want = "t.yaml: is all wrong\n" +
		"t.yaml:1:4: warning: is old\n   |\n 1 | a: 1\n   |    ^\n" +
		"t.yaml:2:6: b: \"x\" is wrong\n   |\n 2 | \tb: \u00fcx\n   | \t    ^\n 1 | a: 1        (a)\n   = write: y\n" +
		"2 errors, at t.yaml and t.yaml:2, among 1 warning\n"
	if got := text(t, list); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestLines: who asked for something else gets a line a diagnostic, and is told who says more.
func TestLines(t *testing.T) {
	src := places.NewSource("t.yaml", []byte(strings.Repeat("x\n", 200)))
	var list List
	for line := range 102 {
		list.Warn(Diagnostic{Place: places.Place{Source: src, Line: line + 1, Column: 1, Length: 1}, Path: "a", Message: "is old", Help: "write: y"})
	}
	for _, c := range []struct {
		n    int
		want string
	}{
		{0, ""},
		{1, "t.yaml:1:1: warning: a: is old\nnote: render check says what to do about each\n"},
	} {
		var b strings.Builder
		if err := Lines(&b, list[:c.n]); err != nil || b.String() != c.want {
			t.Errorf("%d: %v, %q, want %q", c.n, err, b.String(), c.want)
		}
	}
	var b strings.Builder
	if err := Lines(&b, list); err != nil || !strings.Contains(b.String(), "t.yaml:100:1: warning: a: is old\nand 2 more\nnote: ") {
		t.Errorf("%v, %q", err, b.String())
	}
}

// TestHide: the line of a hidden diagnostic is never shown.
func TestHide(t *testing.T) {
	src := places.NewSource("k.key", []byte("MARKER\n"))
	p := Diagnostic{Place: src.At(0, 3), Message: "is wrong", Hide: true, Related: []Related{{Place: src.At(2, 1), Note: "here"}}}
	if got := text(t, List{p}); strings.Contains(got, "MARKER") || !strings.Contains(got, "k.key:1:1: is wrong") {
		t.Errorf("got %q", got)
	}
}

// TestMany: what is printed stays short, and says how much more there is.
func TestMany(t *testing.T) {
	src := places.NewSource("t", []byte(strings.Repeat("x\n", 200)))
	var list List
	for line := range 150 {
		list.Add(Diagnostic{Place: places.Place{Source: src, Line: line + 1, Column: 1, Length: 1}, Message: "is wrong"})
	}
	if got := text(t, list); strings.Count(got, "is wrong") != MaxShown || !strings.HasSuffix(got, "and 50 more\n") {
		t.Errorf("%d shown, ends in %q", strings.Count(got, "is wrong"), got[len(got)-20:])
	}
}

// TestKeysAreHidden: no excerpt of a text with a private key in it, and no word
// of one in quotes, whoever forgot to hide it.
func TestKeysAreHidden(t *testing.T) {
	for _, key := range []string{"-----BEGIN PRIVATE KEY-----\nSECRET", "-----BEGIN RSA PRIVATE KEY-----\\nSECRET", "AGE-SECRET-KEY-1SECRET"} {
		if quoted := wording.Quote("x " + key); strings.Contains(quoted, "SECRET-KEY-1") || strings.Contains(quoted, "nSECRET") || !strings.HasSuffix(quoted, `..."`) {
			t.Error(quoted)
		}
		src := places.NewSource("f.yaml", []byte("a: 1\nb: "+key+"\nSECRET\n"))
		clean := places.NewSource("g.yaml", []byte("shown\n"))
		var b strings.Builder
		p := Diagnostic{Place: src.At(4, 1), Message: "is wrong", Related: []Related{{Place: src.At(0, 1), Note: "here"}, {Place: clean.At(0, 1), Note: "there"}}}
		if err := Text(&b, List{p}); err != nil || strings.Contains(b.String(), "a: 1") || strings.Contains(b.String(), "^") || !strings.Contains(b.String(), "shown") {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
}

// TestErrorsAmongWarnings: what stops the run is found at the end of the text, and is shown
// however many warnings stand before it.
func TestErrorsAmongWarnings(t *testing.T) {
	src := places.NewSource("t.yaml", []byte(strings.Repeat("x\n", 200)))
	at := func(line int) places.Place { return places.Place{Source: src, Line: line, Column: 1, Length: 1} }
	for _, c := range []struct {
		warnings int
		errors   []int // lines
		end      string
	}{
		{warnings: 3},
		{errors: []int{7, 9, 11}},
		{warnings: 1, errors: []int{2}},
		{warnings: 2, errors: []int{3}, end: "1 error, at t.yaml:3, among 2 warnings\n"},
		{warnings: 1, errors: []int{3, 4, 3}, end: "3 errors, at t.yaml:3 and t.yaml:4, among 1 warning\n"},
		{warnings: 150, errors: []int{180, 181, 182, 183, 184}, end: "and 55 more\n5 errors, at t.yaml:180, t.yaml:181, t.yaml:182 and further on, among 150 warnings\n"},
	} {
		var list List
		for line := range c.warnings {
			list.Warn(Diagnostic{Place: at(line + 1), Message: "is old"})
		}
		for i, line := range c.errors {
			list.Add(Diagnostic{Place: at(line), Message: "is wrong in way " + string(rune('a'+i))})
		}
		got := text(t, list)
		if strings.Contains(got, "among") != (c.end != "") || !strings.HasSuffix(got, c.end) {
			t.Errorf("%d warnings, errors %v: ends in %q", c.warnings, c.errors, got[max(0, len(got)-120):])
		}
		if n := strings.Count(got, "is wrong"); n != len(c.errors) {
			t.Errorf("%d warnings: %d of %d errors are shown", c.warnings, n, len(c.errors))
		}
	}
}
