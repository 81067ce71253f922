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
					t.Access = append(t.Access, AccessRule{Who: t.AccessOf(a), Port: p, SNI: c.Hosts, NotSNI: t.narrower(c.Hosts)})
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

// narrower are the tier's other names that wildcards of hosts cover: what a client asks for by
// TLS has one server, the most specific one, and a rule by a wildcard would be for all.
func (t *Tier) narrower(hosts []string) []string {
	names := slices.Clone(t.names)
	for i := range t.Apps {
		for _, c := range slices.Concat(t.Apps[i].sni, t.Apps[i].onTLS) {
			names = append(names, c.Hosts...)
		}
	}
	names = slices.DeleteFunc(below(hosts, append(names, t.virtual.Names()...)), func(n string) bool { return slices.Contains(hosts, n) })
	slices.Sort(names)
	return slices.Compact(names)
}
