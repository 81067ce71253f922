package format

import (
	"strings"

	"render/render/wording"
)

// YAMLWord is a text as a value in a file: in quotes where it could be read as
// anything else. A "?" ends a plain text between braces, as some readers have it.
func YAMLWord(text string) string {
	plain := text != "" && !strings.ContainsAny(text, "\"'\n\t\\,[]{}?") && !strings.Contains(text, ": ") && !strings.Contains(text, " #") &&
		!strings.HasSuffix(text, ":") && text == strings.TrimSpace(text) && strings.IndexByte("*&!|>%@`#?-:", text[0]) < 0
	if plain {
		return text
	}
	return wording.Quoted(text)
}

// FlagMeant is the bool that somebody means by a word that YAML readers disagree
// about; "true or false" where nobody can tell.
func FlagMeant(text string) string {
	switch strings.ToLower(text) {
	case "yes", "y", "on", "true", "1", "t":
		return "true"
	case "no", "n", "off", "false", "0", "f":
		return "false"
	}
	return "true or false"
}
