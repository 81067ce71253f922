package consequences

import (
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// takers are the Gateways that take hosts from one of the old side, whose TLS connections came to it.
func (c *change) takers(at, after served.Opening, door *served.Door, was, is served.Owners) (order []manifest.ID, hosts map[manifest.ID]map[string]bool) {
	o := c.Old.Find(at.Gateway)
	if o == nil || o.ID().Group != objects.IstioNetworking {
		return nil, nil
	}
	pods := served.PodsAt(o.Gateway(), at.Port)
	hosts = map[manifest.ID]map[string]bool{}
	for _, host := range door.HostsOf(at.Gateway) {
		taker := is.Of(pods, host)
		if taker == (manifest.ID{}) || taker == after.Gateway || was.Of(pods, host) != at.Gateway {
			continue
		}
		if hosts[taker] == nil {
			order, hosts[taker] = append(order, taker), map[string]bool{}
		}
		hosts[taker][host] = true
	}
	return order, hosts
}
