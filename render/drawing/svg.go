package drawing

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"

	"render/internal/later"
)

//go:embed svg.css
var svgStyle string

// svg is the picture as a file of its own: it has no script, and asks for nothing.
func (p *Picture) svg() []byte {
	w := &svgWriter{picture: p, layout: p.layOut()}
	w.open(`xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc"`)
	w.text.WriteString("<style>\n" + svgStyle + "</style>\n")
	w.contents()
	w.text.WriteString("</svg>\n")
	return w.text.Bytes()
}

// svgWriter writes a picture that is laid out.
type svgWriter struct {
	picture *Picture
	layout  *layout
	page    bool // a page asks what is on the way of what
	text    bytes.Buffer
}

func (w *svgWriter) open(attributes string) {
	l := w.layout
	fmt.Fprintf(&w.text, "<svg %s viewBox=\"0 0 %d %d\" width=\"%[2]d\" height=\"%[3]d\">\n", attributes, l.width, l.height)
	w.element("title", `id="title"`, w.picture.title())
	w.element("desc", `id="desc"`, w.picture.summary())
}

// element is one that holds text alone, in a line.
func (w *svgWriter) element(name, attributes, text string) {
	if attributes != "" {
		attributes = " " + attributes
	}
	fmt.Fprintf(&w.text, "<%s%s>%s</%[1]s>\n", name, attributes, escaped(text))
}

func (w *svgWriter) contents() {
	l := w.layout
	fmt.Fprintf(&w.text, `<rect class="paper" width="%d" height="%d" rx="8"/>`+"\n", l.width, l.height)
	for _, b := range l.bands {
		fmt.Fprintf(&w.text, `<rect class="band" x="%d" y="%d" width="%d" height="%d" rx="8"/>`+"\n", b.x, b.y, b.width, b.height)
	}
	for _, column := range w.picture.shown() {
		w.element("text", fmt.Sprintf(`class="head" x="%d" y="24"`, l.x[column]), heads[column])
	}
	for i := range l.lines {
		w.line(&l.lines[i])
	}
	for i := range w.picture.Boxes {
		w.box(i)
	}
}

func (w *svgWriter) line(c *curve) {
	line := w.picture.Lines[c.line]
	class := "line"
	if line.Copy {
		class = "line copy"
	}
	fmt.Fprintf(&w.text, `<path class="%s"`, class)
	if w.page {
		fmt.Fprintf(&w.text, ` data-from="%d" data-to="%d"`, line.From, line.To)
	}
	w.text.WriteString(` d="`)
	for i := 0; i < len(c.points); i += 2 {
		from, to := c.points[i], c.points[i+1]
		verb := "L" // on through a column
		if i == 0 {
			verb = "M"
		}
		middle := (from[0] + to[0]) / 2
		fmt.Fprintf(&w.text, "%s%d %dC%d %d %d %d %d %d", verb, from[0], from[1], middle, from[1], middle, to[1], to[0], to[1])
	}
	w.text.WriteString(`"/>` + "\n")
}

func (w *svgWriter) box(at int) {
	b, r := &w.picture.Boxes[at], w.layout.boxes[at]
	fmt.Fprintf(&w.text, `<g class="box %s %s"`, words[b.Column], looks[b.Look])
	if w.page {
		fmt.Fprintf(&w.text, ` data-box="%d" data-set="%d"`, at, b.set)
		if b.Host != "" {
			fmt.Fprintf(&w.text, ` data-host="%s" tabindex="0" role="button" aria-label="%s"`, escaped(legible(b.Host)), escaped(b.said()))
		}
	}
	w.text.WriteString(">")
	w.element("title", "", b.told())
	fmt.Fprintf(&w.text, `<rect class="body" x="%d" y="%d" width="%d" height="%d" rx="5"/>`, r.x, r.y, r.width, r.height)
	fmt.Fprintf(&w.text, `<rect class="bar" x="%d" y="%d" width="4" height="%d" rx="2"/>`+"\n", r.x, r.y, r.height)
	x, y, end := r.x, r.y, ""
	if exotic(b.Texts) {
		fmt.Fprintf(&w.text, `<svg x="%d" y="%d" width="%d" height="%d" overflow="hidden">`+"\n", r.x, r.y, r.width-padX/2, r.height)
		x, y, end = 0, 0, "</svg>"
	}
	for i, text := range b.Texts {
		attributes := fmt.Sprintf(`class="name" x="%d" y="%d"`, x+padX, y+padY+13)
		if i > 0 {
			attributes = fmt.Sprintf(`x="%d" y="%d"`, x+padX, y+padY+nameLine+moreLine*i-3)
		}
		w.element("text", attributes, fitted(text, r.width-2*padX, i == 0, b.Column == Gateway))
	}
	w.text.WriteString(end + "</g>\n")
}

// escaped is a text as XML and HTML have it, between tags and in attributes. What the
// user wrote is legible before, so that it has no character that XML lacks.
func escaped(text string) string { return escapes().Replace(text) }

func escapes() *strings.Replacer { return escapesOnce.Get(makeEscapes) }

var escapesOnce later.Value[*strings.Replacer]

func makeEscapes() *strings.Replacer {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")
}
