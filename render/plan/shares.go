package plan

import (
	"fmt"

	"render/render/routing"
)

// shares divides hosts that the tier answers over VirtualServices. With the Gateway
// API there is one Gateway, and a route may name a host and a wildcard above it.
func (t *Tier) shares(hosts []string) []share {
	var out []share
	for _, whole := range t.byGateway(hosts) {
		levels := [][]string{whole.hosts}
		if !t.oneGateway {
			levels = routing.Levels(whole.hosts)
		}
		for level, hosts := range levels {
			one := whole
			one.hosts, one.on = hosts, t.these(hosts)
			switch {
			case level == 1:
				one.suffix += ".below"
			case level > 1:
				one.suffix += fmt.Sprintf(".below-%d", level)
			}
			out = append(out, one)
		}
	}
	return out
}

// byGateway divides hosts over the tier's Gateway objects, of which there is one a
// server, and more only where its hosts are too many for one; and over the doors of each
// server. A host is where the one is that stands for it.
func (t *Tier) byGateway(hosts []string) []share {
	if len(t.Hosts) == 1 && t.doorOf == nil {
		return []share{{hosts: hosts, gateway: t.Hosts[0].Gateway}}
	}
	if t.groupOf == nil {
		t.groupOf = map[string]int{}
		for i, group := range t.Hosts {
			for _, h := range group.Hosts {
				t.groupOf[h] = i
			}
		}
	}
	in := make([]map[*Door][]string, len(t.Hosts))
	for _, h := range hosts {
		if group, ok := t.groupFor(h); ok {
			if in[group] == nil {
				in[group] = map[*Door][]string{}
			}
			d := t.DoorOf(h)
			in[group][d] = append(in[group][d], h)
		}
	}
	var out []share
	for at := range in {
		group := &t.Hosts[at]
		for j := range group.of.Doors {
			d := &group.of.Doors[j]
			if len(in[at][d]) == 0 {
				continue
			}
			one := share{hosts: in[at][d], gateway: group.Gateway, server: group.server}
			if d.slug != "" {
				one.server = "-" + d.slug
			}
			if group.number > 1 {
				one.suffix = fmt.Sprintf(".gateway-%d", group.number)
			}
			out = append(out, one)
		}
	}
	return out
}

// groupFor is which of the tier's Gateways carries a host.
func (t *Tier) groupFor(host string) (group int, ok bool) {
	listed, ok := t.Known.MostSpecific(host)
	for ok {
		if group, carried := t.groupOf[listed]; carried {
			return group, true
		}
		listed, ok = t.Known.Above(listed)
	}
	return 0, false
}

// these are hosts of the tier as routes are compared on them.
func (t *Tier) these(hosts []string) routing.Hosts {
	if len(hosts) > 0 && len(hosts) == t.answered {
		return routing.Hosts{}
	}
	return routing.Only(hosts)
}
