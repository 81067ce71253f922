package source

import (
	"slices"
	"strings"
)

// aloneIndent are lines that stand beside the one column of those above and below.
func aloneIndent(s *search, n int, line string) []slip {
	here, above, below := indentOf(line), s.above(n), s.below(n)
	to := indentOf(below)
	if above == "" || below == "" || column(above) != to && !s.goesOnAbove(n, to) || to == here || to-here > 4 || here-to > 4 || column(line) != here {
		return nil
	}
	if s.strangers(keyOf(line), keyOf(below)) && s.strangers(keyOf(below), keyOf(above)) {
		return nil // a key of one's own, as a variable's name, below others of that kind
	}
	if opens(line) && s.strangers(keyOf(line), keyOf(above)) {
		return nil // what is below it may belong to it
	}
	if s.belowAlone(n, line, here) {
		return nil
	}
	return []slip{moved(here, to)}
}

// belowAlone reports whether a line is where its object has its keys, and the line above it is of another,
// and the next line has a key of that object too: it is that one which stands wrongly.
func (s *search) belowAlone(n int, line string, here int) bool {
	key, below := keyOf(line), keyOf(s.below(n))
	if key == "" || below == "" || s.together(key, keyOf(s.above(n))) {
		return false
	}
	keys := s.keysAround(n, here, here)
	fits := func(key string) bool {
		return !slices.ContainsFunc(keys, func(beside string) bool { return !s.together(key, beside) })
	}
	return len(keys) > 1 && fits(key) && fits(below) && !slices.Contains(keys, below)
}

// besideKey are lines at the column of the key above them that has no value, and before
// others of its object that are indented: those say how far.
func besideKey(s *search, n int, line string) []slip {
	here, above, below := indentOf(line), s.above(n), s.below(n)
	to := indentOf(below)
	if column(above) != here || column(line) != here || to <= here || column(below) != to || keyed.find(bare(line)) == nil ||
		!strings.HasSuffix(strings.TrimRight(bare(above), " "), ":") {
		return nil
	}
	return []slip{moved(here, to)}
}

// otherIndent are lines that stand a little beside a column in which keys or
// dashes stand already; first where a key of the line goes together with those.
func otherIndent(s *search, n int, line string) []slip {
	here := indentOf(line)
	dash := isItem(line)
	seen := map[int]bool{here: true}
	var first, out, last []slip
	add := func(to, at int) {
		if seen[to] || to-here > 3 || here-to > 3 {
			return
		}
		seen[to] = true
		key := column(s.line(at)) == to && !dash
		switch {
		case key && s.together(keyOf(line), keyOf(s.line(at))), dash && isItem(s.line(at)) && s.sameList(n, at):
			first = append(first, moved(here, to))
		case key && at == s.beside(n, -1) && to < here && opens(s.line(at)) && s.strangers(keyOf(line), keyOf(s.line(at))):
			last = append(last, moved(here, to)) // in what is above it, rather
		default:
			out = append(out, moved(here, to))
		}
	}
	next := s.beside(n, 1)
	if below := s.line(next); dash && keyOf(line) != "" && column(below) == indentOf(below) && indentOf(below) >= 2 {
		add(indentOf(below)-2, next)
		first, out = out, nil
	}
	low := 1 << 30
	for i, left := n-1, maxLook; i > 0 && left > 0 && low > 0; i, left = i-1, left-1 {
		above := s.line(i)
		if word := strings.TrimSpace(above); word == "" || word[0] == '#' {
			continue
		}
		if indent := indentOf(above); indent < low || column(above) < low {
			if !dash {
				add(column(above), i)
			}
			if isItem(above) == dash {
				add(indent, i)
			}
			low = min(low, indent)
		}
	}
	if next > 0 && !(dash && indentOf(s.line(next)) == column(line)) { // which goes on with the item
		add(indentOf(s.line(next)), next)
	}
	return s.settled(n, line, append(append(first, out...), last...))
}

