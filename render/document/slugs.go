package document

import "strings"

// slug is a text as a DNS label.
func Slug(text string) string {
	out := []byte(strings.ToLower(text))
	for i, c := range out {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			out[i] = '-'
		}
	}
	return strings.Trim(string(out[:min(len(out), 30)]), "-")
}

func Slug40(name string) string { return strings.Trim(name[:min(len(name), 40)], "-.") }
