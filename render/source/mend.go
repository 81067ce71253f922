package source

import (
	"strings"

	"render/render/diag"
	"render/render/places"
	"render/render/wording"
)

// slips tells the slips that keep a text from being YAML; none where nobody knows
// them.
func slips(src *places.Source) diag.List {
	text := strings.TrimPrefix(string(src.Text()), "\ufeff") // which is of no line, see places
	s := &search{src: src, lines: strings.SplitAfter(text, "\n"), shift: map[int][][2]int{}}
	s.tries = max(minTries, min(maxTries, maxTried/(len(src.Text())+1)))
	var diagnostics diag.List
	left, err := reach(src.Text())
	for len(diagnostics) < maxSlips && err != nil {
		best, further, failed := s.next(left, err)
		if best == nil {
			break
		}
		diagnostics.Add(s.diagnostic(*best))
		s.mend(*best)
		left, err = further, failed
	}
	return diagnostics
}

// next is the slip whose mending lets the text be read furthest, and what is left
// then; of several the first.
func (s *search) next(left int, err error) (best *slip, least int, failed error) {
	text := s.text()
	lines := []int{lineFromEnd(text, left)}
	if named := lineNamed(err); named < lines[0] {
		lines = append(lines, named+1)
	}
	least = left
	for _, one := range s.near(lines) {
		if s.tries == 0 {
			break
		}
		s.tries--
		further, stopped := reach(s.mended(one))
		if stopped == nil {
			return &one, 0, nil
		}
		if further < least {
			best, least, failed = &one, further, stopped
		}
	}
	return best, least, failed
}

// near are the slips that may have stopped the library in one of some lines.
func (s *search) near(lines []int) []slip {
	var found []slip
	for _, kind := range kinds {
		for _, from := range lines {
			left := slipLines
			for n := min(from, len(s.lines)); n > 0 && left >= 0; n-- {
				line := s.line(n)
				if word := strings.TrimSpace(line); word == "" || word[0] == '#' {
					continue
				}
				left--
				for _, one := range kind(s, n, line) {
					if one.line == 0 {
						one.line = n
					}
					found = append(found, one)
				}
			}
		}
	}
	return found
}

// broken tells why a text is no YAML: the slips, else what the library says.
func broken(src *places.Source, err error) diag.List {
	diagnostic, known := syntax(src, err)
	if known {
		return diag.List{diagnostic}
	}
	if wording.MarksKey(src.Text()) {
		return diag.List{diagnostic} // help would show what is written
	}
	if found := slips(src); len(found) > 0 {
		return found
	}
	return diag.List{diagnostic}
}

// kinds are the kinds of slips, those that leave the least doubt first: where the
// mending of several helps alike, the first is told.
var kinds = []func(s *search, n int, line string) []slip{
	strangeSpaces, strangeQuotes, strangeSigns, leftovers, strangeComments, bullets, dashWithoutSpace, colonWithoutSpace,
	wildcards, reservedSigns, colonMissing, commaBehind, colonTwice, openQuote, openBracket, closedTwice,
	dashMissing, firstDashMissing, aloneIndent, otherIndent, openedOnly,
}
