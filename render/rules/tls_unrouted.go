package rules

import (
	"fmt"
	"maps"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// checkUnrouted finds hosts that have no route to a port of the tier where a wildcard of
// another server has one. istiod makes a chain for them of a route alone, so that the
// wildcard's takes their connections in, with its certificate and its app; and nothing in
// either API closes them, as is done on port 443.
func (v *verdict) checkUnrouted(p *plan.Tier, taken map[portHost]format.Origin) {
	if p.OneServer() || v.doubted().hosts[p] {
		return
	}
	routed := map[int][]string{}
	for key := range taken {
		routed[key.port] = append(routed[key.port], key.host)
	}
	for _, number := range slices.Sorted(maps.Keys(routed)) {
		of, set := p.PortNumbered(number), routing.NewSet(routed[number])
		for i := range p.Servers {
			s := &p.Servers[i]
			for _, h := range s.Hosts {
				wild, ok := set.MostSpecific(h.Value)
				if !ok || wild == h.Value || format.CheckHost(h.Value).Found() || !takesIn(p.ServerOf(wild), s, of) {
					continue
				}
				help := "write hosts: [...] without a wildcard above it in that route"
				if s.Passes(of) || s.Ends(of) {
					help = fmt.Sprintf("write {tls: %d, hosts: [%s]} in the routes of an app that is for it, or hosts: [...] without a wildcard above it in that route", number, format.YAMLWord(h.Value))
				}
				v.fail("connection-nowhere", h.Origin, fmt.Sprintf("no app gets the connections for %s to port %d, so that they end at %s, which is served otherwise", wording.Quote(h.Value), number, wording.Quote(wild)),
					help, taken[portHost{number, wild}])
			}
		}
	}
}

// takesIn reports whether on a port a wildcard's server is another one than that of a
// host below it. Two that are passed through differ in nothing there.
func takesIn(wild, s *plan.Server, of *format.GatewayPort) bool {
	if wild == nil || wild == s || wild.Passes(of) && s.Passes(of) {
		return false
	}
	return wild.Passes(of) || wild.Ends(of)
}
