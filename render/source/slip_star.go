package source

import "strings"

// wildcards are values that begin with an asterisk, as names of hosts do: YAML
// takes it for an alias.
func wildcards(s *search, n int, line string) []slip {
	out := quoteFrom(line, "*", "begins with *, which in YAML names an alias")
	if len(out) == 0 || s.known.Meant == nil {
		return out
	}
	shown := bare(line)
	for i := range out {
		key, item := s.keyAt(n, shown, out[i].from)
		if meant := s.known.Meant(key, line[out[i].from:out[i].to], item); meant != "" {
			out[i].with = meant
		}
	}
	return out
}

// maxBack is how many bytes before a value its key is looked for.
const maxBack = 200

// keyAt is the key of the value that begins in a line at a byte; item reports whether it is one of several
// in the list of that key.
func (s *search) keyAt(n int, shown string, at int) (key string, item bool) {
	closed, from := 0, max(0, at-maxBack)
	for i := at - 1; i >= from; i-- {
		switch c := shown[i]; {
		case c == ']' || c == '}':
			closed++
		case (c == '[' || c == '{') && closed > 0:
			closed--
		case c == '[':
			return endingKey(shown[from:i]), true
		case c == '{':
			return endingKey(shown[from:at]), false
		}
	}
	if strings.Trim(shown[from:at], "- ") != "" || from > 0 {
		return endingKey(shown[from:at]), false
	}
	here := indentOf(shown)
	for i, left := n-1, maxLook; i > 0 && left > 0; i, left = i-1, left-1 {
		above := s.line(i)
		if word := strings.TrimSpace(above); word == "" || word[0] == '#' || indentOf(above) > here || indentOf(above) == here && (isItem(above) || !isItem(shown)) {
			continue
		}
		return endingKey(strings.TrimRight(bare(above), " [")), true
	}
	return "", false
}

// endingKey is the key with whose colon a text ends; "" where it ends otherwise.
func endingKey(text string) string {
	text, ends := strings.CutSuffix(strings.TrimRight(text, " "), ":")
	if !ends {
		return ""
	}
	return text[strings.LastIndexAny(text, " \t{[,")+1:]
}
