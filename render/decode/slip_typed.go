package decode

import (
	"strings"

	"render/render/format"
	"render/render/wording"
)

// typed finds what slips in while a text is typed: a space, or one quote of two. try gives a fault where the
// mended text is of the form.
func typed(text string, try func(code wording.Code, message, word, behind string) (wording.Fault, bool)) (wording.Fault, bool) {
	if out, ok := try("text-space", wording.Quote(text)+" has white space round it", strings.TrimSpace(text), ""); ok {
		return out, true
	}
	if out, ok := try("text-space", wording.Quote(text)+" has a space in it", closedUp(text), ""); ok {
		return out, true
	}
	if out, ok := try("yaml-quote", wording.Quote(text)+" has one quote, and not the other", strings.Trim(text, `"'`), ""); ok {
		return out, true
	}
	return wording.Fault{}, false
}

// dotsTwice finds a dot that is there twice in a name, an address or a version, by the code of its form.
func dotsTwice(text string, code wording.Code, right func(string) bool) (wording.Fault, bool) {
	word := strings.ReplaceAll(text, "..", ".")
	switch code {
	case "host-form", "address-form", "network-form", "image-form", "version-form", "service-form", "outside-form":
		return wording.Fault{Code: code, Message: wording.Quote(text) + " has two dots in a row", Help: "write: " + format.YAMLWord(word)}, word != text && right(word)
	}
	return wording.Fault{}, false
}

// closedUp is a text without the spaces beside what joins the parts of a name, an address or a path.
func closedUp(text string) string {
	const joins = ".:/-@*"
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != ' ' {
			out.WriteByte(text[i])
			continue
		}
		end := i
		for end < len(text) && text[end] == ' ' {
			end++
		}
		if i == 0 || end == len(text) || strings.IndexByte(joins, text[i-1]) < 0 && strings.IndexByte(joins, text[end]) < 0 {
			out.WriteString(text[i:end])
		}
		i = end - 1
	}
	return out.String()
}
