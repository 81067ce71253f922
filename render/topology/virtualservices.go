package topology

import (
	"fmt"
	"slices"

	"render/render/routing"
)

// deriveVirtualServices divides each tier's routes over VirtualServices: for each app
// one of the routes of all hosts, and one for each host that routes name. With the
// Gateway API they become routes of its own.
func (p *Plan) deriveVirtualServices() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.apps {
			p.virtualServices(t, &t.apps[j])
		}
		if !p.gatewayAPI() { // whose order is its own
			p.borrow(t)
		}
	}
}

func (p *Plan) virtualServices(t *tierPlan, app *appPlan) {
	like := virtualServicePlan{namespace: app.namespace, origin: or(app.app.Names.VirtualService.Origin, app.app.Name.Origin)}
	for _, set := range hostSets(app.routes, (*routePlan).ownHosts) {
		one := like
		one.name, one.routes = app.names.virtualService+set.suffix, set.routes
		slices.SortFunc(one.routes, func(a, b *routePlan) int { return a.Compare(&b.Match) })
		hosts := set.hosts
		if hosts == nil {
			hosts = values(t.tier.Hosts)
		}
		app.own = append(app.own, splitHosts(t, one, hosts, p.Document.Namespace.Value)...)
	}
}

// ownHosts are the hosts that a route names; nil where it is for all.
func (r *routePlan) ownHosts() []string {
	if !r.named {
		return nil
	}
	return slices.Concat([]string{}, r.hostNames)
}

// splitHosts makes one VirtualService for each Gateway object that carries some
// of the hosts; there is more than one only where the hosts are too many.
func splitHosts(p *tierPlan, like virtualServicePlan, hosts []string, gatewayNamespace string) []virtualServicePlan {
	of := func(group int, hosts []string) virtualServicePlan {
		one := like
		one.hosts, one.on, one.gateways = hosts, p.hostsIn(group, hosts), []string{p.hosts[group].gateway}
		if group > 0 {
			one.name += fmt.Sprintf(".gateway-%d", group+1)
		}
		if one.namespace != gatewayNamespace {
			one.gateways[0] = gatewayNamespace + "/" + one.gateways[0]
		}
		return one
	}
	if len(p.hosts) == 1 {
		return []virtualServicePlan{of(0, hosts)}
	}
	if p.groupOf == nil {
		p.groupOf = map[string]int{}
		for i, group := range p.hosts {
			p.inGroup = append(p.inGroup, routing.Only(group.hosts))
			for _, h := range group.hosts {
				p.groupOf[h] = i
			}
		}
	}
	in := make([][]string, len(p.hosts))
	for _, h := range hosts {
		in[p.groupOf[h]] = append(in[p.groupOf[h]], h)
	}
	var out []virtualServicePlan
	for i, hosts := range in {
		if len(hosts) > 0 {
			out = append(out, of(i, hosts))
		}
	}
	return out
}

// hostsIn are hosts of one Gateway object, made once where they are all of its.
func (p *tierPlan) hostsIn(group int, hosts []string) routing.Hosts {
	switch {
	case len(hosts) == len(p.tier.Hosts):
		return routing.Hosts{}
	case group < len(p.inGroup) && len(hosts) == len(p.hosts[group].hosts):
		return p.inGroup[group]
	}
	return routing.Only(hosts)
}

// parts divides routes that are too many for one object.
func (s *virtualServicePlan) parts(count int) []virtualServicePlan {
	var out []virtualServicePlan
	for _, b := range buckets(s.routes, count, (*routePlan).identity) {
		one := *s
		one.routes = b.items
		one.name += b.suffix("part")
		out = append(out, one)
	}
	return out
}

// identity tells routes of the same hosts apart, however it is written.
func (r *routePlan) identity() string {
	conditions := slices.Clone(r.Methods)
	for _, h := range r.route.Headers {
		x := &h.Value
		conditions = append(conditions, fmt.Sprintf("%s: %q %q %q", h.Key.Value, x.Exact.Value, x.Prefix.Value, x.Regex.Value))
	}
	slices.Sort(conditions)
	return fmt.Sprintf("%d %s %q", r.Path.Kind, r.Path.Text, conditions)
}
