package compose

import "strings"

// Words are a text as a command: words between blanks, of which quotes and backslashes make one, as Compose divides it, that
// is by mattn/go-shellwords, which ends a command where a shell would begin another (; & | < >). Behind is what it
// drops by that; false is a text that Compose refuses.
func Words(text string) (words []string, behind string, ok bool) {
	var w wordReader
	for i, c := range text {
		if w.ends(c) {
			behind = text[i:]
			break
		}
		if !w.take(c) {
			return nil, "", false
		}
	}
	if w.escaped || w.quote != 0 {
		return nil, "", false
	}
	w.end()
	return w.words, behind, true
}

// wordReader divides a text into words.
type wordReader struct {
	words   []string
	word    strings.Builder
	begun   bool
	escaped bool
	quote   rune // in what the text stands: ' or ", ` or (
}

// ends reports whether a command is over before a sign.
func (w *wordReader) ends(c rune) bool {
	if w.escaped || w.quote != 0 || !strings.ContainsRune(";&|<>", c) {
		return false
	}
	if first := w.word.String(); c == '>' && first != "" && '0' <= first[0] && first[0] <= '9' {
		w.begun = false // it is the number of a stream
	}
	return true
}

// end ends a word.
func (w *wordReader) end() {
	if w.begun {
		w.words = append(w.words, w.word.String())
		w.word.Reset()
	}
	w.begun = false
}

// take takes a sign; false where there must not be one.
func (w *wordReader) take(c rune) bool {
	switch {
	case w.escaped:
		w.escaped = false
	case c == '\\' && w.quote != '\'':
		w.escaped = true
		return true
	case strings.ContainsRune(" \t\r\n", c) && w.quote == 0:
		w.end()
		return true
	case strings.ContainsRune(" \t\r\n", c):
		w.word.WriteRune(c)
		return true
	case (c == '"' || c == '\'') && (w.quote == 0 || w.quote == c):
		w.begun = w.begun || w.quote == c
		w.quote ^= c
		return true
	case c == '`' && (w.quote == 0 || w.quote == c):
		w.quote ^= c
	case c == '(' && w.quote == 0:
		if !strings.HasSuffix(w.word.String(), "$") {
			return false
		}
		w.quote = c
	case c == '(' && w.quote == '(':
		return false
	case c == ')' && (w.quote == 0 || w.quote == '('):
		w.quote ^= '('
	}
	w.begun = true
	w.word.WriteRune(c)
	return true
}
