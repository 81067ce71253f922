package drawing

import (
	"fmt"

	"render/render/wording"
)

// TooLarge is why a picture cannot be drawn, and a cure; "" where it can.
func (p *Picture) TooLarge() (reason, help string) {
	const choose = "draw some tiers alone, --tier NAME"
	switch {
	case len(p.crowded) > 0:
		return fmt.Sprintf("tier %s has more than %d lines, as from each of many gateways to each of many routes", wording.Quote(p.Tiers[p.crowded[0]]), maxLines), choose + ", or give its hosts fewer certificates"
	case len(p.Lines) > maxLines:
		return fmt.Sprintf("there are %d lines, more than %d", len(p.Lines), maxLines), choose
	}
	return "", ""
}

// legibleBoxes is how many boxes of a column a person reads on one picture.
const legibleBoxes = 150

// Notes tell what is to be known of a picture in a form, of so many bytes.
func (p *Picture) Notes(format string, size int) []string {
	var out []string
	if most := p.tallest(); most > legibleBoxes {
		cure := ""
		if len(p.Tiers) > 1 {
			cure = "; draw fewer tiers: --tier NAME"
		}
		out = append(out, fmt.Sprintf("a column has %d boxes, more than a person reads%s", most, cure))
	}
	if format == Mermaid && (len(p.Lines) > maxMermaidLines || size > maxMermaidText) {
		out = append(out, fmt.Sprintf("Mermaid draws at most %d lines and %d characters unless its page sets maxEdges and maxTextSize, and this has %d and %d; svg has no such bound",
			maxMermaidLines, maxMermaidText, len(p.Lines), size))
	}
	return out
}
