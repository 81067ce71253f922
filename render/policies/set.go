package policies

import (
	"iter"
	"strings"
)

// Set is rules of which it is asked what they are for, found by a value that they must have in common
// with what they cover.
type Set struct {
	rules []Rule
	by    map[sign][]int // nil where there are few
	any   []int          // those without such a value
}

// sign is a value of a term, and where that stands.
type sign struct{ kind, key, value string }

// fewRules are so few that they are looked at one by one.
const fewRules = 8

// SetOf is that of some rules.
func SetOf(rules []Rule) *Set {
	s := &Set{rules: rules}
	if len(rules) <= fewRules {
		return s
	}
	have := map[sign]int{}
	for i := range rules {
		for _, c := range rules[i].clauses {
			for _, a := range c.alts {
				for j := range a {
					for _, one := range a[j].signs(c.kind) {
						have[one]++
					}
				}
			}
		}
	}
	s.by = map[sign][]int{}
	for i := range rules {
		signs := rules[i].rarest(have)
		for _, one := range signs {
			s.by[one] = append(s.by[one], i)
		}
		if len(signs) == 0 {
			s.any = append(s.any, i)
		}
	}
	return s
}

// rarest are the signs of the clause of which the fewest others have some: what a rule covers has one of
// these. There are none where no clause has them in all its alternatives.
func (r *Rule) rarest(have map[sign]int) (best []sign) {
	few := -1
	for _, c := range r.clauses {
		var all []sign
		sum := 0
		for _, a := range c.alts {
			var own []sign
			least := -1
			for i := range a {
				signs, n := a[i].signs(c.kind), 0
				for _, one := range signs {
					n += have[one]
				}
				if len(signs) > 0 && (least < 0 || n < least) {
					own, least = signs, n
				}
			}
			if len(own) == 0 {
				all = nil
				break
			}
			all, sum = append(all, own...), sum+least
		}
		if len(all) > 0 && (few < 0 || sum < few) {
			best, few = all, sum
		}
	}
	return best
}

// signs are the values of a term that covers no other ones; none where it covers more.
func (t *term) signs(kind string) (out []sign) {
	switch t.key {
	case "ipBlocks", "remoteIpBlocks", "source.ip", "remote.ip", "addresses", "port":
		return nil
	}
	for _, value := range t.values {
		if t.not || value == Everyone || strings.HasPrefix(value, "*") || strings.HasSuffix(value, "*") {
			return nil
		}
		out = append(out, sign{kind, t.key, value})
	}
	return out
}

// Lacked are the rules of a list, or parts of them, that none of the set is for.
func (s *Set) Lacked(list []Rule) []Rule {
	var out []Rule
	for i := range list {
		out = append(out, list[i].lackedBy(s, maxParts)...)
	}
	return out
}

// cover reports whether one of the rules is for all that another is for.
func (s *Set) cover(r *Rule) bool {
	for o := range s.near(r) {
		if o.covers(r) {
			return true
		}
	}
	return false
}

// near are the rules of which some may be for all that another is for, or for all but what a term of theirs
// leaves out.
func (s *Set) near(r *Rule) iter.Seq[*Rule] {
	return func(yield func(*Rule) bool) {
		if s.by == nil {
			for n := range s.rules {
				if !yield(&s.rules[n]) {
					return
				}
			}
			return
		}
		lists := [][]int{s.any}
		for _, c := range r.clauses {
			if len(c.alts) == 0 {
				continue
			}
			for _, t := range c.alts[0] {
				if !t.not && len(t.values) > 0 {
					lists = append(lists, s.by[sign{c.kind, t.key, t.values[0]}])
				}
			}
		}
		for _, list := range lists {
			for _, n := range list {
				if !yield(&s.rules[n]) {
					return
				}
			}
		}
	}
}
