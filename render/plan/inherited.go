package plan

import (
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
	hosts := map[*Door][]string{}
	for h := range own {
		d := t.DoorOf(h)
		hosts[d] = append(hosts[d], h)
	}
	routed := map[*Door]*routing.Set{}
	for d := range hosts {
		routed[d] = routing.NewSet(hosts[d])
	}
	t.inherited = map[string]string{}
	heirs := map[string][]string{}
	for _, h := range t.web {
		d := t.DoorOf(h)
		if own[h] || routed[d] == nil {
			continue
		}
		if from, ok := routed[d].Above(h); ok && t.between(h, from, func(at string) bool { return t.DoorOf(at) != d }) {
			t.inherited[h], heirs[from] = from, append(heirs[from], h)
		}
	}
	if len(heirs) == 0 {
		return
	}
	for _, r := range t.Routes {
		if !r.Named {
			continue
		}
		for _, h := range r.HostNames {
			r.HostNames = slices.Concat(r.HostNames, heirs[h])
		}
	}
	for h := range t.inherited {
		own[h] = true
	}
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
