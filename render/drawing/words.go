package drawing

import (
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/format"
	"render/render/places"
	"render/render/wording"
)

// legible is a text of the user's as it may be shown.
func legible(text string) string {
	return diag.Name(diag.Visible(wording.WithoutPassword(wording.WithoutKey(text))))
}

// some are the first of a list, and how many there are more: no more than would stand in
// a line of a box.
func some(list []string, most int) string { return first(list, room(list, most)) }

// room is how many of a list stand in a line of a box, at most so many, and one at least.
func room(list []string, most int) int {
	for most > 1 && textWidth(first(list, most), false) > widest-3*padX {
		most--
	}
	return most
}

func first(list []string, most int) string {
	if len(list) <= most {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
}

// whole is a list of which some are told elsewhere, up to what anybody reads; none where
// those are all.
func whole(list []string, most int) []string {
	if len(list) <= room(list, most) {
		return nil
	}
	return []string{all(list)}
}

// all is a list up to what anybody reads.
func all(list []string) string { return first(list, 40) }

// placed is the place of the first origin that is there.
func placed(origins ...format.Origin) places.Place {
	for _, o := range origins {
		if o.IsSet() {
			return o.At()
		}
	}
	return places.Place{}
}

// lineOf is a place as FILE:LINE.
func lineOf(p places.Place) string { return legible(diag.Line(p)) }
