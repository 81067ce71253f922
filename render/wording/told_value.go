package wording

import "strings"

// Stretch is a part of a text, in bytes.
type Stretch struct{ From, To int }

// value is what a text sets something to: what lies between quotes, or goes on to the end of
// the word or of the line, and in YAML over the lines below.
type value struct {
	text     string
	from, to int
	indent   int  // of the line of its name, below which more lines of it may be
	lines    bool // more lines may be
	block    bool // it has no other
}

// valueOf is what a name of a text is set to, in YAML, JSON, a command or what is like these;
// false where it is only mentioned.
func valueOf(text string, from, to int) (value, bool) {
	at := to + closing(text[to:])
	quoted := at > to
	v := value{text: text, indent: indentAt(text, from)}
	rest := text[at:]
	behind := strings.TrimLeft(rest, " \t")
	switch {
	case strings.HasPrefix(behind, "=") && !strings.HasPrefix(behind, "=="), strings.HasPrefix(behind, ":="):
		at = len(text) - len(strings.TrimLeft(behind, ":=> \t"))
		return v.word(at)
	case strings.HasPrefix(behind, ":"):
		if next := behind[1:]; next == "" || !quoted && strings.IndexByte(" \t\n\"'\\", next[0]) < 0 {
			return v, false
		}
		return v.line(len(text) - len(strings.TrimLeft(behind[1:], " \t")))
	case text[from] == '-' && len(behind) < len(rest) && behind != "" && behind[0] != '-':
		return v.word(len(text) - len(behind))
	}
	// {name: DB_PASSWORD, value: ...}
	beside := strings.TrimLeft(rest, " \t\r\n,")
	if beside == rest {
		return v, false
	}
	beside = beside[closing(beside):]
	if word, ok := strings.CutPrefix(beside, "value"); ok {
		word = word[closing(word):]
		if after, ok := strings.CutPrefix(strings.TrimLeft(word, " \t"), ":"); ok {
			v.indent = indentAt(text, len(text)-len(beside))
			return v.line(len(text) - len(strings.TrimLeft(after, " \t")))
		}
	}
	return v, false
}

// closing is how long a quote at the beginning of a text is, with what escapes it.
func closing(text string) int {
	n := 0
	for n < len(text) && text[n] == '\\' {
		n++
	}
	if n < len(text) && (text[n] == '"' || text[n] == '\'' || text[n] == '`') {
		return n + 1
	}
	return 0
}

// word is a value of a command, which begins at a place.
func (v value) word(at int) (value, bool) {
	if v.inQuotes(at) {
		return v, v.from < v.to
	}
	v.from, v.to = at, wordEnd(v.text, at)
	for v.to > v.from && strings.IndexByte(",]})", v.text[v.to-1]) >= 0 && !isReference(v.text[v.from:v.to]) {
		v.to--
	}
	return v, v.from < v.to
}

// line is a value of YAML or JSON, which begins at a place.
func (v value) line(at int) (value, bool) {
	if v.inQuotes(at) {
		return v, v.from < v.to
	}
	end := at + lineLength(v.text[at:])
	rest := strings.TrimRight(v.text[at:end], " \t\r")
	if strings.HasPrefix(rest, "{") && !isReference(rest) || strings.HasPrefix(rest, "[") {
		return v, false
	}
	v.from, v.to, v.lines = at, at+len(rest), true
	switch before := lineBefore(v.text, at); {
	case rest == "" || strings.Trim(rest[1:], "+-0123456789") == "" && (rest[0] == '|' || rest[0] == '>'):
		v.from, v.to, v.block = end, end, rest != ""
		return v, true
	case strings.Count(before, "{") > strings.Count(before, "}") || strings.Count(before, "[") > strings.Count(before, "]"):
		v.lines = false
		if n := strings.IndexAny(rest, ",}]"); n >= 0 {
			v.to = at + n
		}
	}
	return v, true
}

// inQuotes has a value that begins with a quote end with the next one.
func (v *value) inQuotes(at int) bool {
	quote := v.text[at : at+closing(v.text[at:])]
	if quote == "" {
		return false
	}
	v.from = at + len(quote)
	v.to = len(v.text)
	for i := v.from; i < len(v.text); i++ {
		if v.text[i] == '\\' && !strings.HasPrefix(v.text[i:], quote) {
			i++
		} else if strings.HasPrefix(v.text[i:], quote) {
			v.to = i
			break
		}
	}
	return true
}

// stretches are those of a value, a line each.
func (v *value) stretches() []Stretch {
	var out []Stretch
	if v.from < v.to {
		for at := v.from; at < v.to; {
			end := min(v.to, at+lineLength(v.text[at:]))
			from := end - len(strings.TrimLeft(v.text[at:end], " \t"))
			if from < end {
				out = append(out, Stretch{from, end})
			}
			at = end + 1
		}
	}
	if !v.lines {
		return out
	}
	for at := v.to + lineLength(v.text[v.to:]) + 1; at < len(v.text); {
		end := at + lineLength(v.text[at:])
		line := strings.TrimSpace(v.text[at:end])
		from := at + len(v.text[at:end]) - len(strings.TrimLeft(v.text[at:end], " \t"))
		if line != "" && from-at <= v.indent || !v.block && opensMapping(line) {
			break
		}
		if line != "" {
			out = append(out, Stretch{from, from + len(line)})
		}
		at = end + 1
	}
	return out
}

// opensMapping reports whether a line of YAML is a member, or an item, and not more of a text.
func opensMapping(line string) bool {
	return strings.HasPrefix(line, "- ") || strings.HasSuffix(line, ":") || strings.Contains(line, ": ")
}

func lineLength(text string) int {
	if n := strings.IndexByte(text, '\n'); n >= 0 {
		return n
	}
	return len(text)
}

// indentAt is how far in the member of YAML begins that a place of a text is in: behind the signs
// of items.
func indentAt(text string, at int) int {
	line := lineBefore(text, at)
	return len(line) - len(strings.TrimLeft(line, " -\t"))
}

// mostBefore bounds how much of a line is looked at before a place, as often as it names one.
const mostBefore = 1 << 10

// lineBefore is what stands before a place in its line.
func lineBefore(text string, at int) string {
	text = text[max(0, at-mostBefore):at]
	return text[strings.LastIndexByte(text, '\n')+1:]
}
