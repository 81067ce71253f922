package wording

import "strings"

// Suggest is the known word nearest to what was written, or "" where none is
// within two edits (one for words of up to three letters). Of equally near
// words the first wins.
func Suggest(written string, known []string) string {
	best, _ := nearest(written, known)
	return best
}

// Beside is the known word that is one edit from what was written; "" where none is.
func Beside(written string, known []string) string {
	best, edits := nearest(written, known)
	if edits > 1 {
		return ""
	}
	return best
}

// Completed is the only known word that begins with what was written, of three letters or
// more, where none is nearer than two edits; else what Suggest says.
func Completed(written string, known []string) string {
	best, edits := nearest(written, known)
	if longer := onlyLonger(strings.ToLower(written), known); longer != "" && (best == "" || edits > 1) {
		return longer
	}
	return best
}

// nearest is the word that Suggest gives, and how many edits it is away.
func nearest(written string, known []string) (string, int) {
	best, most := "", 2
	if len(written) <= 3 {
		most = 1
	}
	lower := strings.ToLower(written)
	if len(lower) > 64 {
		return "", 0
	}
	for _, k := range known {
		d := distance(lower, strings.ToLower(k), most)
		if d <= most && (best == "" || d < most) {
			best, most = k, d
		}
	}
	return best, most
}

// onlyLonger is the one known word that begins with what was written; "" where none does,
// or several.
func onlyLonger(lower string, known []string) string {
	found := ""
	for _, k := range known {
		if !strings.HasPrefix(strings.ToLower(k), lower) || len(lower) < 3 {
			continue
		}
		if found != "" && found != k {
			return ""
		}
		found = k
	}
	return found
}

// maxListed is how many known words help lists.
const maxListed = 30

// DidYouMean is the help for a misspelt word, else the list of what is known.
func DidYouMean(written string, known []string) string {
	if s := Suggest(written, known); s != "" {
		return "did you mean " + Quote(s) + "?"
	}
	return OneOf(known)
}

// OneOf is the help that lists what is known, or the first of it.
func OneOf(known []string) string {
	if len(known) > maxListed {
		return AnyOf(known[:maxListed]) + " ..."
	}
	return AnyOf(known)
}

// AnyOf is the help that lists all of some words, of which one is to be written; of one alone that.
func AnyOf(words []string) string {
	if len(words) == 1 {
		return "write: " + words[0]
	}
	return "write one of: " + strings.Join(words, ", ")
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours between a and b; anything above most is told as most+1.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
