package routing

import (
	"fmt"
	"regexp/syntax"
	"strings"
	"testing"
)

func TestSent(t *testing.T) {
	for _, c := range [][2]string{
		{"/ü", "/%C3%BC"}, {"/c/../d", "/d"}, {"/e/./f", "/e/f"}, {"/a/..", "/"}, {"/..", "/"}, {"/a/.", "/a/"}, {"/a/b/../", "/a/"},
		{"/a//../b", "/a/b"}, {"/a/%2E%2e/b/*", "/b/*"}, {`/a\b`, "/a/b"}, {"/a%20b", "/a%20b"}, {"//x", "//x"}, {"/...", "/..."}, {"/x%2Fy", "/x%2Fy"},
		{"/a/../../b/ä/*", "/b/%C3%A4/*"}, {"/", "/"}, {"", ""},
		{"/%61b%2Dc", "/ab-c"}, {"/a%2Eb%7e", "/a.b~"}, {"/%2561", "/%2561"}, {"/a%2fb%C3%b6", "/a%2fb%C3%b6"}, {"/a|b", "/a%7Cb"}, {"/{x}/\"^", "/%7Bx%7D/%22%5E"}, {"/100%", "/100%"},
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

// TestNeedless: the characters of a path that need no %XX are those of RFC 3986, no more.
func TestNeedless(t *testing.T) {
	for c := range 256 {
		escape, plain := fmt.Sprintf("/%%%02x", c), c < 0x80 && strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", rune(c))
		if got := DecodedExpression(escape); (got != escape) != plain {
			t.Errorf("%s: %q", escape, got)
		}
	}
	for written, want := range map[string]string{"/a%2Eb.*": `/a\.b.*`, "/[%61]": "/[%61]", "/%25": "/%25"} {
		if got := DecodedExpression(written); got != want {
			t.Errorf("%s: %q, want %q", written, got, want)
		}
	}
	if got := UpperEscapes("/a%c3%bcb%2"); got != "/a%C3%BCb%2" {
		t.Error(got)
	}
}
