package scripts

import (
	"slices"
	"strings"
)

// Phase is when something has to be done, beside the change itself.
type Phase uint8

const (
	Foremost   Phase = iota // a commit or run of its own, before all others
	Beforehand              // a commit or run of its own, before the change
	Halfway                 // the next one, which leaves what the old side needs
	Cleared                 // the next one, which takes away what has to go before the rest comes
	Together                // with the change, as far as no earlier one had it
	ByHand                  // what a person does once the change is there
	Afterwards              // a commit or run that takes away what is no more needed
)

// Steps are what the rules want done, by when, and within that by turns. Two that want
// the same are one step; what they want at one time is one commit or run.
type Steps [Afterwards + 1][][]Doing

// Need notes what a person is to do. Where nothing else is said of the change itself, it
// is the rest of it.
func (s *Steps) Need(when Phase, what string) { s.NeedAfter(when, 0, what) }

// Does notes what is to be done, and as what a script does it.
func (s *Steps) Does(when Phase, what string, deed Deed) {
	s.Add(when, 0, Doing{Text: what, Deed: deed})
}

// NeedAfter notes what is to be done behind some other turns of its time, each a commit
// or run of its own.
func (s *Steps) NeedAfter(when Phase, turns int, what string) {
	s.Add(when, turns, Doing{Text: what})
}

// Add notes a doing behind some other turns of its time.
func (s *Steps) Add(when Phase, turns int, what Doing) {
	same := func(one Doing) bool { return one.Text == what.Text }
	if slices.ContainsFunc(s[when], func(list []Doing) bool { return slices.ContainsFunc(list, same) }) || s.meets(when, turns, what) {
		return
	}
	s.put(when, turns, what)
}

func (s *Steps) put(when Phase, turns int, what Doing) {
	for len(s[when]) <= turns {
		s[when] = append(s[when], nil)
	}
	s[when][turns] = append(s[when][turns], what)
}

// Order are the steps in their order; none where the change can go all at once.
func (s *Steps) Order() []Turn {
	var out []Turn
	for when, turns := range s {
		if Phase(when) == Together {
			if list := s.applying(len(out) > 0); list != nil {
				out = append(out, Turn{When: With, Doings: list})
			}
			continue
		}
		for _, list := range turns {
			switch Phase(when) {
			case ByHand:
				list = installFirst(list)
			case Beforehand:
				list = deletedLast(list)
			}
			if len(list) > 0 {
				out = append(out, Turn{When: whenOf(Phase(when)), Doings: list})
			}
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// installFirst has the install of Istio come before what waits for the pods and routes that it makes.
func installFirst(list []Doing) []Doing {
	return ranked(list, func(d Deed) int {
		if _, is := d.(Install); is {
			return 0
		}
		return 1
	})
}

// deletedLast has what holds meanwhile, or is to be there, come first in its step, and what is deleted, or lets go of its ports, go last: the
// rest of the step is for the time without that too.
func deletedLast(list []Doing) []Doing {
	return ranked(list, func(d Deed) int {
		switch deed := d.(type) {
		case Beside, SeeCertificate:
			return 0
		case DropMade, MoveNodePorts:
			return 2
		case Commands:
			if slices.ContainsFunc(deed.Run, func(one string) bool { return strings.HasPrefix(one, "kubectl delete ") }) {
				return 2
			}
		}
		return 1
	})
}

// ranked are the doings of a step by what is done first of them.
func ranked(list []Doing, rank func(Deed) int) []Doing {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b Doing) int { return rank(a.Deed) - rank(b.Deed) })
	return out
}

// whenOf is when a phase is, by the change itself.
func whenOf(p Phase) When {
	if p < Together {
		return Before
	}
	return After
}

// applying is the step that applies the change; nil where it is all that there is to do.
func (s *Steps) applying(rest bool) []Doing {
	apply := Doing{Text: "apply the change"}
	if rest {
		apply.Text = "apply the rest of the change"
	}
	for _, list := range s[Together] {
		return append([]Doing{apply}, list...)
	}
	some := func(list []Doing) bool { return len(list) > 0 }
	if rest || slices.ContainsFunc(s[ByHand], some) || slices.ContainsFunc(s[Afterwards], some) {
		return []Doing{apply}
	}
	return nil
}
