package diag

import (
	"strings"
	"testing"
	"unicode/utf8"

	"render/render/places"
)

// TestVisible: nothing that steers a terminal or hides text is left.
func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain ü 日本 é\n\ttext":           "plain ü 日本 é\n\ttext",
		"a\x1b[31mred":                   `a\x1b[31mred`,
		"bell\a back\b cr\r":             `bell\a back\b cr\r`,
		"\x00\x7f":                       `\x00\x7f`,
		"c1 \u009b\u0085":                `c1 \u009b\u0085`,
		"\u202eevil\u202c":               `\u202eevil\u202c`,
		"\u2066\u2069\u200e\u200f\u061c": `\u2066\u2069\u200e\u200f\u061c`,
		"\u2028\u2029\ufeff\u200b":       `\u2028\u2029\ufeff\u200b`,
		"no utf-8 \xff\x9b":              `no utf-8 \xff\x9b`,
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
		var b strings.Builder
		if n, err := Terminal(&b).Write([]byte(in)); n != len(in) || err != nil || b.String() != want {
			t.Errorf("%q is written as %q, %d, %v", in, b.String(), n, err)
		}
	}
}

// TestShorten: a word that no line holds is cut, and everything else stays.
func TestShorten(t *testing.T) {
	long := strings.Repeat("ü", 4000)
	got := Shorten("before " + long + " after\n" + strings.Repeat("a ", 3000))
	if words := strings.Fields(got); utf8.RuneCountInString(words[1]) > maxToken || !strings.Contains(words[1], "...") ||
		!utf8.ValidString(got) || words[2] != "after" || len(words) != 3003 {
		t.Errorf("%.900s", got)
	}
	host := strings.Repeat("a", 253)
	if Shorten(host) != host {
		t.Error("a host is cut")
	}
	src := places.NewSource("t", []byte("a: "+long+"\n"))
	p := Diagnostic{Place: src.At(3, 4000), Path: "a" + long, Message: "is " + long, Help: "write: " + long, Related: []Related{{Place: src.At(0, 1), Note: long}}}
	if printed := text(t, List{p}); len(printed) > 4000 || !strings.HasPrefix(printed, "t:1:4: aü") {
		t.Errorf("%d bytes:\n%s", len(printed), printed)
	}
}
