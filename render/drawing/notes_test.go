package drawing

import (
	"slices"
	"strings"
	"testing"
)

// TestTooLarge: a picture that would be larger than any use of it is refused, as a whole or
// for a tier, and one of fewer tiers is not.
func TestTooLarge(t *testing.T) {
	p := &Picture{Tiers: []string{"one", "two"}, Boxes: []Box{{tiers: []int{0}}, {tiers: []int{1}}}}
	d := &tierDraft{draft: &draft{Picture: p}, number: 0}
	for range maxLines {
		d.line(0, 0)
	}
	if reason, _ := p.TooLarge(); reason != "" {
		t.Errorf("refused: %s", reason)
	}
	other := &tierDraft{draft: d.draft, number: 1}
	other.line(1, 1)
	if reason, _ := p.TooLarge(); !strings.HasPrefix(reason, "there are 100001 lines") {
		t.Errorf("told: %s", reason)
	}
	d.line(0, 0)
	d.line(0, 0)
	if reason, _ := p.TooLarge(); !strings.HasPrefix(reason, `tier "one" has more`) || len(p.crowded) != 1 {
		t.Errorf("told: %s", reason)
	}
	if reason, _ := p.Only([]int{1}).TooLarge(); reason != "" {
		t.Errorf("of the other tier: %s", reason)
	}
	if reason, _ := p.Only([]int{0}).TooLarge(); reason == "" {
		t.Error("the tier alone is drawn")
	}
}

// TestNotes: what is more than a person reads, or than Mermaid draws, is told.
func TestNotes(t *testing.T) {
	p := picture(slices.Repeat([]Column{Route}, legibleBoxes))
	if got := p.Notes(SVG, 1); got != nil {
		t.Errorf("told: %q", got)
	}
	p.Boxes = append(p.Boxes, p.Boxes[0])
	if got := p.Notes(SVG, 1); len(got) != 1 || strings.Contains(got[0], "--tier") {
		t.Errorf("of one tier: %q", got)
	}
	p.Tiers = append(p.Tiers, "two")
	if got := p.Notes(SVG, 1); len(got) != 1 || !strings.Contains(got[0], "--tier") {
		t.Errorf("of two tiers: %q", got)
	}
	p.Boxes = p.Boxes[:3]
	p.Lines = make([]Line, maxMermaidLines)
	if got := p.Notes(Mermaid, maxMermaidText); got != nil {
		t.Errorf("told: %q", got)
	}
	if len(p.Notes(Mermaid, maxMermaidText+1)) != 1 || p.Notes(SVG, maxMermaidText+1) != nil {
		t.Error("a long text is not told of, or of another form")
	}
	p.Lines = make([]Line, maxMermaidLines+1)
	if len(p.Notes(Mermaid, 1)) != 1 {
		t.Error("many lines are not told of")
	}
}
