package drawing

import (
	"slices"
	"unicode/utf8"
)

// The widths of the characters from the space to the tilde, in thousandths of the size,
// as DejaVu Sans has them, and its bold: no font that a browser takes for the page's own is wider.
var (
	usual = [95]uint16{318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
		1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
		500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838}
	bold = [95]uint16{348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580,
		1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500,
		500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838}
)

const (
	nameSize = 13
	moreSize = 11
	// broad is the width of any other character; some are broader yet, which a box
	// with such is cut at.
	broad = 1250
	// alike is how much of a name that begins as others do is shown.
	alike = 8
	dots  = '…'
)

func runeWidth(r rune, name bool) int {
	switch {
	case r == dots:
		return 1000
	case r < ' ' || r > '~':
		return broad
	case name:
		return int(bold[r-' '])
	}
	return int(usual[r-' '])
}

// textWidth is how many pixels wide a text is at most: a name, or what is said below it.
func textWidth(text string, name bool) int {
	sum := 0
	for _, r := range text {
		sum += runeWidth(r, name)
	}
	return (sum*textSize(name) + 999) / 1000
}

func textSize(name bool) int {
	if name {
		return nameSize
	}
	return moreSize
}

// fitted is a text that is not wider than some pixels: what is too long is left out of
// its middle, since names differ at both ends; those of Gateways, which begin alike, at the end.
func fitted(text string, width int, name, late bool) string {
	if textWidth(text, name) <= width {
		return text
	}
	room := width*1000/textSize(name) - runeWidth(dots, name)
	head, tail := 0, len(text)
	for left, step := room, 0; head < tail; step++ {
		first := step%2 == 0 && (!late || step < 2*alike)
		r, size := utf8.DecodeRuneInString(text[head:tail])
		if !first {
			r, size = utf8.DecodeLastRuneInString(text[head:tail])
		}
		if left -= runeWidth(r, name); left < 0 {
			break
		}
		if first {
			head += size
		} else {
			tail -= size
		}
	}
	return text[:head] + string(dots) + text[tail:]
}

// exotic reports whether nobody knows how wide a text is.
func exotic(texts []string) bool {
	return slices.ContainsFunc(texts, func(text string) bool {
		for _, r := range text {
			if r > '~' && r != dots && r != '·' {
				return true
			}
		}
		return false
	})
}
