package source

import (
	"strings"

	"render/render/wording"
)

// keyLost is the first item of a list that stands below the other keys of an object, where
// the key of the list is missing.
func keyLost(s *search, n int, line string) []slip {
	here := indentOf(line)
	if s.known.Lost == nil || !strings.HasPrefix(line[here:], "- ") {
		return nil
	}
	owner := s.owner(n, here)
	to := column(s.line(owner))
	if owner == 0 || here < to || here > to+4 || keyOf(s.line(owner)) == "" {
		return nil
	}
	if opens := strings.HasSuffix(strings.TrimRight(bare(s.line(owner)), " "), ":"); opens && (strings.HasPrefix(strings.TrimSpace(s.below(owner)), "-") || indentOf(s.below(owner)) <= to) {
		return nil // an item of that list, rather
	}
	item, alone := s.itemAt(n)
	key := s.known.Lost(s.keysAround(n, to, here), item, alone, s.goesOn(n, to, here))
	if key == "" {
		return nil
	}
	if there := keyBeside(s, n, to, key); there != nil {
		return there
	}
	indented := ""
	if to > 0 {
		indented = ", indented by " + wording.Spaces(to)
	}
	end := len(strings.TrimRight(bare(line), " \t"))
	return []slip{{code: "field-missing", from: 0, to: end, show: here + 1, with: strings.Repeat(" ", to) + key + ":\n" + line[:end],
		message: "a list begins here, and the key that it belongs to is missing",
		help:    "write " + key + ": in a line of its own above this one" + indented}}
}

// keyBeside is a key that a list stands below, where it is further in than the other keys of its object
// and the list is not: to is the column of those.
func keyBeside(s *search, n, to int, key string) []slip {
	for i := n - 1; i >= max(1, n-maxItem); i-- {
		above := s.line(i)
		if word := strings.TrimSpace(above); word == "" || word[0] == '#' {
			continue
		}
		if here := indentOf(above); keyOf(above) == key && opens(above) && column(above) == here && here > to {
			one := moved(here, to)
			one.line = i
			return []slip{one}
		}
		return nil
	}
	return nil
}

// owner is the line above that an item with its dash in some column would stand below, with what belongs
// to that between them; 0 for none, and where that is an item of the same list.
func (s *search) owner(n, here int) int {
	i := s.notDeeper(n, here)
	if i > 0 && strings.HasPrefix(s.line(i)[min(here, len(s.line(i))):], "- ") {
		return 0
	}
	return i
}

// notDeeper is the next line above that is no further in than a column; 0 for none.
func (s *search) notDeeper(n, here int) int {
	for i := n - 1; i >= max(1, n-maxLook); i-- {
		if word := strings.TrimSpace(s.line(i)); word != "" && word[0] != '#' && indentOf(s.line(i)) <= here {
			return i
		}
	}
	return 0
}

// itemAt are the keys of the item that begins in a line, or what it is in place of an object.
func (s *search) itemAt(n int) (keys []string, alone string) {
	line := s.line(n)
	text := strings.TrimSpace(bare(line)[column(line):])
	if strings.HasPrefix(text, "{") {
		return keysIn(text), ""
	}
	if keyOf(line) == "" {
		return nil, strings.Trim(strings.TrimSpace(line[column(line):]), `"'`)
	}
	keys = []string{keyOf(line)}
	for i := n + 1; i <= min(n+maxItem, len(s.lines)); i++ {
		below := s.line(i)
		if word := strings.TrimSpace(below); word == "" || word[0] == '#' || indentOf(below) > column(line) || indentOf(below) == column(line) && isItem(below) {
			continue
		}
		if indentOf(below) < column(line) || keyOf(below) == "" {
			break
		}
		keys = append(keys, keyOf(below))
	}
	return keys, ""
}

// keysIn are the keys of an object in braces.
func keysIn(text string) (keys []string) {
	depth, from := 0, 0
	for i, c := range text {
		switch {
		case c == '{' || c == '[':
			depth++
			from = i + 1
		case c == '}' || c == ']':
			depth--
		case depth == 1 && c == ',':
			from = i + 1
		case depth == 1 && c == ':' && from >= 0:
			keys, from = append(keys, strings.TrimSpace(text[from:i])), -1
		}
	}
	return keys
}

// keysAround are the keys of the object whose column a line is below, those above it and, behind its list, below.
func (s *search) keysAround(n, to, dash int) (keys []string) {
	for i := n - 1; i >= max(1, n-maxItem); i-- {
		line := s.line(i)
		if word := strings.TrimSpace(line); word == "" || word[0] == '#' || indentOf(line) > to {
			continue
		}
		if column(line) == to && keyOf(line) != "" {
			keys = append(keys, keyOf(line))
		}
		if indentOf(line) < to {
			break // with its dash the first line of the object
		}
	}
	for i := n + 1; i <= min(n+maxItem, len(s.lines)); i++ {
		line := s.line(i)
		word := strings.TrimSpace(line)
		if word == "" || word[0] == '#' || indentOf(line) > to || indentOf(line) == dash && strings.HasPrefix(word, "- ") {
			continue
		}
		if indentOf(line) != to || keyOf(line) == "" {
			break
		}
		keys = append(keys, keyOf(line))
	}
	return keys
}

// goesOn reports whether behind a list below a line there are other keys of the object.
func (s *search) goesOn(n, to, dash int) bool {
	for i := n + 1; i <= min(n+maxItem, len(s.lines)); i++ {
		line := s.line(i)
		word := strings.TrimSpace(line)
		if word != "" && word[0] != '#' && indentOf(line) <= dash && !strings.HasPrefix(word, "- ") {
			return indentOf(line) == to && keyOf(line) != ""
		}
	}
	return false
}
