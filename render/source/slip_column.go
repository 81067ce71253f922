package source

import "strings"

// strangers reports whether no object has both keys, of which the format has one.
func (s *search) strangers(key, other string) bool {
	if s.known.Together == nil || key == "" || other == "" || s.known.Together(key, other) {
		return false
	}
	return s.known.Together(key, key) || s.known.Together(other, other)
}

// together reports whether an object of the format may have all of two or more keys.
func (s *search) together(keys ...string) bool {
	for i, key := range keys[1:] {
		if s.known.Together == nil || key == "" || keys[i] == "" || !s.known.Together(keys[i], key) {
			return false
		}
	}
	return true
}

// maxKeys is how many keys of an item are compared with those of another.
const maxKeys = 8

// sameList reports whether the items that begin in two lines may be of one list: by their keys, as far as the
// format has them, or both without one.
func (s *search) sameList(n, other int) bool {
	keys, _ := s.itemAt(n)
	theirs, _ := s.itemAt(other)
	if len(keys) == 0 || len(theirs) == 0 {
		return len(keys) == len(theirs)
	}
	if s.known.Together == nil {
		return false
	}
	for _, key := range keys[:min(len(keys), maxKeys)] {
		for _, beside := range theirs[:min(len(theirs), maxKeys)] {
			if s.strangers(key, beside) {
				return false
			}
		}
	}
	return true
}

// itemKey is the first key of an item, also of one in braces; "" where it has none.
func itemKey(line string) string {
	text, braces := strings.CutPrefix(line[column(line):], "{")
	if !braces {
		return keyOf(line)
	}
	key, _, _ := strings.Cut(text, ":")
	return strings.TrimSpace(key)
}

// movedAlike are lines that stood at one column with a line above that was moved: as that one was, so are they.
func movedAlike(s *search, n int, line string) []slip {
	here := indentOf(line)
	for i, left := n-1, maxItem; i > 0 && left > 0; i, left = i-1, left-1 {
		above := s.line(i)
		if word := strings.TrimSpace(above); word == "" || word[0] == '#' {
			continue
		}
		if by := s.moved[i]; by != 0 {
			if to := here + by; to >= 0 && (indentOf(above) == to || column(above) == to) {
				one := moved(here, to).leaving(noneOfLine)
				one.alike = true
				return []slip{one}
			}
			return nil
		}
		if indentOf(above) <= here {
			return nil
		}
	}
	return nil
}

// belowKey is the first item of a list that stands further left than the key above it, which has
// no value: the item is one of that list, where it has no key of its own or one that the list's objects have.
func belowKey(s *search, n int, line string) []slip {
	here, above, below := indentOf(line), s.above(n), s.below(n)
	to := column(above)
	if !isItem(line) || !opens(above) || here >= to || to-here > 4 {
		return nil
	}
	if key := itemKey(line); key != "" && (s.known.Within == nil || !s.known.Within(keyOf(above), key)) {
		return nil
	}
	if before := s.above(s.beside(n, -1)); s.strangers(keyOf(above), s.keyBefore(n, above)) || opens(before) && column(before) < here && to == here+2 {
		return nil // the key is what stands wrongly
	}
	if isItem(below) && indentOf(below) > to {
		to = indentOf(below)
	}
	return []slip{moved(here, to).leaving(noDoubt)}
}

// keyBefore is the key before that of a line in its object, which is the next one above line n; "" for none.
func (s *search) keyBefore(n int, line string) string {
	to, seen := column(line), false
	for i, left := n-1, maxLook; i > 0 && left > 0; i, left = i-1, left-1 {
		above := s.line(i)
		if word := strings.TrimSpace(above); word == "" || word[0] == '#' || indentOf(above) > to {
			continue
		}
		if seen && column(above) == to {
			return keyOf(above)
		}
		if seen && isItem(above) && indentOf(above) == to {
			continue // of the list of a key before
		}
		if seen || indentOf(above) < to {
			return "" // it is the first
		}
		seen = true
	}
	return ""
}

// outdentedAbove is a key without a value that stands too far left in its object, with which this line goes
// on, or whose list it does: what belongs to the key is further in.
func outdentedAbove(s *search, n int, line string) []slip {
	low, first, deeper := indentOf(line), 0, false
	for i, left := n-1, maxLook; i > 0 && left > 0; i, left = i-1, left-1 {
		above := s.line(i)
		word := strings.TrimSpace(above)
		switch indent := indentOf(above); {
		case word == "" || word[0] == '#':
		case indent > low:
			deeper = true
		case first > 0:
			return s.outdented(first, n, i)
		case !deeper || indent == low && !isItem(line) || isItem(above) || !opens(above):
			return nil
		default:
			first = i
		}
	}
	return nil
}

// outdented is a key that belongs to the column of the object of which a line before it is, if the line with
// which it goes on is of that too, or is the next item.
func (s *search) outdented(n, goesOn, before int) []slip {
	above, behind, below := s.line(before), s.line(goesOn), s.below(n)
	here, to, key := indentOf(s.line(n)), column(above), keyOf(s.line(n))
	switch {
	case to-here > 4 || indentOf(below) < to || indentOf(below) == to && !isItem(below) || !s.together(keyOf(above), key):
		return nil
	case isItem(behind) && (!isItem(above) || indentOf(above) != indentOf(behind) || !s.sameList(goesOn, before)):
		return nil
	case !isItem(behind) && (to != indentOf(behind) || !s.together(key, keyOf(behind), keyOf(above))):
		return nil
	}
	one := moved(here, to)
	one.line = n
	return []slip{one}
}
