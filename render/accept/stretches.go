package accept

import (
	"slices"

	"render/render/places"
)

// stretches are entries by where in the topology their fields stand, from top to bottom: two of them
// are apart, or one is in the other.
type stretches []*entry

func stretchesOf(paths map[string]*entry) *stretches {
	var out stretches
	for _, one := range paths {
		if !one.first.IsZero() {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b *entry) int {
		switch {
		case a.first.Before(b.first), a.first == b.first && b.last.Before(a.last):
			return -1
		case b.first.Before(a.first), a.last.Before(b.last):
			return 1
		}
		return len(a.path) - len(b.path)
	})
	var open []*entry
	for _, one := range out {
		for len(open) > 0 && open[len(open)-1].last.Before(one.first) {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			one.round = open[len(open)-1]
		}
		open = append(open, one)
	}
	return &out
}

// before is the last that begins at a place or before it; nil for none.
func (s *stretches) before(place places.Place) *entry {
	at, _ := slices.BinarySearchFunc(*s, place, func(one *entry, place places.Place) int {
		if place.Before(one.first) {
			return 1
		}
		return -1
	})
	if at == 0 || (*s)[at-1].first.Source != place.Source {
		return nil
	}
	return (*s)[at-1]
}
