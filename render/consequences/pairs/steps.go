package pairs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/consequences"
	"render/render/objects"
)

// Step is a side that some of a pair's steps lead to.
type Step struct {
	Name  string
	After int // how many steps have been taken
	World *objects.World
}

// Steps are the sides that a pair has between the old one and the new, for an applier: a
// line "APPLIER ...: SIDE ..." of the section "steps", where a side that is not that of
// the step at its place has the number of steps behind a slash. Not ok where nothing is
// said of the applier.
func (p *Pair) Steps(by consequences.Applier) (out []Step, ok bool, err error) {
	text, _ := p.Section("steps")
	for line := range strings.Lines(text) {
		names, sides, _ := strings.Cut(line, ":")
		if !slices.Contains(strings.Fields(names), by.String()) {
			continue
		}
		for i, side := range strings.Fields(sides) {
			one := Step{After: i + 1}
			name, number, counted := strings.Cut(side, "/")
			if counted {
				if one.After, err = strconv.Atoi(number); err != nil {
					return nil, false, fmt.Errorf("%s: %q: %w", p.Name, side, err)
				}
			}
			one.Name = name
			if one.World, err = p.World(name, by); err != nil {
				return nil, false, err
			}
			out = append(out, one)
		}
		return out, true, nil
	}
	return nil, false, nil
}
