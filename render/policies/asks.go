package policies

import "slices"

// Asks reports whether a rule goes by any of some keys, as "ipBlocks" or, of a NetworkPolicy,
// "addresses".
func (r *Rule) Asks(keys []string) bool {
	return slices.ContainsFunc(r.clauses, func(one clause) bool {
		return slices.ContainsFunc(one.alts, func(a alternative) bool {
			return slices.ContainsFunc(a, func(t term) bool { return slices.Contains(keys, t.key) })
		})
	})
}
