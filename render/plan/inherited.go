package plan

import (
	"iter"
	"maps"
	"slices"

	"render/render/routing"
)

// deriveInherited gives hosts without routes those of the next wildcard above them that
// has any and is of their door, where a host of another door is between: by itself it
// would answer them, as the more specific one.
func (t *Tier) deriveInherited(own map[string]bool) {
	if t.doorOf == nil || own[listedWord] {
		return
	}
	t.inherited = heirs(t, t.web, maps.Keys(own), t.DoorOf)
	if len(t.inherited) == 0 {
		return
	}
	below := map[string][]string{}
	for _, h := range t.web {
		if from, ok := t.inherited[h]; ok {
			below[from] = append(below[from], h)
		}
	}
	for _, r := range t.Routes {
		if !r.Named {
			continue
		}
		for _, h := range r.HostNames {
			r.HostNames = slices.Concat(r.HostNames, below[h])
		}
	}
	for h := range t.inherited {
		own[h] = true
	}
}

// heirs are hosts without routes, each with the wildcard that it inherits from: the next
// one above it of those with routes that is of one group with it, where a host of another
// group is between.
func heirs[Group comparable](t *Tier, hosts []string, routed iter.Seq[string], of func(host string) Group) map[string]string {
	lists, own := map[Group][]string{}, map[string]bool{}
	for h := range routed {
		g := of(h)
		lists[g], own[h] = append(lists[g], h), true
	}
	sets := make(map[Group]*routing.Set, len(lists))
	for g, list := range lists {
		sets[g] = routing.NewSet(list)
	}
	out := map[string]string{}
	for _, h := range hosts {
		g := of(h)
		if own[h] || sets[g] == nil {
			continue
		}
		if from, ok := sets[g].Above(h); ok && t.between(h, from, func(at string) bool { return of(at) != g }) {
			out[h] = from
		}
	}
	return out
}

// between reports whether a host that is another's is below a wildcard and above a host.
func (t *Tier) between(host, wildcard string, others func(at string) bool) bool {
	for at, ok := t.Known.Above(host); ok && at != wildcard && routing.Covers(wildcard, at); at, ok = t.Known.Above(at) {
		if others(at) {
			return true
		}
	}
	return false
}

// standsFor is the host whose routes a host has: its own, or that it inherits from.
func (t *Tier) standsFor(host string) string {
	if from, ok := t.inherited[host]; ok {
		return from
	}
	return host
}
