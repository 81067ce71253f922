package source

import "strings"

// commaBehind is a line that ends in a comma, as in JSON.
func commaBehind(_ *search, _ int, line string) []slip {
	end := len(strings.TrimRight(bare(line), " \t"))
	if end < 2 || line[end-1] != ',' && line[end-1] != ';' {
		return nil
	}
	from := strings.LastIndexAny(line[:end-1], " ") + 1
	return []slip{{code: "yaml-comma", from: from, to: end, with: line[from : end-1], message: "a line ends without a comma in YAML, unless it is in brackets"}}
}

// commaMissing is where something follows in brackets what is whole already: a key behind a
// value, or anything behind a quote or a bracket that closes.
func commaMissing(s *search, n int, line string) []slip {
	shown := bare(line)
	open := s.openAbove(n, "")
	var out []slip
	for i := 0; i < len(shown); i++ {
		switch shown[i] {
		case '[', '{':
			open = append(open, shown[i])
		case ']', '}':
			open = open[:max(0, len(open)-1)]
		case ' ', '\t':
			next := i + len(shown[i:]) - len(strings.TrimLeft(shown[i:], " \t"))
			if i > 0 && next < len(shown) && len(open) > 0 && lacksComma(shown, line, i, next, open[len(open)-1]) {
				from, to := strings.LastIndexAny(shown[:i], " \t[{")+1, wordEnd(shown, next)
				if colon := strings.IndexByte(shown[next:to], ':'); colon > 0 {
					to = next + colon
				}
				out = append(out, slip{code: "yaml-comma", from: from, to: to, with: line[from:i] + "," + line[i:to], message: "a comma is missing here"})
			}
			i = max(i, next-1)
		}
	}
	return out
}

// lacksComma reports whether a comma belongs between what ends at i and what begins at next.
func lacksComma(shown, line string, i, next int, bracket byte) bool {
	if strings.IndexByte(",[{:", shown[i-1]) >= 0 || strings.IndexByte(",]}:#", shown[next]) >= 0 {
		return false
	}
	word := shown[next:wordEnd(shown, next)]
	if bracket == '{' && (strings.HasSuffix(word, ":") || strings.Contains(word, "q:")) {
		return true
	}
	return shown[i-1] == ']' || shown[i-1] == '}' || shown[i-1] == 'q' && line[i-1] != 'q'
}

// commaMissingAtEnd is a line in brackets behind which the next one goes on with another key or
// item.
func commaMissingAtEnd(s *search, n int, line string) []slip {
	shown := strings.TrimRight(bare(line), " \t")
	if shown == "" || strings.IndexByte(",[{:", shown[len(shown)-1]) >= 0 || len(s.openAbove(n, line)) == 0 {
		return nil
	}
	if below := strings.TrimSpace(s.below(n)); below == "" || strings.IndexByte(",]}", below[0]) >= 0 {
		return nil
	}
	from, to := strings.LastIndexAny(shown, " \t[{")+1, len(shown)
	return []slip{{code: "yaml-comma", from: from, to: to, with: line[from:to] + ",", message: "a comma is missing behind this: the brackets go on in the next line"}}
}

// openAbove are the brackets that are open behind a line, of which the text is given, and those
// above it.
func (s *search) openAbove(n int, line string) []byte {
	var open []byte // the innermost first
	closed := 0
	look := func(line string) {
		shown := bare(line)
		for i := len(shown) - 1; i >= 0; i-- {
			switch shown[i] {
			case ']', '}':
				closed++
			case '[', '{':
				if closed == 0 {
					open = append(open, shown[i])
				}
				closed = max(0, closed-1)
			}
		}
	}
	look(line)
	for i, left := n-1, maxLook; i > 0 && left > 0; i, left = i-1, left-1 {
		look(s.line(i))
	}
	for i, j := 0, len(open)-1; i < j; i, j = i+1, j-1 {
		open[i], open[j] = open[j], open[i]
	}
	return open
}
