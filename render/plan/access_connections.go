package plan

import (
	"slices"
	"strings"
)

// guardConnections makes the rules of connections.
func (t *Tier) guardConnections() {
	first := len(t.Access)
	defer func() {
		slices.SortStableFunc(t.Access[first:], func(a, b AccessRule) int { return strings.Compare(a.connection(), b.connection()) })
	}()
	for i := range t.Apps {
		a := &t.Apps[i]
		for _, c := range slices.Concat(a.TCP, a.onTLS) {
			for k := range t.Written.Ports {
				if p := &t.Written.Ports[k]; p.Port.Value == c.Number {
					t.Access = append(t.Access, AccessRule{Who: t.AccessOf(a), Port: p, SNI: c.Hosts, NotSNI: t.narrowerOn(c)})
				}
			}
		}
		if len(a.sni) > 0 {
			r := AccessRule{Who: t.AccessOf(a)}
			for _, c := range a.sni {
				r.SNI = append(r.SNI, c.Hosts...)
			}
			r.NotSNI = t.narrower(r.SNI)
			t.Access = append(t.Access, r)
		}
	}
}

// narrowerOn are the names that others of the same port have below wildcards of a connection's.
func (t *Tier) narrowerOn(c *Connection) []string {
	var names []string
	for i := range t.Apps {
		a := &t.Apps[i]
		for _, other := range slices.Concat(a.TCP, a.onTLS) {
			if other != c && other.Number == c.Number {
				names = append(names, other.Hosts...)
			}
		}
	}
	return others(c.Hosts, names)
}

// narrower are the tier's other names that wildcards of hosts cover: what a client asks for by
// TLS has one server, the most specific one, and a rule by a wildcard would be for all.
func (t *Tier) narrower(hosts []string) []string {
	names := slices.Clone(t.names)
	for i := range t.Apps {
		for _, c := range slices.Concat(t.Apps[i].sni, t.Apps[i].onTLS) {
			names = append(names, c.Hosts...)
		}
	}
	return others(hosts, append(names, t.virtual.Names()...))
}

// others are names below wildcards of hosts that are none of these, each once and sorted.
func others(hosts, names []string) []string {
	names = slices.DeleteFunc(below(hosts, names), func(n string) bool { return slices.Contains(hosts, n) })
	slices.Sort(names)
	return slices.Compact(names)
}
