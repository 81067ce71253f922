package policies

import "slices"

// leftOut is what of a rule one of some rules leaves out that is for all else of it: where that has notPaths, those
// paths. Not ok where there is none.
func (s *Set) leftOut(r *Rule) (part Rule, ok bool) {
	for o := range s.near(r) {
		if part, ok = o.leavesOut(r); ok {
			return part, true
		}
	}
	return part, false
}

// leavesOut is what of another rule this one leaves out, by one term.
func (r *Rule) leavesOut(other *Rule) (part Rule, ok bool) {
	for i, c := range r.clauses {
		if c.kind == "when" { // of which a rule has several
			continue
		}
		for n, alt := range c.alts {
			for j := range alt {
				if !alt[j].not {
					continue
				}
				all := Rule{slices.Clone(r.clauses), r.Of, r.Outward}
				all.clauses[i].alts = slices.Clone(c.alts)
				all.clauses[i].alts[n] = slices.Delete(slices.Clone(alt), j, j+1)
				if all.covers(other) && !other.says(c.kind, alt[j].key) {
					return other.with(c.kind, term{key: alt[j].key, values: alt[j].values}), true
				}
			}
		}
	}
	return part, false
}

// says reports whether a rule has a term of a key in a clause.
func (r *Rule) says(kind, key string) bool {
	return slices.ContainsFunc(r.clauses, func(c clause) bool {
		return c.kind == kind && slices.ContainsFunc(c.alts, func(a alternative) bool {
			return slices.ContainsFunc(a, func(t term) bool { return t.key == key })
		})
	})
}

// with is what of a rule meets one more term of a clause.
func (r *Rule) with(kind string, own term) Rule {
	out := Rule{slices.Clone(r.clauses), r.Of, r.Outward}
	at := slices.IndexFunc(out.clauses, func(c clause) bool { return c.kind == kind })
	if at < 0 {
		out.clauses = append(out.clauses, clause{kind, []alternative{{own}}})
		return out
	}
	alts := slices.Clone(out.clauses[at].alts)
	for i := range alts {
		alts[i] = append(slices.Clip(alts[i]), own)
	}
	out.clauses[at].alts = alts
	return out
}
