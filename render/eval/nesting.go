package eval

import (
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/places"
)

// Bounds on a text, since go-jsonnet's parser calls itself for each level and a
// stack that is full ends the process.
const (
	maxBrackets = 500  // inside each other
	maxChained  = 2000 // local, function, if and assert in one file
)

// tooDeep tells of a text that is nested too deeply to be parsed.
func tooDeep(src *places.Source) (diag.Diagnostic, bool) {
	depth, text := 0, string(src.Text())
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case strings.IndexByte("[{(", c) >= 0:
			if depth++; depth > maxBrackets {
				return diag.Diagnostic{Code: "jsonnet-limit", Place: src.At(i, 1), Message: fmt.Sprintf("jsonnet: is nested more than %d deep", maxBrackets),
					Help: "write it flatter, or as several files"}, true
			}
		case strings.IndexByte("]})", c) >= 0:
			depth = max(0, depth-1)
		case c == '"' || c == '\'':
			i = skipString(text, i)
		case c == '#' || strings.HasPrefix(text[i:], "//"):
			i = skipTo(text, i, "\n")
		case strings.HasPrefix(text[i:], "/*"):
			i = skipTo(text, i+2, "*/")
		}
	}
	for _, word := range []string{"local ", "function(", "if ", "assert ", "!!", "--", "~~"} {
		if strings.Count(text, word) > maxChained {
			return diag.Diagnostic{Code: "jsonnet-limit", Place: places.File(src), Message: fmt.Sprintf("jsonnet: has %q more than %d times", strings.TrimSpace(word), maxChained),
				Help: "write it as several files"}, true
		}
	}
	return diag.Diagnostic{}, false
}

// skipString is the index of the quote that ends a string.
func skipString(text string, i int) int {
	quote := text[i]
	for i++; i < len(text) && text[i] != quote; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

func skipTo(text string, i int, end string) int {
	if n := strings.Index(text[i:], end); n >= 0 {
		return i + n + len(end) - 1
	}
	return len(text)
}
