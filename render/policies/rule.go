// Package policies owns what AuthorizationPolicies and NetworkPolicies say as rules that can
// be compared: which requests or connections a rule is for, what of that no others are for, and how
// a message says it.
//
// In goes a policy; out come its Rules. It must never look for whom a policy is, or judge whether
// what it lets in is right.
package policies

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// Rule is one of a policy: a request, or a connection, that it is for meets all of its
// clauses.
type Rule struct {
	clauses []clause
	Of      *objects.Object // the policy
	Outward bool            // of connections that pods open
}

// clause is met by what is one of some alternatives.
type clause struct {
	kind string // "from", "to", "when" ...
	alts []alternative
}

// alternative is what meets all terms; one without any is everything.
type alternative []term

// term is one of some values, or none of them.
type term struct {
	key    string
	not    bool
	values []string
}

// covers reports whether all that another rule is for is for this one too, as far as
// their texts tell.
func (r *Rule) covers(other *Rule) bool {
	for i := range r.clauses {
		c := &r.clauses[i]
		if slices.ContainsFunc(c.alts, func(a alternative) bool { return len(a) == 0 }) {
			continue
		}
		if !slices.ContainsFunc(other.clauses, func(o clause) bool { return o.kind == c.kind && c.covers(o) }) {
			return false
		}
	}
	return true
}

func (c *clause) covers(other clause) bool {
	for _, o := range other.alts {
		if !slices.ContainsFunc(c.alts, func(a alternative) bool { return a.covers(o) }) {
			return false
		}
	}
	return true
}

func (a alternative) covers(other alternative) bool {
	for i := range a {
		if !slices.ContainsFunc(other, func(o term) bool { return a[i].covers(&o) }) {
			return false
		}
	}
	return true
}

// covers reports whether what meets another term meets this one.
func (t *term) covers(other *term) bool {
	if t.key != other.key {
		return false
	}
	has := func(list []string, text string) bool {
		return slices.ContainsFunc(list, func(own string) bool { return valueCovers(t.key, own, text) })
	}
	switch {
	case !t.not && !other.not:
		return !slices.ContainsFunc(other.values, func(text string) bool { return !has(t.values, text) })
	case t.not && other.not: // it leaves out no more
		return !slices.ContainsFunc(t.values, func(text string) bool { return !has(other.values, text) })
	case t.not: // it leaves out none of them
		return !slices.ContainsFunc(other.values, func(text string) bool {
			return slices.ContainsFunc(t.values, func(own string) bool { return valuesMeet(t.key, own, text) })
		})
	}
	return false
}

// IsAll reports whether some rule of a list is for everything.
func IsAll(list []Rule) bool {
	return slices.ContainsFunc(list, func(r Rule) bool { return r.Text() == "" })
}

// maxParts bounds into how many parts a rule is taken apart.
const maxParts = 512

// Uncovered are the rules of a list, or parts of them, that none of others is for.
func Uncovered(list, others []Rule) []Rule { return SetOf(others).Lacked(list) }

// lackedBy are the parts of a rule that none of some rules is for: the rule itself where
// that is all of it.
func (r *Rule) lackedBy(others *Set, room int) []Rule {
	if others.cover(r) {
		return nil
	}
	if part, ok := others.leftOut(r); ok {
		return part.lackedBy(others, room)
	}
	parts := r.parts()
	if len(parts) < 2 || len(parts) > room {
		return []Rule{*r}
	}
	var out []Rule
	whole := true // all of each part is lacked
	for i := range parts {
		lacked := parts[i].lackedBy(others, room/len(parts))
		whole = whole && len(lacked) == 1 && lacked[0].Text() == parts[i].Text()
		out = append(out, lacked...)
	}
	if whole {
		return []Rule{*r}
	}
	return out
}

// parts are rules that together are for what a rule is for: one for each alternative, or
// for each value of a term, of the first clause that has several.
func (r *Rule) parts() []Rule {
	var out []Rule
	with := func(at int, alt alternative) {
		part := Rule{slices.Clone(r.clauses), r.Of, r.Outward}
		part.clauses[at] = clause{r.clauses[at].kind, []alternative{alt}}
		out = append(out, part)
	}
	for i, c := range r.clauses {
		if len(c.alts) > 1 {
			for _, alt := range c.alts {
				with(i, alt)
			}
			return out
		}
		for _, alt := range c.alts {
			for n := range alt {
				if alt[n].not || len(alt[n].values) < 2 {
					continue
				}
				for _, value := range alt[n].values {
					one := slices.Clone(alt)
					one[n].values = []string{value}
					with(i, one)
				}
				return out
			}
		}
	}
	return nil
}

// Text is what a rule is for, as a message says it: `paths "/a" and methods "GET"`; ""
// for everything.
func (r *Rule) Text() string {
	var all []string
	for i := range r.clauses {
		var alts []string
		for _, a := range r.clauses[i].alts {
			if text := a.text(); text != "" {
				alts = append(alts, text)
			}
		}
		switch text := strings.Join(alts, " or "); {
		case len(alts) > 1 && len(r.clauses) > 1:
			all = append(all, "("+text+")")
		case text != "":
			all = append(all, text)
		}
	}
	return wording.Listed(all)
}

func (a alternative) text() string {
	var terms []string
	for i, t := range a {
		if t.key == podsKey && i+1 < len(a) && slices.Equal(t.values, []string{Everyone}) {
			continue // of the namespaces that are said next
		}
		text := t.key + " " + wording.FewQuoted(t.values)
		if t.not {
			text = "not " + text
		}
		terms = append(terms, text)
	}
	return wording.Listed(terms)
}
