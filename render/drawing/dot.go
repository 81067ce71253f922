package drawing

import (
	"bytes"
	"fmt"
	"strings"

	"render/internal/later"
)

// dot is the picture as a graph of Graphviz, a column a rank.
func (p *Picture) dot() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "digraph %s {\n  rankdir=LR\n  node [shape=box style=rounded fontname=\"Helvetica\" fontsize=10]\n  edge [color=\"#64748b\" arrowsize=0.6]\n", dotText(legible(p.Name)))
	for _, column := range p.shown() {
		fmt.Fprint(&out, "  {\n    rank=same\n")
		for i := range p.Boxes {
			if b := &p.Boxes[i]; b.Column == column {
				fmt.Fprintf(&out, "    b%d [label=%s color=\"%s\" tooltip=%s", i, dotText(strings.Join(b.Texts, "\n")), strokes[column], dotText(b.told()))
				if b.Look == There || b.Look == Outside || b.Look == Open {
					out.WriteString(` style="rounded,dashed"`)
				}
				out.WriteString("]\n")
			}
		}
		out.WriteString("  }\n")
	}
	for _, l := range p.Lines {
		fmt.Fprintf(&out, "  b%d -> b%d", l.From, l.To)
		if l.Copy {
			out.WriteString(" [style=dashed]")
		}
		out.WriteByte('\n')
	}
	out.WriteString("}\n")
	return out.Bytes()
}

// dotText is a text in quotes, as Graphviz reads it: a backslash begins a word of its
// own, and an ampersand an entity.
func dotText(text string) string {
	return `"` + dotEscapes().Replace(text) + `"`
}

func dotEscapes() *strings.Replacer { return dotEscapesOnce.Get(makeDotEscapes) }

var dotEscapesOnce later.Value[*strings.Replacer]

func makeDotEscapes() *strings.Replacer {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "\n", `\n`)
}
