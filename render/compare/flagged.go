package compare

import (
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// IsFlagged reports whether an item of a list is a password by the flag that is the item before,
// as the arguments of a command have it.
func IsFlagged(list []any, i int) bool {
	if i == 0 {
		return false
	}
	flag, _ := list[i-1].(string)
	text, ok := list[i].(string)
	return ok && strings.HasPrefix(flag, "-") && !strings.HasPrefix(text, "-") && !strings.ContainsAny(flag, "=: ") && wording.IsNamedPassword(flag, text)
}

func hasFlagged(list []any) bool {
	for i := range list {
		if IsFlagged(list, i) {
			return true
		}
	}
	return false
}

// HoldsNamed reports whether a value holds a text, or a list, some of which is a password by what
// stands before it.
func HoldsNamed(value any) bool {
	return manifest.Lists(value, hasFlagged) ||
		manifest.Holds(value, func(text string) bool { return len(wording.NamedPasswords(text)) > 0 })
}
