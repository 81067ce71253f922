package consequences

import (
	"slices"

	"render/render/scripts"
)

// phase is when something has to be done, beside the change itself.
type phase uint8

const (
	beforehand phase = iota // a commit or run of its own, before the change
	halfway                 // the next one, which leaves what the old side needs
	cleared                 // the next one, which takes away what has to go before the rest comes
	together                // with the change, as far as no earlier one had it
	byHand                  // what a person does once the change is there
	afterwards              // a commit or run that takes away what is no more needed
)

// steps are what the rules want done, by when, and within that by turns. Two that want
// the same are one step; what they want at one time is one commit or run.
type steps [afterwards + 1][][]string

// need notes what is to be done. Where nothing else is said of the change itself, it
// is the rest of it.
func (s *steps) need(when phase, what string) { s.needAfter(when, 0, what) }

// needAfter notes what is to be done behind some other turns of its time, each a commit
// or run of its own.
func (s *steps) needAfter(when phase, turns int, what string) {
	if slices.ContainsFunc(s[when], func(list []string) bool { return slices.Contains(list, what) }) {
		return
	}
	for len(s[when]) <= turns {
		s[when] = append(s[when], nil)
	}
	s[when][turns] = append(s[when][turns], what)
}

// order are the steps in their order; none where the change can go all at once.
func (s *steps) order() []scripts.Turn {
	var out []scripts.Turn
	for when, turns := range s {
		if phase(when) == together {
			if list := s.applying(len(out) > 0); list != nil {
				out = append(out, scripts.Turn{When: scripts.With, Doings: list})
			}
			continue
		}
		for _, list := range turns {
			if len(list) > 0 {
				out = append(out, scripts.Turn{When: whenOf(phase(when)), Doings: list})
			}
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// whenOf is when a phase is, by the change itself.
func whenOf(p phase) scripts.When {
	if p < together {
		return scripts.Before
	}
	return scripts.After
}

// applying is the step that applies the change; nil where it is all that there is to do.
func (s *steps) applying(rest bool) []string {
	apply := "apply the change"
	if rest {
		apply = "apply the rest of the change"
	}
	for _, list := range s[together] {
		return append([]string{apply}, list...)
	}
	if rest || len(s[byHand])+len(s[afterwards]) > 0 {
		return []string{apply}
	}
	return nil
}
