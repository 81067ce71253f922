package wording

import "strings"

// InPieces reports whether the texts of a list are one private key together, as the lines
// of a file are that people give to a command word by word. A key that is whole in one of
// them is not meant.
func InPieces(list []any) bool {
	var pieces []string
	for _, item := range list {
		if text, ok := item.(string); ok && !HoldsKey([]byte(text)) {
			pieces = append(pieces, text)
		}
	}
	return len(pieces) > 1 && HoldsKey([]byte(strings.Join(pieces, "\n")))
}
