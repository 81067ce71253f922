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

// hiddenLines keeps of which lines is known whether they must not be shown, and what is known of
// their neighbours: finding out takes long, and many diagnostics may be of one text.
type hiddenLines struct {
	lines  map[sourceLine]bool
	texts  map[*places.Source]suspicion
	blocks map[sourceLine]block // by the first line of each
}

type sourceLine struct {
	source *places.Source
	number int
}

func newHiddenLines() hiddenLines {
	return hiddenLines{map[sourceLine]bool{}, map[*places.Source]suspicion{}, map[sourceLine]block{}}
}

// has reports whether a line of a source must not be shown: the diagnostic says
// so, a private key is in that text, perhaps where nobody expected one, or a URL with
// a password in that line, or a piece of one, or the line is a Secret's.
func (h hiddenLines) has(p *Diagnostic, place places.Place) bool {
	if p.Hide || place.Source == nil {
		return p.Hide
	}
	line := sourceLine{place.Source, place.Line}
	secret, known := h.lines[line]
	if !known {
		secret = h.hides(place.Source, place.Line)
		h.lines[line] = secret
	}
	return secret
}

func (h hiddenLines) hides(s *places.Source, line int) bool {
	text, known := h.texts[s]
	if !known {
		text = suspicion{key: wording.MarksKey(s.Text()), url: wording.MayHoldPassword(string(s.Text()))}
		h.texts[s] = text
	}
	return text.key || line > 0 && (text.url && (wording.HoldsPassword(s.Line(line)) || isPieceOfPassword(s, line)) ||
		h.block(s, line).hides(line) || isOfSecret(s, line))
}

// suspicion is what of a text as a whole is known: the mark of a private key is in it, so that no
// line of it is shown, or what may be a URL with a password.
type suspicion struct{ key, url bool }

// block is what lines that follow each other are known to hold, together with as many on either
// side as base64 of a key may have.
type block struct {
	key       bool  // a private key, perhaps once more base64: each line may be some of that
	passwords []int // lines with a password, or a part of one, that the text calls so, perhaps in a line above
}

func (b block) hides(line int) bool { return b.key || slices.Contains(b.passwords, line) }

func (h hiddenLines) block(s *places.Source, line int) block {
	first := sourceLine{s, line - (line-1)%keyLines}
	b, known := h.blocks[first]
	if !known {
		b = readBlock(s, max(1, first.number-keyLines), min(s.Lines(), first.number+2*keyLines-1))
		h.blocks[first] = b
	}
	return b
}

func readBlock(s *places.Source, from, to int) block {
	var text strings.Builder
	var starts []int
	for n := from; n <= to; n++ {
		starts = append(starts, text.Len())
		text.WriteString(s.Line(n))
		text.WriteByte('\n')
	}
	b := block{key: wording.HoldsKey([]byte(text.String()))}
	for _, p := range wording.NamedPasswords(text.String()) {
		for i, _ := slices.BinarySearch(starts, p.From+1); i <= len(starts) && starts[i-1] < p.To; i++ {
			b.passwords = append(b.passwords, from+i-1)
		}
	}
	return b
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
