package source

import "strings"

// bracesUndashed are items that are an object in braces, in a line of their own without its dash: beside other items,
// or below the key of their list.
func bracesUndashed(s *search, n int, line string) []slip {
	here, end := wholeBraces(line)
	if end == 0 || len(s.openAbove(n, "")) > 0 {
		return nil
	}
	dash := s.dashAround(n, here)
	if dash < 0 {
		return nil
	}
	return []slip{{code: "yaml-dash", from: dash, to: end, with: "- " + line[here:end], message: "a list item begins here without its dash", doubt: noDoubt}}
}

// wholeBraces is where an object in braces begins that is all of a line, and where it ends; 0 for none.
func wholeBraces(line string) (from, to int) {
	shown := strings.TrimRight(bare(line), " \t")
	from = indentOf(line)
	if !strings.HasPrefix(shown[min(from, len(shown)):], "{") || closing(shown, from) != len(shown)-1 {
		return from, 0
	}
	return from, len(shown)
}

// dashAround is the column of the dashes of the list to which an item belongs that has none, at here or left of it; -1 for none.
func (s *search) dashAround(n, here int) int {
	above, below := s.above(n), s.below(n)
	if isItem(above) && (here == indentOf(above) || here == column(above)) {
		return indentOf(above)
	}
	if isItem(below) && indentOf(below) <= here && (opens(above) && indentOf(below) >= column(above) || isItem(above)) {
		return indentOf(below)
	}
	if _, end := wholeBraces(below); opens(above) && end > 0 && here >= column(above) {
		return here
	}
	if line := s.line(s.notDeeper(n, here)); isItem(line) && (here == indentOf(line) || here == column(line)) {
		return indentOf(line)
	}
	return -1
}

// goesOnAbove reports whether above a line, with the lists of its keys between, an object goes on at a column.
func (s *search) goesOnAbove(n, to int) bool {
	for i, left := n-1, maxItem; i > 0 && left > 0; i, left = i-1, left-1 {
		line := s.line(i)
		if word := strings.TrimSpace(line); word == "" || word[0] == '#' || indentOf(line) > to || indentOf(line) == to && isItem(line) {
			continue
		}
		return column(line) == to && keyOf(line) != ""
	}
	return false
}
