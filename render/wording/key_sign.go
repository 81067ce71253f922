package wording

import "strings"

// KeySign divides a key that has its value in it at the sign between the two, which is no colon with a space behind
// it: "port=5000", "port 5000", "port:5000". rest is "" where there is none.
func KeySign(key string) (word, rest, message string) {
	end := strings.IndexAny(key, " =:")
	if end <= 0 {
		return key, "", ""
	}
	word, rest = key[:end], strings.TrimLeft(key[end:], " =:")
	switch sign := strings.TrimSpace(key[end : len(key)-len(rest)]); sign {
	case ":":
		return word, rest, "the colon of a key needs a space behind it"
	case "", "=":
		return word, rest, "a colon is missing behind the key " + Quote(word)
	}
	return key, "", ""
}
