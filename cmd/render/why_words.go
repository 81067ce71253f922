package main

import (
	"strconv"
	"strings"
)

// whyFlags are those of the verb why.
type whyFlags struct {
	inputFlags
	format string
}

// fileLine is a line of a file, as FILE:LINE.
type fileLine struct {
	name string
	line int
}

// parseLine reads FILE:LINE, or FILE:LINE:COLUMN as messages have it.
func parseLine(word string) (fileLine, bool) {
	for range 2 {
		name, number, ok := cutLast(word, ":")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 1 || name == "" {
			return fileLine{}, false
		}
		if _, more, again := cutLast(name, ":"); again {
			if _, err := strconv.Atoi(more); err == nil {
				word = name
				continue
			}
		}
		return fileLine{name, n}, true
	}
	return fileLine{}, false
}

func cutLast(text, sep string) (before, after string, found bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(sep):], true
}
