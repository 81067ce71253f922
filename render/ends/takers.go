package ends

import (
	"cmp"
	"maps"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// Takers finds the Gateways that take hosts from others of the same pods, whose TLS connections came to these.
type Takers struct {
	was, is served.Owners
	now     *served.Doors
	// by pods: hosts for which a taker has routes of its own, by who had their connections. Each Gateway of
	// thousands asks for its own.
	taken map[string]map[manifest.ID][]string
}

// TakersOf finds those that a world has and another had not, at doors of it.
func TakersOf(was, is *objects.World, now *served.Doors) *Takers {
	return &Takers{served.OwnersOf(was), served.OwnersOf(is), now, map[string]map[manifest.ID][]string{}}
}

// Of are the takers of hosts of one Gateway of the old side: hosts that had routes there, and those for which
// the taker has its own.
func (t *Takers) Of(f *Doors, o *objects.Object) (order []manifest.ID, hosts map[manifest.ID]map[string]bool) {
	if o == nil || o.ID().Group != objects.IstioNetworking {
		return nil, nil
	}
	pods := served.PodsAt(o.Gateway(), f.At.Port)
	if t.taken[pods] == nil {
		t.taken[pods] = t.takenAt(pods, f.At.Port)
	}
	hosts = map[manifest.ID]map[string]bool{}
	for _, host := range slices.Concat(f.Was.HostsOf(f.At.Gateway), t.taken[pods][f.At.Gateway]) {
		taker := t.is.Of(pods, host)
		if taker == (manifest.ID{}) || taker == f.After.Gateway || t.was.Of(pods, host) != f.At.Gateway {
			continue
		}
		if hosts[taker] == nil {
			order, hosts[taker] = append(order, taker), map[string]bool{}
		}
		hosts[taker][host] = true
	}
	return order, hosts
}

func (t *Takers) takenAt(pods string, port int64) map[manifest.ID][]string {
	out := map[manifest.ID][]string{}
	for _, taker := range slices.Compact(slices.SortedFunc(maps.Values(t.is[pods]), compareIDs)) {
		door := t.now.By[served.Opening{Gateway: taker, Port: port}]
		if door == nil {
			continue
		}
		for _, host := range door.HostsOf(taker) {
			from := t.was.Of(pods, host)
			out[from] = append(out[from], host)
		}
	}
	return out
}

func compareIDs(a, b manifest.ID) int {
	return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
}
