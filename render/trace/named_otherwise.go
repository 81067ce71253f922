package trace

import "slices"

// bySNI reports whether a policy tells connections apart by the host for which they are.
func (m *Mesh) bySNI() bool {
	for a := range m.world.AuthorizationPolicies() {
		for _, rule := range a.Rules().All() {
			for _, c := range rule.When().All() {
				if textOf(c.At("key")) == "connection.sni" {
					return true
				}
			}
		}
	}
	return false
}

// namedOtherwise are requests for some hosts over connections that are for others: where the
// server of those answers the host too, as one of a wildcard does for a host below it that
// has a server of its own.
func (m *Mesh) namedOtherwise(names []string) (out []Request) {
	around := (*virtualHost).around
	for _, e := range m.entrances {
		for i := range e.ports {
			for _, p := range e.pods {
				if l := m.listens(p, e.ports[i].target); l != nil {
					w := way{m: m, entrance: e, port: e.ports[i].number, listener: l, pods: p, of: around}
					out = append(out, w.namedOtherwise(names)...)
				}
			}
		}
	}
	return out
}

func (w *way) namedOtherwise(names []string) (out []Request) {
	for i := range w.listener.chains {
		c := &w.listener.chains[i]
		at := slices.IndexFunc(c.hosts, func(h string) bool { return w.listener.find(true, concrete(h)) == c })
		if c.table == "" || !c.ends || at < 0 {
			continue
		}
		hosts := w.m.tables(w.listener, c.table, w.pods)
		for _, name := range names {
			h := answering(hosts, name)
			if h == nil || w.listener.find(true, name) == c {
				continue
			}
			for _, r := range w.ask(c, h, name) {
				if r.SNI = concrete(c.hosts[at]); len(out) < mostBeside {
					out = append(out, r)
				}
			}
		}
	}
	return out
}
