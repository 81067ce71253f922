package plan

import (
	"fmt"
	"strings"

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
	for _, set := range naming.HostSets(a.sni, tcpWord, (*Connection).ownHosts) {
		one := like
		one.Kind, one.Whole = "TLSRoute", set.Routes[0] // its hosts have no other
		all := set.Hosts
		if all == nil {
			all = one.Whole.Hosts
		}
		for _, share := range p.byGateway(all) {
			one.Server, one.Name = p.ServerOf(share.hosts[0]), a.Names.virtualService+share.server+set.Suffix
			out = append(out, sniRoutes(one, share.hosts)...)
		}
	}
	return out
}

// sniRoutes divides the hosts of a TLSRoute over as many as they take. A wildcard that
// no route names has one of its own: istiod tells the names of a route that are below
// its wildcard to the wildcard's listener too, and of two listeners on a port that have
// one name it passes over the second (istio, core/gateway.go, CheckDuplicates).
func sniRoutes(like GatewayRoute, hosts []string) []GatewayRoute {
	var out []GatewayRoute
	rest := hosts
	if !like.Whole.own {
		words := naming.Slugs(hosts, naming.MaxSlug)
		rest = nil
		for _, h := range hosts {
			if !strings.HasPrefix(h, "*.") {
				rest = append(rest, h)
				continue
			}
			of := like
			of.Hosts, of.Name = []string{h}, like.Name+".hosts-"+words[h]
			out = append(out, of)
		}
		if len(rest) == 0 {
			return out
		}
	}
	for _, hosts := range naming.Hostnames(rest, maxHostnames) {
		of := like
		of.Hosts, of.Name = hosts.Items, like.Name+hosts.Suffix("hosts")
		out = append(out, of)
	}
	return out
}
