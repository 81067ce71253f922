package wording

import (
	"fmt"
	"strings"
)

// Between words of a text there are these; those of space are what YAML makes of the ends
// of lines of one text.
const (
	space      = " \t\n"
	separators = space + "\"'`<>"
)

// MapWords is a text with each word of it changed: what stands between separators, each
// of them one byte.
func MapWords(text, separators string, change func(word string) string) string {
	var b strings.Builder
	for len(text) > 0 {
		end := strings.IndexAny(text, separators)
		if end < 0 {
			end = len(text)
		}
		b.WriteString(change(text[:end]))
		if end < len(text) {
			b.WriteByte(text[end])
			end++
		}
		text = text[end:]
	}
	return b.String()
}

// wordEnd is where the word of a text ends that begins at a place.
func wordEnd(text string, from int) int {
	if n := strings.IndexAny(text[from:], separators); n >= 0 {
		return from + n
	}
	return len(text)
}

// Number is so many of something, whose plural ends in "s".
func Number(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

// Spaces is a number of them in words.
func Spaces(n int) string { return Number(n, "space") }
