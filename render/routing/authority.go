package routing

import (
	"regexp"
	"slices"
	"strings"
)

// maxAuthority is how long Istio lets an expression be (istio,
// pkg/config/validation, validateStringRegexp).
const maxAuthority = 1024

// AuthorityMatches are expressions for the Host header of requests to some hosts;
// one, "", where it is for all. Envoy finds a virtual host whatever the case and
// without the port, and compares a header as it came.
func AuthorityMatches(hosts []string) []string {
	if hosts == nil {
		return []string{""}
	}
	const start, end = "(?i)", "(:[0-9]+)?"
	room := maxAuthority - len(start) - len(end) - len("()")
	var out, words []string
	length := 0
	flush := func() {
		text := strings.Join(words, "|")
		if len(words) > 1 {
			text = "(" + text + ")"
		}
		out = append(out, start+text+end)
		words, length = nil, 0
	}
	for _, h := range slices.Sorted(slices.Values(Widest(hosts))) {
		word := strings.Replace(regexp.QuoteMeta(h), `\*`, "[^:]+", 1)
		if length > 0 && length+1+len(word) > room {
			flush()
		}
		words = append(words, word)
		length += len(word) + 1
	}
	flush()
	return out
}
