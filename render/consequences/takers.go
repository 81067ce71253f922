package consequences

import (
	"cmp"
	"maps"
	"slices"

	"render/render/ends"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// takers are the Gateways that take hosts from one of the old side, whose TLS connections came to it: hosts
// that had routes there, and those for which the taker has its own.
func (c *change) takers(f *ends.Doors, was, is served.Owners, now *served.Doors) (order []manifest.ID, hosts map[manifest.ID]map[string]bool) {
	o := c.Old.Find(f.At.Gateway)
	if o == nil || o.ID().Group != objects.IstioNetworking {
		return nil, nil
	}
	pods := served.PodsAt(o.Gateway(), f.At.Port)
	list := f.Was.HostsOf(f.At.Gateway)
	for _, taker := range slices.Compact(slices.SortedFunc(maps.Values(is[pods]), compareIDs)) {
		if door := now.By[served.Opening{Gateway: taker, Port: f.At.Port}]; door != nil {
			list = append(list, door.HostsOf(taker)...)
		}
	}
	hosts = map[manifest.ID]map[string]bool{}
	for _, host := range list {
		taker := is.Of(pods, host)
		if taker == (manifest.ID{}) || taker == f.After.Gateway || was.Of(pods, host) != f.At.Gateway {
			continue
		}
		if hosts[taker] == nil {
			order, hosts[taker] = append(order, taker), map[string]bool{}
		}
		hosts[taker][host] = true
	}
	return order, hosts
}

func compareIDs(a, b manifest.ID) int {
	return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
}
