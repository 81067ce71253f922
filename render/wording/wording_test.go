package wording

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestSuggest: the nearest word, as long as it is near.
func TestSuggest(t *testing.T) {
	known := []string{"hosts", "host", "name"}
	for written, want := range map[string]string{"hsots": "hosts", "hostss": "hosts", "nme": "name", "Hosts": "hosts", "zzz": "", "xy": ""} {
		if got := Suggest(written, known); got != want {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
	fields := []string{"port", "pod", "proxies", "routes", "replicas", "resources"}
	for written, want := range map[string]string{"prox": "proxies", "pro": "proxies", "rout": "routes", "por": "port", "re": "", "res": "resources", "r": "", "porx": "port", "zro": ""} {
		if got := Completed(written, fields); got != want {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
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
	for _, text := range []string{"", "a: 1", "cert: -----BEGIN CERTIFICATE-----\n" + strings.ReplaceAll(body, "MIIEvQIBADANBgkqh", "MIIBkTCCATegAwIBA"), `if std.startsWith(x, "-----BEGIN PRIVATE KEY-----") then error "no"`,
		"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "the PRIVATE KEY is elsewhere", encode([]byte("the private key"))} {
		if HoldsKey([]byte(text)) {
			t.Errorf("%q holds no key", text)
		}
	}
}
