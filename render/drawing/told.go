package drawing

import (
	"slices"
	"strconv"
	"strings"
)

// title names the picture.
func (p *Picture) title() string { return "The topology " + legible(p.Name) }

// summary says in words how much of what there is.
func (p *Picture) summary() string {
	count := p.count()
	var parts []string
	for i, head := range heads {
		if Column(i) == Access && count[i] == 0 {
			continue // as in most topologies
		}
		if i > 0 {
			head = lowered(head)
		}
		parts = append(parts, head+": "+strconv.Itoa(count[i]))
	}
	return strings.Join(parts, ", ") + "."
}

// lowered is a column's head inside a sentence.
func lowered(head string) string {
	if head == heads[Address] {
		return head
	}
	return strings.ToLower(head)
}

// told is all that is said of a box, line by line, its place in the topology last.
func (b *Box) told() string {
	lines := slices.Concat([]string{words[b.Column] + " " + b.Texts[0]}, b.Texts[1:], b.Wholes)
	if place := lineOf(b.Place); place != "" {
		lines = append(lines, place)
	}
	return strings.Join(lines, "\n")
}

// said is the same in one line, to be read aloud.
func (b *Box) said() string { return strings.ReplaceAll(b.told(), "\n", ", ") }

// strokes are the colours of columns where the text of a picture has one for all pages.
var strokes = [columns]string{"#64748b", "#0d9488", "#2563eb", "#b7791f", "#7c3aed", "#db2777", "#0891b2", "#16a34a"}
