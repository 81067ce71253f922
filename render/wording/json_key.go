package wording

import (
	"bytes"
	"slices"
)

// jsonKeyAt is where in a text the value of a private member of a JSON Web Key begins: "d",
// or of an RSA key any of its primes, or "k" of one that both sides share (RFC 7518, section
// 6). -1 for none.
func jsonKeyAt(text []byte) int {
	kinds := bytes.Split(text, []byte("kty"))[1:]
	if len(kinds) == 0 {
		return -1
	}
	shared := slices.ContainsFunc(kinds, func(after []byte) bool {
		_, kind, _ := nextWord(after)
		return string(kind) == "oct"
	})
	for from := 0; from < len(text); from++ {
		i := bytes.IndexAny(text[from:], "dpqk")
		if i < 0 {
			return -1
		}
		from += i
		if from > 0 && isWord(text[from-1]) {
			continue
		}
		end := from
		for end < len(text) && isWord(text[end]) {
			end++
		}
		switch string(text[from:end]) {
		case "d", "p", "q", "dp", "dq":
		case "k":
			if !shared {
				continue
			}
		default:
			continue
		}
		if at, value, is := nextWord(text[end:]); is && len(value) >= minPiece {
			return end + at
		}
	}
	return -1
}

// nextWord is the value behind a member's name, quoted or not, and where it begins; false
// where no colon comes between.
func nextWord(rest []byte) (at int, word []byte, is bool) {
	for ; at < len(rest); at++ {
		switch c := rest[at]; {
		case c == ':' && !is:
			is = true
		case c == '"' || c == '\'' || letterValues[c] == spaceLetter:
		default:
			end := at
			for end < len(rest) && isWord(rest[end]) {
				end++
			}
			return at, rest[at:end], is
		}
	}
	return 0, nil, false
}

// isWord reports whether a byte is one of base64 for URLs, or of a member's name.
func isWord(c byte) bool { return c == '-' || c == '_' || base64Letter(c) && c != '+' && c != '/' }
