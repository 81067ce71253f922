package plan

import (
	"maps"
	"slices"
)

// Listeners are those of its tier's Gateway to which a route attaches: none where
// it is all with its hosts. Where the tier has several servers they are its own one's,
// since each has another certificate; where port 80 only redirects, those of port 443. A
// TLSRoute attaches to the listeners of its very hosts: with a wildcard it would
// attach to those of the hosts below, beside the routes that are theirs.
func (g *GatewayRoute) Listeners() []string {
	t := g.Tier
	switch {
	case g.Sections != nil:
		return g.Sections
	case g.Kind == "TCPRoute":
		return []string{g.Whole.Name}
	case g.ToHTTPS, g.Clear:
		return []string{t.Names.HTTPPort}
	case g.Kind == "TLSRoute":
		return t.SectionsOf(g.Server, g.Hosts)
	case !g.Closed && !g.Redirects && t.OneServer():
		return nil
	}
	var out []string
	if !g.Redirects {
		out = append(out, t.Names.HTTPPort)
	}
	if g.Closed && len(g.Server.Doors) == 1 {
		return append(out, t.PlainSections()...)
	}
	return append(append(out, t.SectionsOf(g.Server, g.Hosts)...), t.WebSections(g.Server, g.Hosts)...)
}

// PlainHTTP reports whether apps answer some of a tier's hosts on port 80, or some are
// closed there: its listener takes their routes then, and else the Gateway's own namespace's.
func (t *Tier) PlainHTTP() bool {
	closed := func(g GatewayRoute) bool { return g.Closed && slices.Contains(g.Listeners(), t.Names.HTTPPort) }
	return slices.ContainsFunc(t.HTTP, closed) || t.AnyDoor(func(d *Door) bool { return d.Server.ServesHTTP() && !d.Redirects() || len(d.Clear) > 0 })
}

// RouteNamespaces are the namespaces of a tier's routes; none where all are in
// the Gateway's own, where those that redirect to https are.
func (t *Tier) RouteNamespaces() []string {
	in := map[string]bool{}
	for a := range t.Routers() {
		for _, r := range a.HTTP {
			in[r.Namespace] = true
		}
	}
	if t.AttachesOwn() {
		in[t.GatewayNamespace] = true
	}
	if len(in) == 0 || len(in) == 1 && in[t.GatewayNamespace] {
		return nil
	}
	return slices.Sorted(maps.Keys(in))
}

// AttachesOwn reports whether routes of the Gateway's namespace attach where those of apps do:
// one that redirects is on a listener of its own, if the apps' are not there.
func (t *Tier) AttachesOwn() bool {
	plain := t.PlainHTTP()
	return slices.ContainsFunc(t.HTTP, func(r GatewayRoute) bool { return plain || !r.ToHTTPS })
}
