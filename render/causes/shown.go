package causes

import (
	"maps"
	"slices"
	"strconv"
)

// showing is a trial with the fields that it changes, by the kind of their object.
type showing struct {
	*trial
	fields []string
}

// news is how many of the fields are not known.
func (s *showing) news(known map[string]bool) int {
	n := 0
	for _, one := range s.fields {
		if !known[one] {
			n++
		}
	}
	return n
}

// fewest are the trials that show all that is not known, each of them more than those behind
// it; and what is left of them all.
func fewest(all []showing, shown map[string]bool) (trials []trial, rest []showing) {
	known := maps.Clone(shown)
	rest = slices.Clone(all)
	for {
		best, most := -1, 0
		for i := range rest {
			if n := rest[i].news(known); n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			return trials, rest
		}
		for _, one := range rest[best].fields {
			known[one] = true
		}
		trials = append(trials, *rest[best].trial)
		rest = slices.Delete(rest, best, best+1)
	}
}

// shows are the fields that an effect changes, each once, by the kind of their object and, where
// each is told apart, by the cause. An item without a key has another number in the whole.
func (e *effect) shows(each bool) []string {
	prefix := ""
	if each {
		prefix = strconv.Itoa(e.cause) + " "
	}
	var out []string
	seen := map[string]bool{}
	for i := range e.changes {
		c := &e.changes[i]
		for _, leaf := range c.fields() {
			for i := range leaf {
				leaf[i].Index = 0
			}
			text := prefix + c.id.Kind + " " + leaf.String()
			if c.now == nil {
				text += " with all of it" // which tells nothing of the field in another object
			}
			if !seen[text] {
				seen[text] = true
				out = append(out, text)
			}
		}
	}
	return out
}
