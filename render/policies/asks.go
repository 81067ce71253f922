package policies

import (
	"slices"
	"strings"
)

// Asks reports whether a rule goes by any of some keys, as "ipBlocks" or, of a NetworkPolicy,
// "addresses".
func (r *Rule) Asks(keys []string) bool {
	return slices.ContainsFunc(r.clauses, func(one clause) bool {
		return slices.ContainsFunc(one.alts, func(a alternative) bool {
			return slices.ContainsFunc(a, func(t term) bool { return slices.Contains(keys, t.key) })
		})
	})
}

// NeedsRequest reports whether a rule is for something on a port of the pods by what a request says, which
// nobody knows of a connection that is passed on as it is
// (https://istio.io/latest/docs/reference/config/security/authorization-policy/).
func (r *Rule) NeedsRequest(port string) bool {
	on, is := r.where(func(t *term) (has, said bool) {
		return slices.Contains(t.values, port), t.key == "ports" || t.key == "destination.port"
	})
	return is && slices.ContainsFunc(on.clauses, func(c clause) bool {
		return slices.ContainsFunc(c.alts, func(a alternative) bool {
			return slices.ContainsFunc(a, func(t term) bool {
				return slices.Contains([]string{"hosts", "methods", "paths", "requestPrincipals"}, t.key) || strings.HasPrefix(t.key, "request.")
			})
		})
	})
}
