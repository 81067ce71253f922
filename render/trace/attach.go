package trace

import (
	"cmp"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// parent is a listener that a route attaches to.
type parent struct {
	gateway  string // as istiod calls the listener, "namespace/name"
	hostname string // "" is every one
	banned   []string
	ref      objects.Field
}

// parents are the listeners that a route attaches to, by istiod's name for them
// (extractParentReferenceInfo, referenceAllowed, filteredReferences).
func (m *Mesh) parents(r objects.Route) []parent {
	var out []parent
	own := r.ID().Namespace
	for _, ref := range r.ParentRefs().All() {
		if cmp.Or(ref.Kind().Value(), "Gateway") != "Gateway" || cmp.Or(ref.Group().Value(), objects.GatewayAPI) != objects.GatewayAPI {
			continue
		}
		g, ok := m.world.KubernetesGateway(cmp.Or(ref.Namespace().Value(), own), ref.Name().Value())
		if !ok || !m.ours(g) {
			continue
		}
		section := ref.SectionName().Value()
		port, onPort := ref.Port().Value()
		for _, l := range g.Listeners().All() {
			number, _ := l.Port().Value()
			if onPort && port != number || section != "" && section != l.Name().Value() || !m.admits(l, r) {
				continue
			}
			out = append(out, parent{gateway: g.ID().Namespace + "/" + listenerName(g.ID().Name, l.Name().Value()), hostname: l.Hostname().Value(), banned: others(g, l), ref: ref.Field})
		}
	}
	slices.SortStableFunc(out, func(a, b parent) int { return strings.Compare(a.gateway, b.gateway) })
	return out
}

// others are the hosts of the other listeners of a Gateway on one's port.
func others(g objects.KubernetesGateway, l objects.Listener) []string {
	var out []string
	port, _ := l.Port().Value()
	for _, o := range g.Listeners().All() {
		number, _ := o.Port().Value()
		if number == port && o.Protocol().Value() == l.Protocol().Value() && o.Hostname().Value() != l.Hostname().Value() {
			out = append(out, o.Hostname().Value())
		}
	}
	return out
}

// admits reports whether a listener takes a route: its kind, its namespace, and some
// host of it.
func (m *Mesh) admits(l objects.Listener, r objects.Route) bool {
	if !contains(kinds(l), r.ID().Kind) {
		return false
	}
	if !m.world.Admits(l, r.ID().Namespace) {
		return false
	}
	host := l.Hostname().Value()
	for _, h := range hostnames(r) {
		if host == "" || routing.Overlap(host, h) {
			return true
		}
	}
	return false
}

// hostnames are those of a route; every one where it says none.
func hostnames(r objects.Route) []string {
	var out []string
	if r.ID().Kind != "TCPRoute" {
		for _, h := range r.Hostnames().All() {
			out = append(out, h.Value())
		}
	}
	if len(out) == 0 {
		return []string{routing.EveryHost}
	}
	return out
}

// isolated reports whether another listener is more exactly for a host of a route than
// its own (hostnameAllowedByIsolation).
func (p *parent) isolated(host string) bool {
	if p.hostname != "" && !routing.IsWild(p.hostname) {
		return false
	}
	if p.hostname != "" && !routing.Overlap(host, p.hostname) {
		return true
	}
	for _, other := range p.banned {
		if len(p.hostname) <= len(other) && other != "" && routing.Covers(other, host) {
			return true
		}
	}
	return false
}
