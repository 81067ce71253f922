package diag

import (
	"encoding/base64"
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

// TestHoldsKey: a private key is found in any spelling that reaches an output or
// a file, and what only speaks of one is none.
func TestHoldsKey(t *testing.T) {
	encode := base64.StdEncoding.EncodeToString
	wrapped := func(s string) string {
		var b strings.Builder
		for ; len(s) > 64; s = s[64:] {
			b.WriteString(s[:64] + "\n    ")
		}
		return b.String() + s
	}
	body := strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n", 4)
	for _, label := range []string{"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY", "ANY OTHER PRIVATE KEY"} {
		key := "-----BEGIN " + label + "-----\n" + body + "-----END " + label + "-----\n"
		for name, text := range map[string]string{
			"clear":     key,
			"bom":       "\ufeff" + key,
			"crlf":      strings.ReplaceAll(key, "\n", "\r\n"),
			"behind":    "subject=/CN=x\nissuer=/CN=y\n" + key,
			"in json":   `{"k": "` + strings.ReplaceAll(key, "\n", `\n`) + `"}`,
			"indented":  "k: |\n  " + strings.ReplaceAll(key, "\n", "\n  "),
			"old style": "-----BEGIN " + label + "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF0123456789ABCDEF\n\n" + body,
			"utf-16":    "\xff\xfe" + strings.Join(strings.Split(key, ""), "\x00"),
			"base64":    "tls.key: " + encode([]byte(key)),
			"shifted":   encode([]byte("x"+key)) + encode([]byte("xx"+key)),
			"wrapped":   wrapped(encode([]byte(key))),
			"twice":     encode([]byte(encode([]byte(key)))),
			"wrapped 2": wrapped(encode([]byte(wrapped(encode([]byte(key)))[:60] + encode([]byte("yy"+key))))),
		} {
			if !HoldsKey([]byte(text)) {
				t.Errorf("%s: %s is not found", label, name)
			}
		}
	}
	if !HoldsKey([]byte("# created\nAGE-SECRET-KEY-1QQPQQYQSZQGPQQYQSZQGPQQYQSZQGPQQYQSZQGPQQYQ\n")) {
		t.Error("a key of age is not found")
	}
	for _, text := range []string{"", "a: 1", "cert: -----BEGIN CERTIFICATE-----\n" + body, `if std.startsWith(x, "-----BEGIN PRIVATE KEY-----") then error "no"`,
		"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "the PRIVATE KEY is elsewhere", encode([]byte("the private key"))} {
		if HoldsKey([]byte(text)) {
			t.Errorf("%q holds no key", text)
		}
	}
}
