package scripts

import (
	"bytes"
	"fmt"
	"net/netip"
	"strings"

	"render/render/places"
)

// quote is a text as one word of a shell command. A line break stays one inside.
func quote(text string) string {
	plain := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._/@+,:=%-", c)
	}
	if text != "" && strings.IndexFunc(text, func(c rune) bool { return !plain(c) }) < 0 {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// words are texts as words of a shell command.
func words(list ...string) string {
	quoted := make([]string, len(list))
	for i, text := range list {
		quoted[i] = quote(text)
	}
	return strings.Join(quoted, " ")
}

// script is one while it is written.
type script struct {
	b bytes.Buffer
}

// head writes what it begins with: what it is, what it is made of, and its help.
func (s *script) head(what, from, help string) {
	s.text("#!/bin/sh\n# " + what + "; made of " + comment(from) + ".\n\n")
	s.gives("help", []byte(help))
	s.text("\n")
}

// gives writes a function that gives a text.
func (s *script) gives(name string, text []byte) {
	s.text(name + "() {\n\tcat")
	writeHere(&s.b, text)
	s.text("}\n")
}

// set writes variables.
func (s *script) set(list ...[2]string) {
	for _, v := range list {
		s.text(v[0] + "=" + quote(v[1]) + "\n")
	}
}

func (s *script) text(text string) { s.b.WriteString(text) }

// line writes a command, and step one inside of another.
func (s *script) line(list ...string) { s.text(words(list...) + "\n") }

func (s *script) step(list ...string) { s.text("\t" + words(list...) + "\n") }

// writeHere writes a here-document, which a shell hands on as it is, to the end of a
// command's line. The word that ends it is none of the text's lines.
func writeHere(b *bytes.Buffer, text []byte) {
	end := "EOF"
	for n := 1; hasLine(text, end); n++ {
		end = fmt.Sprintf("EOF_%d", n)
	}
	fmt.Fprintf(b, " <<'%s'\n", end)
	b.Write(text)
	if !bytes.HasSuffix(text, []byte("\n")) {
		b.WriteByte('\n')
	}
	b.WriteString(end + "\n")
}

func hasLine(text []byte, line string) bool {
	for one := range bytes.Lines(text) {
		if string(bytes.TrimRight(one, "\n")) == line {
			return true
		}
	}
	return false
}

// texts are addresses as they are written.
func texts(ips []netip.Addr) []string {
	out := make([]string, len(ips))
	for i, ip := range ips {
		out[i] = ip.String()
	}
	return out
}

// comment is a text in a comment of a script, whatever it holds.
func comment(text string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return '?'
		}
		return c
	}, text)
}

// called is a place as people find it.
func called(p places.Place) string {
	if p.IsZero() || p.Line == 0 {
		return "the topology"
	}
	return fmt.Sprintf("%s:%d", p.Source.Name(), p.Line)
}
