package plan

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/naming"
)

// deriveVirtualServices divides each tier's routes over VirtualServices: for each app
// one of the routes of all the tier's hosts, and one for each host that routes name.
// With the Gateway API they become routes of its own.
func (p *Plan) deriveVirtualServices() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.listed = t.shares(t.web)
		for app := range t.Routers() {
			p.virtualServices(t, app)
		}
		if !p.GatewayAPI() { // whose order is its own
			p.borrow(t)
		}
	}
}

func (p *Plan) virtualServices(t *Tier, app *App) {
	like := VirtualService{Namespace: app.Namespace, Origin: format.Or(app.Written.Names.VirtualService.Origin, app.Written.Name.Origin)}
	for _, set := range naming.HostSets(slices.Concat(app.Routes, app.takenOver), tcpWord, (*Route).ownHosts) {
		one := like
		one.Name, one.routes = app.Names.virtualService, set.Routes
		slices.SortFunc(one.routes, func(a, b *Route) int { return a.Compare(&b.Match) })
		shares := t.listed
		if set.Hosts != nil {
			shares = t.shares(set.Hosts)
		}
		app.Own = append(app.Own, t.divided(one, set.Suffix, shares)...)
	}
}

// ownHosts are the hosts that a route names; nil where it is for all.
func (r *Route) ownHosts() []string {
	if !r.Named {
		return nil
	}
	return slices.Concat([]string{}, r.HostNames)
}

// divided makes one VirtualService for each share of some hosts. Its name is the
// app's, and what of the server and the hosts it is for.
func (t *Tier) divided(like VirtualService, suffix string, shares []share) []VirtualService {
	out := make([]VirtualService, 0, len(shares))
	for i := range shares {
		one, s := like, &shares[i]
		one.Name += s.server + suffix + s.suffix
		one.Hosts, one.on, one.Gateways, one.ToHTTPS = s.hosts, s.on, []string{t.gatewayFrom(one.Namespace, s.gateway)}, t.redirects(s.hosts)
		out = append(out, one)
	}
	return out
}

// gatewayFrom is how a VirtualService of a namespace names one of the tier's Gateways.
func (t *Tier) gatewayFrom(namespace, gateway string) string {
	if namespace == t.GatewaysIn {
		return gateway
	}
	return t.GatewaysIn + "/" + gateway
}

// redirects is the door at which routes redirect some hosts; nil for none.
func (t *Tier) redirects(hosts []string) *Door {
	if len(hosts) == 0 || t.oneGateway {
		return nil
	}
	if d := t.DoorOf(hosts[0]); d != nil && d.ByRoutes() {
		return d
	}
	return nil
}

// parts divides routes that are too many for one object.
func (s *VirtualService) parts(count int) []VirtualService {
	var out []VirtualService
	for _, b := range naming.Buckets(s.routes, count, (*Route).identity) {
		one := *s
		one.routes = b.Items
		one.Name += b.Suffix("part")
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
	for _, h := range r.Headers {
		if h.Not {
			conditions = append(conditions, fmt.Sprintf("%s: not %d %q", h.Name, h.Kind, h.Value))
		}
	}
	for _, h := range r.Query {
		conditions = append(conditions, fmt.Sprintf("?%s=%d %q", h.Name, h.Kind, h.Value))
	}
	if r.Path.AnyCase {
		conditions = append(conditions, "any case")
	}
	slices.Sort(conditions)
	return fmt.Sprintf("%d %s %q", r.Path.Kind, r.Path.Text, conditions)
}
