package source

import "strings"

// keyTwice is a key behind that of another, whose braces are closed and were not opened.
func keyTwice(_ *search, _ int, line string) []slip {
	shown := bare(line)
	var out []slip
	value, left := -1, maxBrackets
	for i := 0; i < len(shown) && left > 0; i++ {
		end := 0
		if i == value || i == 0 || strings.IndexByte(" ,{[", shown[i-1]) >= 0 {
			end = keyEnd(shown[i:])
		}
		if end > 0 && i == value {
			left--
			if to := closing("{"+shown[i:], 0); to > 0 {
				out = append(out, slip{code: "yaml-bracket", from: i, to: i + to, with: "{" + line[i:i+to], message: "the bracket that closes this is not opened"})
			}
		}
		if end > 0 {
			value = i + end
		}
	}
	return out
}

// unopened is a bracket that is closed and was not opened, or another was: where it is to be opened, as far as
// the keys before it tell.
func unopened(s *search, n int, line string) []slip {
	shown := bare(line)
	open := s.openAbove(n, "")
	starts := make([]int, len(open)) // where what is in each bracket begins
	begins := indentOf(line)
	if isItem(line) && len(open) == 0 {
		begins = column(line)
	}
	for i := range len(shown) {
		switch c := shown[i]; c {
		case '[', '{':
			open, starts = append(open, c), append(starts, i+1)
		case ']', '}':
			last := len(open) - 1
			if last >= 0 && (open[last] == '[') == (c == ']') {
				open, starts = open[:last], starts[:last]
				continue
			}
			if last >= 0 {
				begins = max(begins, starts[last])
			}
			listed := last >= 0 && open[last] == '['
			return s.openedAt(line, shown, begins, i, listed)
		}
	}
	return nil
}

// openedAt are the places between two of a line at which the bracket that is closed at the second may be opened;
// listed is whether they are in the brackets of a list.
func (s *search) openedAt(line, shown string, begins, end int, listed bool) []slip {
	at := func(from int) slip {
		bracket := map[byte]string{']': "[", '}': "{"}[shown[end]]
		return slip{code: "yaml-bracket", from: from, to: end + 1, with: bracket + line[from:end+1], message: "the bracket that closes this is not opened"}
	}
	var out []slip
	first, value := -1, -1 // where the first key begins, and the value of the last
	depth := 0
	for i := begins; i < end; i++ {
		switch c := shown[i]; {
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case depth > 0 || i > begins && shown[i-1] != ' ' && shown[i-1] != ',':
		case keyEnd(shown[i:]) > 0:
			if first < 0 {
				first = i
			}
			value = i + keyEnd(shown[i:])
		}
	}
	switch {
	case shown[end] == ']' && value >= 0 && value < end && shown[value] != '[':
		out = append(out, at(value))
	case shown[end] == '}' && first >= 0 && (listed || first == begins && isItem(line)):
		out = append(out, at(first))
	}
	return out
}

// keyEnd is where behind a key with which a text begins its value does; 0 for no key.
func keyEnd(text string) int {
	end := 0
	for end < len(text) && isKeyByte(text[end]) {
		end++
	}
	if end == 0 || !strings.HasPrefix(text[end:], ": ") {
		return 0
	}
	return end + 1 + indentOf(text[end+1:])
}

// maxBrackets is how many brackets of a line are looked at, where for each its end is looked for.
const maxBrackets = 50

// unclosed is a bracket behind whose items another key of the object around it stands.
func unclosed(s *search, _ int, line string) []slip {
	shown := bare(line)
	ends := len(strings.TrimRight(shown, " \t")) - 1
	var out []slip
	for i, left := 0, maxBrackets; i < len(shown) && left > 0; i++ {
		if shown[i] != '[' && shown[i] != '{' {
			continue
		}
		left--
		if end := closing(shown, i); end >= 0 && end != ends || shown[i] == '[' && keyEnd(shown[i+1:]) > 0 {
			continue
		}
		key := endingKey(shown[max(0, i-maxBack):i])
		depth := 0
		for at := i + 1; at < len(shown); at++ {
			c := shown[at]
			if c == '[' || c == '{' {
				depth++
			}
			if c == ']' || c == '}' {
				if depth--; depth < 0 {
					break
				}
			}
			if c != ',' || depth > 0 {
				continue
			}
			next := at + 1 + indentOf(shown[at+1:])
			end := keyEnd(shown[next:])
			if end == 0 {
				continue
			}
			inner, _, _ := strings.Cut(shown[next:], ":")
			if s.isBeyond(shown[i], key, inner) {
				closer := map[byte]string{'[': "]", '{': "}"}[shown[i]]
				out = append(out, slip{code: "yaml-bracket", from: i, to: at, with: line[i:at] + closer, message: "a bracket is not closed"})
				break
			}
		}
	}
	return out
}

// isBeyond reports whether a key in the brackets of another is no longer in what that has.
func (s *search) isBeyond(bracket byte, key, inner string) bool {
	if bracket == '[' {
		return true // an item is no key
	}
	return s.known.Within != nil && s.known.Together != nil && s.known.Together(inner, inner) && s.known.Together(key, inner) && !s.known.Within(key, inner)
}
