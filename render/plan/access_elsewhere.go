package plan

import (
	"maps"
	"slices"

	"render/render/format"
	"render/render/routing"
)

// A server has routes of its own, and a request goes by those of the server for which the
// client opened the connection, whatever Host it names: a wildcard's server answers for names
// below it that are another server's. A policy sees Host. So what it lets in to such a name it
// has to let in by connections for the name's own server alone.

// tied is the server by whose connections alone requests to a host may be let in; nil where
// those by others' are let in to nothing more.
func (t *Tier) tied(g *guarded, all map[string]*guarded) *Server {
	own := t.ServerOf(g.host)
	var seen []*Server
	for above, ok := t.virtual.Above(g.host); ok; above, ok = t.virtual.Above(above) {
		s := t.ServerOf(above)
		if all[above] == nil || s == own || !s.ServesTLS() || s.Passthrough() || slices.Contains(seen, s) {
			continue
		}
		if seen = append(seen, s); !letsInAsMuch(all[above], g) { // the most specific of its names that takes the host
			return own
		}
	}
	return nil
}

// letsInAsMuch reports whether all are let in to one host whoever is to another, by the same
// paths.
func letsInAsMuch(one, other *guarded) bool {
	if len(one.who) == 1 && one.who[0] == nil {
		return true
	}
	if maps.EqualFunc(one.routes, other.routes, slices.Equal) {
		return true
	}
	if len(one.who) != 1 || len(other.who) != 1 || one.who[0] != other.who[0] {
		return false
	}
	return keyOf([]AccessRule{one.preflights()}) == keyOf([]AccessRule{other.preflights()})
}

// preflights are the questions of pages that are let in to a host all of whose routes are for
// the same people.
func (g *guarded) preflights() AccessRule {
	rule := AccessRule{Who: g.who[0], On: g.on}
	for _, r := range g.routes[g.who[0]] {
		addPreflight(&rule, r)
	}
	return rule
}

// Connections are the names for which clients open connections to a server, each list with
// those below them for which they are another server's.
func (t *Tier) Connections(s *Server) (names, others [][]string) {
	own := format.Values(s.Hosts)
	if !slices.ContainsFunc(own, routing.IsWild) {
		return [][]string{own}, [][]string{nil}
	}
	theirs := slices.DeleteFunc(slices.Clone(t.names), func(h string) bool { return slices.Contains(own, h) })
	rule := AccessRule{Hosts: own, NotHosts: below(own, theirs)}
	for _, one := range rule.divided() {
		names, others = append(names, one.Hosts), append(others, one.NotHosts)
	}
	return names, others
}
