package source

import (
	"fmt"
	"strings"

	"render/render/wording"
)

// indentOf is how many spaces a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// column is where the first key or value of a line begins, behind its dashes.
func column(line string) int {
	at := indentOf(line)
	for strings.HasPrefix(line[at:], "- ") {
		at += 2
		at += indentOf(line[at:])
	}
	return at
}

// above and below are the next lines with anything in them but a comment.
func (s *search) above(n int) string { return s.beside(n, -1) }
func (s *search) below(n int) string { return s.beside(n, 1) }

func (s *search) beside(n, step int) string {
	for n += step; n > 0 && n <= len(s.lines); n += step {
		line := s.line(n)
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			return line
		}
	}
	return ""
}

// aloneIndent are lines that stand beside the one column of those above and below.
func aloneIndent(s *search, n int, line string) []slip {
	here, above, below := indentOf(line), s.above(n), s.below(n)
	to := indentOf(below)
	if above == "" || below == "" || column(above) != to || to == here || to-here > 4 || here-to > 4 || column(line) != here {
		return nil
	}
	return []slip{moved(here, to)}
}

func moved(here, to int) slip {
	return slip{code: "yaml-indentation", from: 0, to: here, show: 1, with: strings.Repeat(" ", to),
		message: fmt.Sprintf("is indented by %s, and the lines it belongs to by %d", wording.Spaces(here), to),
		help:    indentCure(to)}
}

func indentCure(to int) string {
	if to == 0 {
		return "remove the spaces before it"
	}
	return "indent this line by " + wording.Spaces(to)
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

// maxLook is how many lines above a line its neighbours are looked for.
const maxLook = 1000

// otherIndent are lines that stand a little beside a column in which keys or
// dashes stand already; first where a key of the line goes together with those.
func otherIndent(s *search, n int, line string) []slip {
	here := indentOf(line)
	dash := strings.HasPrefix(line[here:], "- ")
	seen := map[int]bool{here: true}
	var first, out []slip
	add := func(to int, neighbour string) {
		if seen[to] || to-here > 3 || here-to > 3 {
			return
		}
		seen[to] = true
		if !dash && column(neighbour) == to && s.known.Together != nil && s.known.Together(keyOf(line), keyOf(neighbour)) {
			first = append(first, moved(here, to))
			return
		}
		out = append(out, moved(here, to))
	}
	below := s.below(n)
	if dash && column(below) == indentOf(below) && indentOf(below) >= 2 {
		add(indentOf(below)-2, below)
	}
	low := 1 << 30
	for i, left := n-1, maxLook; i > 0 && left > 0 && low > 0; i, left = i-1, left-1 {
		above := s.line(i)
		if word := strings.TrimSpace(above); word == "" || word[0] == '#' {
			continue
		}
		if indent := indentOf(above); indent < low || column(above) < low {
			if !dash {
				add(column(above), above)
			}
			if strings.HasPrefix(above[indent:], "- ") == dash {
				add(indent, above)
			}
			low = min(low, indent)
		}
	}
	if below != "" {
		add(indentOf(below), below)
	}
	return append(first, out...)
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
	if key := keyAlone.find(strings.TrimSuffix(above, ":")); s.known.OfObjects != nil && keyed.find(bare(line)) != nil && key != nil && !s.known.OfObjects(above[key[2]:key[3]]) {
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
