package policies

import (
	"slices"
	"strings"
)

// Apart reports whether no request is what two rules are for, as far as their texts tell: a clause of one
// asks for what the same one of the other rules out.
func (r *Rule) Apart(other *Rule) bool {
	return slices.ContainsFunc(r.clauses, func(c clause) bool {
		return slices.ContainsFunc(other.clauses, func(o clause) bool { return o.kind == c.kind && c.apart(o) })
	})
}

func (c *clause) apart(other clause) bool {
	return len(c.alts) > 0 && len(other.alts) > 0 && !slices.ContainsFunc(c.alts, func(a alternative) bool {
		return slices.ContainsFunc(other.alts, func(o alternative) bool { return !a.apart(o) })
	})
}

func (a alternative) apart(other alternative) bool {
	return slices.ContainsFunc(a, func(t term) bool {
		return slices.ContainsFunc(other, func(o term) bool { return t.apart(&o) })
	})
}

// haveOne are what a request has one of: of others, as a header or a claim, it may have what two terms ask for.
var haveOne = [...]string{"hosts", "ports", "methods", "requestPrincipals"}

// apart reports whether nothing meets two terms.
func (t *term) apart(other *term) bool {
	switch {
	case t.key != other.key || t.not && other.not:
		return false
	case other.not:
		return other.apart(t)
	case t.not: // it rules out each that the other asks for
		return !slices.ContainsFunc(other.values, func(text string) bool {
			return !slices.ContainsFunc(t.values, func(own string) bool { return valueCovers(t.key, own, text) })
		})
	}
	return slices.Contains(haveOne[:], t.key) && !slices.ContainsFunc(t.values, func(own string) bool {
		return slices.ContainsFunc(other.values, func(text string) bool {
			return valuesMeet(t.key, strings.ToLower(own), strings.ToLower(text)) // as hosts are compared
		})
	})
}
