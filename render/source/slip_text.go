package source

import (
	"strconv"
	"strings"
)

// colonInText are texts without quotes in braces that hold a colon and a space, as sentences do: what stands before
// that colon is no key of the format, and what the text is the value of is one.
func colonInText(s *search, n int, line string) []slip {
	shown := bare(line)
	depth := len(s.openAbove(n, ""))
	var out []slip
	for i, left := 0, maxBrackets; i < len(shown) && left > 0; i++ {
		switch shown[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		case ':':
			from := i + 1 + indentOf(shown[i+1:])
			if depth == 0 || from == i+1 || !s.isKey(wordBefore(shown, i)) {
				continue
			}
			left-- // each is looked at up to its end
			if to := textEnd(shown, from); to > from && s.holdsColon(shown[from:to]) {
				out = append(out, slip{code: "yaml-colon", from: from, to: to, with: strconv.Quote(line[from:to]), message: `a plain value cannot hold ": "`})
				i = to - 1
			}
		}
	}
	return out
}

// isKey reports whether the format has a key.
func (s *search) isKey(key string) bool {
	return key != "" && s.known.Together != nil && s.known.Together(key, key)
}

// wordBefore is the word that ends in front of a byte.
func wordBefore(shown string, at int) string {
	return shown[strings.LastIndexAny(shown[:at], " \t[{,")+1 : at]
}

// textEnd is where a plain value in brackets ends, commas in it with it that no key is behind; from where it is none.
func textEnd(shown string, from int) (to int) {
	if from >= len(shown) || strings.IndexByte("q[{&*!|>", shown[from]) >= 0 && !isLetter(shown, from) {
		return from
	}
	for to = from; to < len(shown) && strings.IndexByte("[]{}", shown[to]) < 0; to++ {
		if shown[to] == ',' && keyEnd(shown[to+1+indentOf(shown[to+1:]):]) > 0 {
			break
		}
	}
	return from + len(strings.TrimRight(shown[from:to], " \t"))
}

// isLetter reports whether a "q" is a letter of a word, and none that stands for what is in quotes.
func isLetter(shown string, at int) bool {
	return shown[at] == 'q' && !strings.HasPrefix(shown[at:], "qq") && at+1 < len(shown) && strings.IndexByte(",]} ", shown[at+1]) < 0
}

// holdsColon reports whether a text has a colon and a space behind a word that is no key.
func (s *search) holdsColon(text string) bool {
	at := strings.Index(text, ": ")
	return at > 0 && !s.isKey(wordBefore(text, at))
}
