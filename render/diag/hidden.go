package diag

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/places"
	"render/render/wording"
)

// mostLines is over how many lines a URL may be written; keyLines over how many base64 of
// a private key is, on either side of one of them.
const (
	mostLines = 8
	keyLines  = 100
)

// hiddenLines keeps of which lines is known whether they must not be shown: finding out takes long
// where a line is, and many diagnostics may be of one.
type hiddenLines map[sourceLine]bool

type sourceLine struct {
	source *places.Source
	number int
}

// has reports whether a line of a source must not be shown: the diagnostic says
// so, a private key is in that text, perhaps where nobody expected one, or a URL with
// a password in that line, or a piece of one, or the line is a Secret's.
func (h hiddenLines) has(p *Diagnostic, place places.Place) bool {
	if p.Hide || place.Source == nil {
		return p.Hide
	}
	line := sourceLine{place.Source, place.Line}
	secret, known := h[line]
	if !known {
		secret = isSecret(place)
		h[line] = secret
	}
	return secret
}

func isSecret(place places.Place) bool {
	return wording.MarksKey(place.Source.Text()) ||
		place.Line > 0 && (wording.HoldsPassword(place.Source.Line(place.Line)) || isPieceOfPassword(place.Source, place.Line) || isNamedPassword(place.Source, place.Line) || isBesideKey(place.Source, place.Line) || isOfSecret(place.Source, place.Line))
}

// isBesideKey reports whether a line is near one in which a private key is once more
// base64, and may be some of that.
func isBesideKey(s *places.Source, line int) bool {
	var b strings.Builder
	for n := max(1, line-keyLines); n <= min(s.Lines(), line+keyLines); n++ {
		b.WriteString(s.Line(n) + "\n")
	}
	return wording.HoldsKey([]byte(b.String()))
}

// isNamedPassword reports whether a line has a password, or a part of one, that the text calls
// so, perhaps in a line above.
func isNamedPassword(s *places.Source, line int) bool {
	var b strings.Builder
	from := 0
	for n := max(1, line-keyLines); n <= line; n++ {
		from = b.Len()
		b.WriteString(s.Line(n) + "\n")
	}
	return slices.ContainsFunc(wording.NamedPasswords(b.String()), func(p wording.Stretch) bool { return p.To > from })
}

// isPieceOfPassword reports whether a line belongs to a URL with a password that is
// written over several, as YAML joins them.
func isPieceOfPassword(s *places.Source, line int) bool {
	for from := line; from > max(0, line-mostLines); from-- {
		url := lastWord(s.Line(from))
		if url == "" {
			return false
		}
		for to := from + 1; to < from+mostLines && goesOn(url, s.Line(to)); to++ {
			word, more := firstWord(s.Line(to))
			if url += word; to >= line && wording.HoldsPassword(url) {
				return true
			}
			if more {
				break
			}
		}
	}
	return false
}

// lastWord is what of a line is joined with the next.
func lastWord(line string) string {
	words := strings.Fields(unfolded(line))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// firstWord is what of a line is joined with the one before; more tells that the line has
// others.
func firstWord(line string) (word string, more bool) {
	words := strings.Fields(unfolded(line))
	if len(words) == 0 {
		return "", true
	}
	return words[0], len(words) > 1
}

// unfolded is a line without the sign that the next is joined to it without a space.
func unfolded(line string) string { return strings.TrimSuffix(strings.TrimSpace(line), `\`) }

func beginsKey() *regexp.Regexp {
	return beginsKeyOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^(- |["'{]*[\w./-]+["']?:(\s|$))`) })
}

func beginsValue() *regexp.Regexp {
	return beginsValueOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^(- |[^\s:]+:\s+\S)`) })
}

var beginsKeyOnce, beginsValueOnce later.Value[*regexp.Regexp]

// goesOn reports whether a line may go on with what the one before ends with, and is no
// other key's. Within a URL a name before a colon is none.
func goesOn(before, line string) bool {
	line = strings.TrimSpace(line)
	if strings.Contains(before, "://") {
		return line != "" && !beginsValue().MatchString(line)
	}
	return line != "" && !beginsKey().MatchString(line)
}
