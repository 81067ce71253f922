package source

import (
	"strings"

	"render/render/diag"
	"render/render/places"
	"render/render/wording"
)

// slips tells the slips that keep a text from being YAML; none where nobody knows
// them.
func slips(src *places.Source, lists Lists) diag.List {
	text := strings.TrimPrefix(string(src.Text()), "\ufeff") // which is of no line, see places
	s := &search{src: src, lines: strings.SplitAfter(text, "\n"), shift: map[int][][2]int{}, moved: map[int]int{}, known: lists}
	s.tries = max(minTries, min(maxTries, maxTried/(len(src.Text())+1)))
	var found []slip
	var told diag.List // at their places before the next was mended
	left, err := reach(src.Text())
	for len(found) < maxSlips && err != nil {
		best, further, failed := s.next(left, err)
		if best == nil {
			break
		}
		found = append(found, *best)
		told = append(told, s.diagnostic(*best))
		s.mend(*best)
		left, err = further, failed
	}
	var needed []slip
	var said diag.List
	for i, one := range found {
		if err != nil || !s.needless(found, one) {
			needed, said = append(needed, one), append(said, told[i])
		}
	}
	return s.joined(needed, said)
}

// needless reports whether a line whose indentation was mended was right: the text, in
// which all else is mended, is read with it as it was. Where a slip further up was found
// only later, the lines below it were tried first.
func (s *search) needless(found []slip, one slip) bool {
	if one.code != "yaml-indentation" || one.last > 0 || len(found) == 1 || len(s.shift[one.line]) > 1 || s.tries == 0 {
		return false
	}
	s.tries--
	mended := s.lines[one.line-1]
	s.lines[one.line-1] = mended[:one.from] + strings.Repeat(" ", one.to-one.from) + mended[one.from+len(one.with):]
	if _, err := reach(s.text()); err == nil {
		return true
	}
	s.lines[one.line-1] = mended
	return false
}

// next is the slip whose mending lets the text be read furthest, and what is left
// then; of several the first.
func (s *search) next(left int, err error) (best *slip, least int, failed error) {
	text := s.text()
	lines := []int{s.asWritten(lineFromEnd(text, left))}
	if named := s.asWritten(lineNamed(err)); named < lines[0] {
		lines = append(lines, named+1)
	}
	least = left
	settled := 0 // a line of which no other slip is tried
	for _, one := range s.near(lines) {
		if s.tries == 0 {
			break
		}
		if one.line == settled {
			continue
		}
		s.tries--
		further, stopped := reach(s.mended(one))
		if stopped == nil {
			return &one, 0, nil
		}
		if further < least {
			best, least, failed = &one, further, stopped
			switch one.doubt {
			case noDoubt:
				return best, least, failed
			case noneOfLine:
				settled = one.line
			}
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
					if one.code != "yaml-indentation" || s.moved[one.line] == 0 {
						found = append(found, one)
					}
				}
			}
		}
	}
	return found
}

// broken tells why a text is no YAML: the slips, else what the library says.
func broken(src *places.Source, err error, lists Lists) diag.List {
	diagnostic, known := syntax(src, err)
	if known {
		return diag.List{diagnostic}
	}
	if wording.MarksKey(src.Text()) {
		return diag.List{diagnostic} // help would show what is written
	}
	if found := conflicts(src); len(found) > 0 {
		return found
	}
	if other, ok := otherText(src); ok {
		return diag.List{other}
	}
	if found := slips(src, lists); len(found) > 0 {
		return found
	}
	return diag.List{diagnostic}
}

// kinds are the kinds of slips, those that leave the least doubt first: where the
// mending of several helps alike, the first is told.
var kinds = []func(s *search, n int, line string) []slip{
	strangeSpaces, strangeQuotes, strangeSigns, leftovers, strangeComments, bullets, dashWithoutSpace, colonWithoutSpace,
	commaTwice, quoteTwice, keyTwice, bracketTwice, keySign, wildcards, reservedSigns, bracesFirst, bracketsLeftOut, unopened, unclosed, bracketsWithin, colonInText, colonMissing, commaMissing, commaMissingAtEnd, commaBehind, colonTwice, openQuote, openQuoteAbove, openBracket, closedTwice,
	bracesUndashed, keysLeft, dashRight, movedBlock, movedAlike, belowKey, keyLost, dashMissing, dashLost, firstDashMissing, outdentedAbove, besideKey, aloneIndent, otherIndent, openedOnly,
}
