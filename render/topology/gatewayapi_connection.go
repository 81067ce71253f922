package topology

import (
	"fmt"
)

// connectionRoutes are an app's TCPRoutes and TLSRoutes. Each takes one rule, so
// it is of one port of the tier, or of the hosts of one route.
func connectionRoutes(p *tierPlan, a *appPlan) []gatewayRoutePlan {
	var out []gatewayRoutePlan
	like := gatewayRoutePlan{namespace: a.namespace, tier: p, origin: or(a.app.Names.VirtualService.Origin, a.app.Name.Origin)}
	for _, c := range a.tcp {
		one := like
		one.kind, one.name, one.whole = "TCPRoute", fmt.Sprintf("%s-%s-%d", a.names.virtualService, tcpWord, c.number), c
		out = append(out, one)
	}
	for _, set := range hostSets(a.sni, (*connectionPlan).ownHosts) {
		one := like
		one.kind, one.name, one.whole = "TLSRoute", a.names.virtualService+set.suffix, set.routes[0] // its hosts have no other
		all := set.hosts
		if all == nil {
			all = one.whole.hosts
		}
		for _, hosts := range hostnamesOf(all) {
			of := one
			of.hosts = hosts.items
			of.name += hosts.suffix("hosts")
			out = append(out, of)
		}
	}
	return out
}
