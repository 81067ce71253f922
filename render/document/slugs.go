package document

import "strings"

// Slug is a text as a DNS label of at most 30 characters.
func Slug(text string) string {
	out := []byte(strings.ToLower(text))
	for i, c := range out {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			out[i] = '-'
		}
	}
	return strings.Trim(string(out[:min(len(out), 30)]), "-")
}

// Shortened is a name of an app as far as it is used, at most 40 characters.
func Shortened(name string) string { return strings.Trim(name[:min(len(name), 40)], "-.") }
