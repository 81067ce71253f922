package plan

import (
	"fmt"

	"render/render/format"
	"render/render/naming"
)

// maxHostnames is the limit of the Gateway API for a route.
const maxHostnames = 16

// connectionRoutes are an app's TCPRoutes and TLSRoutes. Each takes one rule, so
// it is of one port of the tier, or of the hosts of one route.
func connectionRoutes(p *Tier, a *App) []GatewayRoute {
	var out []GatewayRoute
	like := GatewayRoute{Namespace: a.Namespace, Tier: p, Origin: format.Or(a.Written.Names.VirtualService.Origin, a.Written.Name.Origin)}
	for _, c := range a.TCP {
		one := like
		one.Kind, one.Name, one.Whole = "TCPRoute", fmt.Sprintf("%s-%s-%d", a.Names.virtualService, tcpWord, c.Number), c
		out = append(out, one)
	}
	for _, set := range hostSets(a.sni, (*Connection).ownHosts) {
		one := like
		one.Kind, one.Whole = "TLSRoute", set.routes[0] // its hosts have no other
		all := set.hosts
		if all == nil {
			all = one.Whole.Hosts
		}
		for _, share := range p.byGateway(all) {
			one.Server = p.ServerOf(share.hosts[0])
			for _, hosts := range naming.Hostnames(share.hosts, maxHostnames) {
				of := one
				of.Hosts = hosts.Items
				of.Name = a.Names.virtualService + share.server + set.suffix + hosts.Suffix("hosts")
				out = append(out, of)
			}
		}
	}
	return out
}
