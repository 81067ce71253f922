package consequences

import (
	"slices"
	"strings"
)

// phase is when something has to be done, beside the change itself.
type phase uint8

const (
	beforehand phase = iota // a commit or run of its own, before the change
	halfway                 // the next one, which leaves what the old side needs
	together                // with the change, as far as no earlier one had it
	byHand                  // what a person does once the change is there
	afterwards              // a commit or run that takes away what is no more needed
)

// steps are what the rules want done, by when. Two that want the same are one
// step; what they want at one time is one commit or run.
type steps [afterwards + 1][]string

// need notes what is to be done. Where nothing else is said of the change itself, it
// is the rest of it.
func (s *steps) need(when phase, what string) {
	if !slices.Contains(s[when], what) {
		s[when] = append(s[when], what)
	}
}

// texts are the steps in their order; none where the change can go all at once.
func (s *steps) texts() []string {
	var out []string
	for when, list := range s {
		text := strings.Join(list, "; ")
		if phase(when) == together {
			apply := "apply the change"
			if len(out) > 0 {
				apply = "apply the rest of the change"
			}
			switch {
			case text != "":
				text = apply + ", and " + text
			case len(out)+len(s[byHand])+len(s[afterwards]) > 0:
				text = apply
			}
		}
		if text != "" {
			out = append(out, text)
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}
