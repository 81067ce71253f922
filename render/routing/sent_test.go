package routing

import (
	"regexp/syntax"
	"testing"
)

func TestSent(t *testing.T) {
	for _, c := range [][2]string{
		{"/ü", "/%C3%BC"}, {"/c/../d", "/d"}, {"/e/./f", "/e/f"}, {"/a/..", "/"}, {"/..", "/"}, {"/a/.", "/a/"}, {"/a/b/../", "/a/"},
		{"/a//../b", "/a/b"}, {"/a/%2E%2e/b/*", "/b/*"}, {`/a\b`, "/a/b"}, {"/a%20b", "/a%20b"}, {"//x", "//x"}, {"/...", "/..."}, {"/x%2Fy", "/x%2Fy"},
		{"/a/../../b/ä/*", "/b/%C3%A4/*"}, {"/", "/"}, {"", ""},
	} {
		if got := Sent(c[0]); got != c[1] || !IsSent(got) || IsSent(c[0]) != (c[0] == c[1]) {
			t.Errorf("Sent(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func TestReadsPath(t *testing.T) {
	for text, want := range map[string][2]bool{
		"/ä.*": {true, false}, "/(a|ä)": {true, true}, "/[^ä]": {true, true}, "/[äö]": {true, false}, "a/b": {false, false}, "^/a$": {true, true},
		"/%C3%A4.*": {true, true}, "/ä*": {true, true}, "/": {true, true}, "$": {false, false}, ".*": {true, true},
	} {
		re, err := syntax.Parse(text, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if begun, sent := ReadsPath(re); [2]bool{begun, sent} != want {
			t.Errorf("ReadsPath(%q) = %v, %v, want %v", text, begun, sent, want)
		}
	}
	for text, want := range map[string]string{"/ä.*": "/%C3%A4.*", "/xä+y": "/x(%C3%A4)+y"} {
		if got := EscapedExpression(text); got != want {
			t.Errorf("EscapedExpression(%q) = %q, want %q", text, got, want)
		}
	}
}
