package source

import (
	"fmt"

	"render/render/diag"
)

// movedBlock are items of a list that stand beside the others, all their lines by the same number of spaces, where
// the library stops in line n, the first behind them: those that stand left of their list's key, or of the item
// before them; and the first ones, where they stand by their key as no other list of that key does, and those
// behind them as one does.
func movedBlock(s *search, n int, line string) []slip {
	first := s.firstOfBlock(n)
	if first == 0 {
		return nil
	}
	one := moved(indentOf(s.line(first)), indentOf(line)).leaving(noDoubt)
	one.line, one.last = first, s.beside(n, -1)
	return []slip{one}
}

// firstOfBlock is the line of the first of such items; 0 for none.
func (s *search) firstOfBlock(n int) int {
	line, item := s.line(n), itemKey(s.line(n))
	if !isItem(line) || item == "" || s.known.Within == nil {
		return 0
	}
	to, first, before := indentOf(line), 0, 0 // before is the line below the one that is looked at
	for i, left := s.beside(n, -1), maxLook; i > 0 && left > 0; i, left = s.beside(i, -1), left-1 {
		above := s.line(i)
		here := -1
		if first > 0 {
			here = indentOf(s.line(first))
		}
		switch {
		case isItem(above) && indentOf(above) == to:
			if first > 0 && here < to && s.sameList(i, n) && s.sameList(first, n) {
				return first
			}
			return 0
		case first > 0 && before == first && opens(above) && column(above) <= to && s.known.Within(keyOf(above), item) && s.known.Within(keyOf(above), itemKey(s.line(first))):
			if at := column(above); s.sameList(first, n) && (here < at || s.usual(i, keyOf(above), to-at, here-at)) {
				return first
			}
			return 0
		case isItem(above) && (first == 0 || indentOf(above) <= here):
			first = i
		case first > 0 && indentOf(above) <= here && indentOf(above) < to:
			return 0
		}
		before = i
	}
	return 0
}

// usual reports whether some list of a key, but for the one of line n, has its items by so many spaces further in
// than the key, and none has them by the other number.
func (s *search) usual(n int, key string, by, other int) bool {
	found := false
	for i := range s.lines {
		line := s.line(i + 1)
		if i+1 == n || !opens(line) || keyOf(line) != key {
			continue
		}
		switch below := s.below(i + 1); {
		case !isItem(below):
		case indentOf(below)-column(line) == other:
			return false
		case indentOf(below)-column(line) == by:
			found = true
		}
	}
	return found
}

// joined are slips and what is told of them, of which those are told as one whose lines were moved with the one
// before them.
func (s *search) joined(found []slip, told diag.List) diag.List {
	var out diag.List
	for i := 0; i < len(found); i++ {
		one, p := found[i], told[i]
		for i+1 < len(found) && s.movedWith(one, found[i+1]) {
			i++
			one.last = max(found[i].line, found[i].last)
		}
		switch from := s.beside(one.line, 1); {
		case one.last == 0:
		case from == one.last:
			p.Help += fmt.Sprintf(", and move line %d with it", from)
		default:
			p.Help += fmt.Sprintf(", and move lines %d to %d with it", from, one.last)
		}
		out.Add(p)
	}
	return out
}

// movedWith reports whether the second of two slips is that of the next line, moved as the first was.
func (s *search) movedWith(one, next slip) bool {
	return one.code == "yaml-indentation" && next.alike && s.beside(max(one.line, one.last), 1) == next.line &&
		len(one.with)-(one.to-one.from) == len(next.with)-(next.to-next.from)
}

// keysLeft are keys of an item that stand at the column of the object round its list, which has one of them
// already, where the library stops in line n behind them: it goes on with the item, or begins the next one.
func keysLeft(s *search, n int, line string) []slip {
	last := s.beside(n, -1)
	low := min(indentOf(line), indentOf(s.line(last)))
	first, keys := 0, map[string]bool{}
	if opens(s.line(last)) {
		return nil // what is behind it may belong to it
	}
	for i, left := last, maxItem; i > 0 && left > 0; i, left = s.beside(i, -1), left-1 {
		above := s.line(i)
		switch {
		case isItem(above) && column(above) > low:
			to := column(above)
			goesOn := !isItem(line) && indentOf(line) == to || isItem(line) && indentOf(line) == indentOf(above) && s.sameList(i, n)
			if first == 0 || !goesOn || !s.hasKey(i, low, keys) {
				return nil
			}
			for key := range keys {
				if s.strangers(key, keyOf(above)) {
					return nil // they are of another item, without its dash
				}
			}
			one := moved(low, to).leaving(noDoubt)
			if one.line = first; last > first {
				one.last = last
			}
			return []slip{one}
		case indentOf(above) < low || isItem(above):
			return nil
		case indentOf(above) == low:
			first = i
			keys[keyOf(above)] = true
		}
	}
	return nil
}

// hasKey reports whether the object that has its keys at a column, above line n, has one of some keys.
func (s *search) hasKey(n, at int, keys map[string]bool) bool {
	for i, left := s.beside(n, -1), maxLook; i > 0 && left > 0; i, left = s.beside(i, -1), left-1 {
		above := s.line(i)
		if column(above) == at && keyOf(above) != "" && keys[keyOf(above)] {
			return true
		}
		if column(above) == at && isItem(above) || indentOf(above) < at {
			return false
		}
	}
	return false
}

// dashRight is the first item of a list whose dash stands too far right: line n behind it goes on with it.
func dashRight(s *search, n int, line string) []slip {
	at := s.beside(n, -1)
	item, above, here := s.line(at), s.line(s.beside(at, -1)), indentOf(line)
	if !isItem(item) || isItem(line) || !opens(above) || here-2 < column(above) || here >= column(item) || indentOf(item) <= here-2 {
		return nil
	}
	if !s.together(keyOf(item), keyOf(line)) || s.known.Within == nil || !s.known.Within(keyOf(above), keyOf(item)) {
		return nil
	}
	one := moved(indentOf(item), here-2).leaving(noDoubt)
	one.line = at
	return []slip{one}
}
