package wording

import "testing"

// TestWithoutPassword: no password of a URL is shown, and what is none is left as it is.
func TestWithoutPassword(t *testing.T) {
	for text, want := range map[string]string{
		"https://user:secret@host/x":                       "https://...@host/x",
		"https://tok@host/x":                               "https://...@host/x",
		"https://user:se/cr@et@host/x":                     "https://...@host/x",
		"HTTPS://user:secret@host":                         "HTTPS://...@host",
		"ssh://git:secret@host/x":                          "ssh://...@host/x",
		"user:secret@host/x":                               "...@host/x",
		"https://host/x?token=abc":                         "https://host/x?token=...",
		"https://host/x?a=b&Private_Token=abc&c=d":         "https://host/x?a=b&Private_Token=...&c=d",
		"{repo: https://user:secret@host/x, path: y}":      "{repo: https://...@host/x, path: y}",
		"{repo: https://host/x?token=abc}":                 "{repo: https://host/x?token=...}",
		`{"repo":"https://user:secret@host/x"}`:            `{"repo":"https://...@host/x"}`,
		"https://user: secret@host/x":                      "https://...@host/x",
		"https://us er:sec ret@host/x":                     "https://...@host/x",
		"https:// user:sec\nret@host/x and so on":          "https://...@host/x and so on",
		"https://to ken@host/x":                            "https://...@host/x",
		"https://host/x?token= abc":                        "https://host/x?token=...",
		"\"https://host/x?a=b&token=ab c\" is none":        "\"https://host/x?a=b&token=...\" is none",
		"https://host/x?k=abc":                             "https://host/x?k=...",
		"?token=abc":                                       "?token=...",
		"//user:secret@host/x":                             "//...@host/x",
		"user:secret@host":                                 "...@host",
		"env: {DB: \"postgres://app:secret@db:5432/app\"}": "env: {DB: \"postgres://...@db:5432/app\"}",
	} {
		if got := WithoutPassword(text); got != want || !HoldsPassword(text) {
			t.Errorf("%q is shown as %q, not %q", text, got, want)
		}
		if again := WithoutPassword(want); again != want {
			t.Errorf("%q is changed once more, to %q", want, again)
		}
	}
	for _, text := range []string{
		"ssh://git@host/x", "git@git.example.org:clusters.git", "https://host:8080/x", "https://host/@scope/x", "https://[::1]:80/@x",
		"docker.io/istio/hello:1.0@sha256:0123", "hello:1.0@sha256:0123", "mail to me@example.org", "https://host/x?page=2", "a=b/c?token=",
		"image: {a: registry:5000/x@sha256:00}", "user-agent: a/b", "",
		"https://host or me@example.org", "https://host/x me@example.org", "https://host:443 me/x@y", "see https://host/x?page=2 and me@example.org",
		`regex: "/a?(token=x)"`, "https://host/x?token=",
	} {
		if got := WithoutPassword(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}