// settled are the columns to which a line may belong, of which the first leaves no doubt where that is the one
// of an object that lacks the line's key, one space to the right, and what is below is no further left.
func (s *search) settled(n int, line string, columns []slip) []slip {
	to, key := indentOf(line)+1, keyOf(line)
	if len(columns) == 0 || isItem(line) || len(columns[0].with) != to || indentOf(s.below(n)) < to-1 {
		return columns
	}
	if keys := s.keysAround(n, to, to); len(keys) > 0 && s.together(key, keys[0]) && !slices.Contains(keys, key) {
		columns[0].doubt = noneOfLine
	}
	return columns
}

// dashMissing is the first item of a list, whose others have their dashes.
func dashMissing(s *search, n int, line string) []slip {
	here := indentOf(line)
	if strings.HasPrefix(line[here:], "-") {
		return nil
	}
	above := strings.TrimRight(bare(s.above(n)), " ")
	if !strings.HasSuffix(above, ":") {
		return nil
	}
	if key := keyAlone.find(strings.TrimSuffix(above, ":")); s.known.OfObjects != nil && keyed.find(bare(line)+" ") != nil && key != nil && !s.known.OfObjects(above[key[2]:key[3]]) {
		return nil // an object belongs there
	}
	var out []slip
	to := len(strings.TrimRight(bare(line), " \t"))
	if to <= here {
		to = len(line)
	}
	for _, from := range []int{here - 2, here} {
		if from >= column(s.above(n)) { // that of the key, which a list may stand below
			out = append(out, slip{code: "yaml-dash", from: from, to: to, with: "- " + line[here:to], message: "a list item begins here without its dash"})
		}
	}
	return out
}

// dashLost is a line where the dash of an item is missing: a text below an item that is one, or the
// first key of an item, the same as that of the item before it, in front of others of the item.
func dashLost(s *search, n int, line string) []slip {
	here := indentOf(line)
	shown := strings.TrimRight(bare(line), " \t")
	above := s.above(n)
	dash := indentOf(above)
	if strings.HasPrefix(line[here:], "-") {
		return nil
	}
	if (here == dash || here == dash+2) && strings.HasPrefix(above[dash:], "- ") && !strings.Contains(shown, ":") && !strings.Contains(bare(above), ": ") {
		return []slip{{code: "yaml-dash", from: dash, to: len(shown), with: "- " + line[here:len(shown)], message: "a list item begins here without its dash"}}
	}
	key, _, ok := strings.Cut(bare(line)[here:], ":")
	if !ok || strings.HasPrefix(key, "-") || indentOf(s.below(n)) != here+2 {
		return nil
	}
	for i, left := n-1, maxLook; i > 0 && left > 0; i, left = i-1, left-1 {
		above := s.line(i)
		if word := strings.TrimSpace(above); word == "" || word[0] == '#' || indentOf(above) > here {
			continue
		}
		if !strings.HasPrefix(bare(above)[indentOf(above):], "- "+key+":") || indentOf(above) != here {
			return nil
		}
		return []slip{{code: "yaml-dash", from: here, to: len(shown), with: "- " + line[here:len(shown)], message: "a list item begins here without its dash"}}
	}
	return nil
}

// firstDashMissing is the first item, without its dash, of the list that a line with
// a dash goes on with.
func firstDashMissing(s *search, n int, line string) []slip {
	here := indentOf(line)
	if !strings.HasPrefix(line[here:], "- ") {
		return nil
	}
	first := 0
	for i, left := n-1, maxLook; i > 0 && left > 0; i, left = i-1, left-1 {
		above := s.line(i)
		word := strings.TrimSpace(above)
		switch indent := indentOf(above); {
		case word == "" || word[0] == '#':
		case indent > here || indent == here && word[0] != '-' && first == i+1 && !strings.HasSuffix(word, ":"):
			first = i
		case strings.HasSuffix(strings.TrimRight(bare(above), " "), ":") && first > 0 && !strings.HasPrefix(strings.TrimSpace(s.line(first)), "-"):
			out := dashMissing(s, first, s.line(first))
			for j := range out {
				out[j].line = first
			}
			return out
		default:
			return nil
		}
	}
	return nil
}
