package consequences

import (
	"slices"

	"render/render/served"
)

// remaining are the entrances of the old side that nobody deletes, with the hosts of
// Gateways that nobody deletes either: for whose requests one was, it has not by a server of
// connections alone.
func (c *change) remaining() []*served.Entrance {
	if c.remain == nil {
		c.remain = c.findRemaining()
	}
	return c.remain
}

func (c *change) findRemaining() []*served.Entrance {
	out := []*served.Entrance{}
	for _, e := range c.old.Entrances {
		if c.uninstalled(e) {
			continue
		}
		rest := *e
		rest.Hosts, rest.From = nil, nil
		asked := map[string]bool{}
		for _, o := range e.From {
			for _, host := range served.HostsOfRequests(o.Gateway()) {
				asked[host] = true
			}
		}
		for _, o := range e.From {
			if !slices.Contains(c.staying, o) || c.givesWay(o) {
				continue
			}
			rest.From = append(rest.From, o)
			rest.Hosts = append(rest.Hosts, served.HostsOfRequests(o.Gateway())...)
			for _, host := range served.HostsOfServers(o.Gateway()) {
				if !asked[host] {
					rest.Hosts = append(rest.Hosts, host)
				}
			}
		}
		if e.Maker == served.ControlPlane && slices.Contains(c.staying, e.Object) {
			rest.Hosts = e.Hosts
		}
		if len(rest.Hosts) > 0 {
			out = append(out, &rest)
		}
	}
	return out
}
