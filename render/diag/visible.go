package diag

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/render/places"
	"render/render/wording"
)

// maxToken is how many characters of a word without a space a message shows. No
// host, name or path that people write is longer.
const maxToken = 256

// Visible is a text as it may be sent to a terminal: what is not printed, such as
// control characters and what turns the direction of writing, is shown by its
// number. Tabs and ends of lines stay.
func Visible(text string) string {
	at := firstUnprinted(text)
	if at < 0 {
		return text
	}
	var b strings.Builder
	b.WriteString(text[:at])
	for i := at; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x`)
			b.WriteString(strconv.FormatUint(uint64(text[i])|0x100, 16)[1:])
		case printed(r):
			b.WriteString(text[i : i+size])
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		i += size
	}
	return b.String()
}

func printed(r rune) bool { return r == '\n' || r == '\t' || strconv.IsPrint(r) }

// firstUnprinted is the place of the first byte that Visible changes; -1 for none.
func firstUnprinted(text string) int {
	for i := 0; i < len(text); {
		if c := text[i]; c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !printed(r) || r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// Name is a file's name in a message, or a flag's, where it is in one line whatever is in
// it. People paste a private key where its file's name belongs.
func Name(name string) string {
	name = wording.WithoutKey(name)
	if !strings.ContainsAny(name, "\n\t") {
		return name
	}
	return strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(name)
}

// Line is a place as FILE:LINE, where all of a file is meant the file alone; "" for none.
func Line(p places.Place) string {
	switch {
	case p.IsZero():
		return ""
	case p.Line == 0:
		return Name(p.Source.Name())
	}
	return Name(p.Source.Name()) + ":" + strconv.Itoa(p.Line)
}

// Terminal is a writer for people: all that is written to it is Visible. Each
// text must come in one piece, as fmt and Text write it.
func Terminal(w io.Writer) io.Writer { return terminal{w} }

type terminal struct{ to io.Writer }

func (t terminal) Write(text []byte) (int, error) {
	if _, err := io.WriteString(t.to, Visible(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}

// Shorten cuts the words of a text that are longer than any line, in their
// middle.
func Shorten(text string) string {
	if len(text) <= maxToken {
		return text
	}
	return wording.MapWords(text, " \t\n", shortToken)
}

func shortToken(word string) string {
	if len(word) <= maxToken || utf8.RuneCountInString(word) <= maxToken {
		return word
	}
	const half = maxToken/2 - 2
	from, to := 0, len(word)
	for range half {
		_, size := utf8.DecodeRuneInString(word[from:])
		from += size
		_, size = utf8.DecodeLastRuneInString(word[:to])
		to -= size
	}
	return word[:from] + "..." + word[to:]
}

// told is a text of a diagnostic as it is printed: no word longer than a line, and
// nothing of a private key or of a URL's password.
func told(text string) string { return Shorten(wording.WithoutPassword(wording.WithoutKey(text))) }
