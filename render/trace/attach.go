package trace

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
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
	for _, ref := range r.ParentRefs().All() {
		owner, list := m.named(r, ref)
		section := ref.SectionName().Value()
		port, onPort := ref.Port().Value()
		for i := range list {
			l := &list[i]
			if !l.parent || l.owner.ID() != owner || onPort && port != 0 && port != l.port || section != "" && section != l.Name().Value() || !m.admits(l.Listener, r) {
				continue
			}
			out = append(out, parent{gateway: l.key(), hostname: l.Hostname().Value(), banned: l.others(list), ref: ref.Field})
		}
	}
	slices.SortStableFunc(out, func(a, b parent) int { return strings.Compare(a.gateway, b.gateway) })
	return out
}

// named is the Gateway or the ListenerSet that a route names, with all listeners of that
// Gateway.
func (m *Mesh) named(r objects.Route, ref objects.ObjectRef) (manifest.ID, []attached) {
	id := manifest.ID{Group: objects.GatewayAPI, Kind: cmp.Or(ref.Kind().Value(), "Gateway"), Namespace: cmp.Or(ref.Namespace().Value(), r.ID().Namespace), Name: ref.Name().Value()}
	if cmp.Or(ref.Group().Value(), objects.GatewayAPI) != objects.GatewayAPI {
		return id, nil
	}
	of := id
	if id.Kind == "ListenerSet" {
		s, ok := m.world.ListenerSet(id.Namespace, id.Name)
		if !ok {
			return id, nil
		}
		of = m.parentOf(s)
	}
	if of.Kind != "Gateway" {
		return id, nil
	}
	g, ok := m.world.KubernetesGateway(of.Namespace, of.Name)
	if !ok || !m.ours(g) {
		return id, nil
	}
	return id, m.listenersOf(g)
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
