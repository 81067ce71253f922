package drawing

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// maxMermaidLines and maxMermaidText are what Mermaid draws unless its page allows more
// (maxEdges and maxTextSize of its configuration).
const (
	maxMermaidLines = 500
	maxMermaidText  = 50000
)

// mermaid is the picture as a flowchart of Mermaid, which orders the boxes itself.
func (p *Picture) mermaid() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "flowchart LR\n  accTitle: %s\n", mermaidText(p.title()))
	for i := range p.Boxes {
		b := &p.Boxes[i]
		texts := make([]string, len(b.Texts))
		for k, text := range b.Texts {
			texts[k] = mermaidText(text)
		}
		if place := lineOf(b.Place); place != "" {
			fmt.Fprintf(&out, "  %%%% %s\n", mermaidText(place))
		}
		fmt.Fprintf(&out, "  b%d[\"%s\"]:::%s\n", i, strings.Join(texts, "<br>"), words[b.Column])
	}
	for _, l := range p.Lines {
		arrow := "-->"
		if l.Copy {
			arrow = "-.->"
		}
		fmt.Fprintf(&out, "  b%d %s b%d\n", l.From, arrow, l.To)
	}
	for _, column := range p.shown() {
		fmt.Fprintf(&out, "  classDef %s stroke:%s\n", words[column], strokes[column])
	}
	return out.Bytes()
}

// mermaidText is a text that Mermaid reads as such: all that begins anything there, or in
// Markdown, is written by its number.
func mermaidText(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .,-/:()…·", r) {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, "#%d;", r)
	}
	return b.String()
}
