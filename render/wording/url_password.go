package wording

import (
	"regexp"
	"strings"

	"render/internal/later"
)

func urlPassword() *regexp.Regexp { return urlPasswordOnce.Get(makeURLPassword) }

var urlPasswordOnce later.Value[*regexp.Regexp]

func makeURLPassword() *regexp.Regexp {
	return regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^\s/?#@:]*:([^\s/?#@]+)@|[^\s?]*\?(?:[^\s&]*&)*?(?:password|passwd|pwd)=([^\s&]+))`)
}

// URLPassword reports whether a text has a URL with a password, and not with what fills one in, as
// $(PASSWORD) or ${PASSWORD}.
func URLPassword(text string) bool {
	if !strings.Contains(text, "://") {
		return false
	}
	for _, found := range urlPassword().FindAllStringSubmatch(text, -1) {
		if password := found[1] + found[2]; !strings.ContainsAny(password[:1], "$<{%*.") {
			return true
		}
	}
	return false
}
