package trace

import "fmt"

// doubtRoute notes what a route does for clients with some tokens alone, and by which claims.
func (m *Mesh) doubtRoute(t *Trace, e *entry, p *pods) {
	if t.Verdict == Fails {
		return // before any route
	}
	asks := ""
	for _, list := range [...][]named{e.match.headers, e.match.without} {
		for _, n := range list {
			if n.ofToken() {
				asks += fmt.Sprintf("%s %d %q, ", n.name, n.kind, n.text)
			}
		}
		asks += "; "
	}
	with := *t
	m.act(&with, e, p)
	does := fmt.Sprintf("%s%s %t %d %q %q %q %q %v", asks, with.Verdict, with.answered, with.Status, with.Location, with.Body, with.pathOn(), with.hostOn(), with.shares())
	t.doubts = append(t.doubts, doubt{Field: e.field(), all: []string{does}, tokens: true, leads: true})
}
