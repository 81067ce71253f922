package plan

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/routing"
)

// deriveVirtualServices divides each tier's routes over VirtualServices: for each app
// one of the routes of all hosts, and one for each host that routes name. With the
// Gateway API they become routes of its own.
func (p *Plan) deriveVirtualServices() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Apps {
			p.virtualServices(t, &t.Apps[j])
		}
		if !p.GatewayAPI() { // whose order is its own
			p.borrow(t)
		}
	}
}

func (p *Plan) virtualServices(t *Tier, app *App) {
	like := VirtualService{Namespace: app.Namespace, Origin: format.Or(app.Written.Names.VirtualService.Origin, app.Written.Name.Origin)}
	for _, set := range hostSets(app.Routes, (*Route).ownHosts) {
		one := like
		one.Name, one.routes = app.Names.virtualService, set.routes
		slices.SortFunc(one.routes, func(a, b *Route) int { return a.Compare(&b.Match) })
		hosts := set.hosts
		if hosts == nil {
			hosts = format.Values(t.AllHosts)
		}
		app.Own = append(app.Own, splitHosts(t, one, set.suffix, hosts, p.Document.Namespace.Value)...)
	}
}

// ownHosts are the hosts that a route names; nil where it is for all.
func (r *Route) ownHosts() []string {
	if !r.Named {
		return nil
	}
	return slices.Concat([]string{}, r.HostNames)
}

// splitHosts makes one VirtualService for each Gateway object that carries some
// of the hosts: one a server, and more only where its hosts are too many. Its name is
// the app's, and what of the server and the hosts it is for.
func splitHosts(p *Tier, like VirtualService, suffix string, hosts []string, gatewayNamespace string) []VirtualService {
	of := func(group int, hosts []string) VirtualService {
		one, in := like, &p.Hosts[group]
		one.Hosts, one.on, one.Gateways = hosts, p.hostsIn(group, hosts), []string{in.Gateway}
		one.Name += in.server + suffix
		if in.number > 1 {
			one.Name += fmt.Sprintf(".gateway-%d", in.number)
		}
		if one.Namespace != gatewayNamespace {
			one.Gateways[0] = gatewayNamespace + "/" + one.Gateways[0]
		}
		return one
	}
	if len(p.Hosts) == 1 {
		return []VirtualService{of(0, hosts)}
	}
	if p.groupOf == nil {
		p.groupOf = map[string]int{}
		for i, group := range p.Hosts {
			p.inGroup = append(p.inGroup, routing.Only(group.Hosts))
			for _, h := range group.Hosts {
				p.groupOf[h] = i
			}
		}
	}
	in := make([][]string, len(p.Hosts))
	for _, h := range hosts {
		in[p.groupOf[h]] = append(in[p.groupOf[h]], h)
	}
	var out []VirtualService
	for i, hosts := range in {
		if len(hosts) > 0 {
			out = append(out, of(i, hosts))
		}
	}
	return out
}

// hostsIn are hosts of one Gateway object, made once where they are all of its.
func (p *Tier) hostsIn(group int, hosts []string) routing.Hosts {
	switch {
	case len(hosts) == len(p.AllHosts):
		return routing.Hosts{}
	case group < len(p.inGroup) && len(hosts) == len(p.Hosts[group].Hosts):
		return p.inGroup[group]
	}
	return routing.Only(hosts)
}

// parts divides routes that are too many for one object.
func (s *VirtualService) parts(count int) []VirtualService {
	var out []VirtualService
	for _, b := range buckets(s.routes, count, (*Route).identity) {
		one := *s
		one.routes = b.items
		one.Name += b.suffix("part")
		out = append(out, one)
	}
	return out
}

// identity tells routes of the same hosts apart, however it is written.
func (r *Route) identity() string {
	conditions := slices.Clone(r.Methods)
	for _, h := range r.Written.Headers {
		x := &h.Value
		conditions = append(conditions, fmt.Sprintf("%s: %q %q %q", h.Key.Value, x.Exact.Value, x.Prefix.Value, x.Regex.Value))
	}
	slices.Sort(conditions)
	return fmt.Sprintf("%d %s %q", r.Path.Kind, r.Path.Text, conditions)
}
