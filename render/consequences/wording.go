package consequences

import (
	"fmt"
	"strings"

	"render/render/wording"
)

// maxListed is how many names a message lists.
const maxListed = 3

// quoted are names as a message lists them: `"a", "b" and 4 more`.
func quoted(names []string) string {
	var out []string
	for i, name := range names {
		if i == maxListed && len(names) > maxListed+1 {
			return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", len(names)-i)
		}
		out = append(out, wording.Quote(name))
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], ", ") + " and " + out[n-1]
	}
	return strings.Join(out, "")
}

// andListed are titles as a message lists them.
func andListed(titles []string) string {
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
