package wording

import (
	"fmt"
	"strings"
)

// MaxListed is how many of many titles a message lists.
const MaxListed = 3

// FewQuoted are names as a message lists them: `"a", "b", "c" and 4 more`.
func FewQuoted(names []string) string { return Few(quotedEach(names)) }

// AllQuoted are names that something is to be done with: `"a", "b" and "c"`, however many.
func AllQuoted(names []string) string { return Listed(quotedEach(names)) }

func quotedEach(names []string) (out []string) {
	for _, name := range names {
		out = append(out, Quote(name))
	}
	return out
}

// Few are titles as a message lists them, where there may be many.
func Few(titles []string) string {
	if len(titles) > MaxListed+1 {
		return strings.Join(titles[:MaxListed], ", ") + fmt.Sprintf(" and %d more", len(titles)-MaxListed)
	}
	return Listed(titles)
}

// Listed are titles as a message lists them: `a, b and c`.
func Listed(titles []string) string {
	out := ""
	for i, title := range titles {
		switch {
		case i == 0:
		case i == len(titles)-1:
			out += " and "
		default:
			out += ", "
		}
		out += title
	}
	return out
}
