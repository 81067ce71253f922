package plan

import (
	"slices"

	"render/render/format"
	"render/render/routing"
)

// ShutsOut reports whether a tier's policy refuses of anybody that he asks a host for a path, over
// TLS or on port 80, and where it is said who may.
func (t *Tier) ShutsOut(host string, path routing.Path, secure bool) (at format.Origin, shut bool) {
	if !t.Guarded {
		return at, false
	}
	of := func(hosts []string) bool {
		return slices.ContainsFunc(hosts, func(h string) bool { return routing.Covers(h, host) })
	}
	for i := range t.Access {
		r := &t.Access[i]
		switch {
		case r.OfConnections() || secure && r.Clear || len(r.Hosts) > 0 && !of(r.Hosts) || of(r.NotHosts):
		case len(r.Paths) > 0 && !slices.ContainsFunc(r.Paths, func(p routing.Path) bool { return p.Covers(path) }):
		case slices.ContainsFunc(r.NotPaths, func(p routing.Path) bool { return p.Overlaps(path) }):
		case r.Who == nil || r.Who.AsksNobody():
			return at, false
		default:
			at = r.Who.Origin
		}
	}
	if whos := t.whos(); !at.IsSet() && len(whos) > 0 {
		at = whos[0].Origin
	}
	return at, true
}
