package format

import (
	"strings"
	"unicode"

	"render/render/wording"
)

// envoyWord is one of Envoy's words that stand for something of the request: its name,
// what is behind it in parentheses, and how much is kept of it (Envoy's documentation
// of custom request and response headers).
var envoyWord = Expression(`^%[A-Z][A-Z0-9_]*(\([^()]*\))?(:[0-9]+)?%`)

// checkHeaderValue tells what is wrong with a value that a header gets. Envoy leaves
// out a header whose value is empty.
func checkHeaderValue(text string) wording.Fault {
	switch {
	case text == "":
		return wording.Fault{Message: "is empty, and a header without a value is not sent", Help: "write a value, or the header in `remove`"}
	case strings.ContainsFunc(text, unicode.IsControl):
		return wording.Fault{Message: wording.Quote(text) + " has a control character", Help: "write the value in one line"}
	}
	for rest := text; ; {
		at := strings.IndexByte(rest, '%')
		if at < 0 {
			return wording.Fault{}
		}
		rest = rest[at:]
		switch found := envoyWordAt(rest); {
		case strings.HasPrefix(rest, "%%"):
			rest = rest[2:]
		case found != "":
			rest = rest[len(found):]
		default:
			return wording.Fault{Message: wording.Quote(text) + ` has a "%" that begins none of Envoy's words, as %REQ(x-id)% is one`, Help: "write: " + YAMLWord(doubled(text))}
		}
	}
}

// envoyWordAt is the word that a text begins with; "" for none.
func envoyWordAt(text string) string {
	if found := envoyWord.FindStringSubmatch(text); found != nil {
		return found[0]
	}
	return ""
}

// doubled is a text in which each "%" means itself, but for those of Envoy's words.
func doubled(text string) string {
	var out strings.Builder
	for text != "" {
		found := envoyWordAt(text)
		switch {
		case strings.HasPrefix(text, "%%"):
			found = "%%"
			out.WriteString(found)
		case found != "":
			out.WriteString(found)
		default:
			found = text[:1]
			out.WriteString(strings.Replace(found, "%", "%%", 1))
		}
		text = text[len(found):]
	}
	return out.String()
}

// mendHeader knows a header in large letters, with a space, with the colon behind it, and the
// name that Host has in HTTP/2.
func mendHeader(text string) string {
	name := strings.ReplaceAll(strings.TrimSuffix(strings.ToLower(strings.TrimSpace(text)), ":"), " ", "-")
	if name == ":authority" && name == text {
		return "host"
	}
	return name
}

func headerValueShape() shape {
	return shape{all: []string{`^([^%\n\r]|%%|%[A-Z][A-Z0-9_]*(\([^()]*\))?(:[0-9]+)?%)+$`}}
}
