package consequences

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/dns"
	"render/render/routing"
	"render/render/wording"
)

// heir is a Service that has an address from now on which another had.
type heir struct {
	address netip.Addr
	of      *fate
}

// heirs are those of the addresses that a Service lets go. One that comes as another goes is
// the same under another name, as that of a tier that is renamed.
func (c *change) heirs(f *fate) []heir {
	var out []heir
	for _, a := range dns.AddressesBut(f.had, f.gets) {
		for i := range c.fates {
			if next := &c.fates[i]; next != f && slices.Contains(next.gets, a) && !slices.Contains(next.had, a) && (f.new != nil || next.old != nil) {
				out = append(out, heir{a, next})
			}
		}
	}
	return out
}

// checkHeirs tells of addresses that are another gateway's from now on: who comes by them still
// reaches that one.
func checkHeirs(c *change) {
	for i := range c.fates {
		f := &c.fates[i]
		if f.old == nil || len(f.old.Hosts) == 0 {
			continue
		}
		for _, next := range c.heirs(f) {
			now := next.of.new
			var both []string
			for _, host := range f.old.Hosts {
				if slices.ContainsFunc(now.Hosts, func(own string) bool { return routing.Covers(own, host) }) {
					both = append(both, host)
				}
			}
			then := ", where requests for the hosts of " + f.old.Title() + " get 404"
			if len(both) > 0 {
				then = ", which answers " + quoted(routing.Widest(both)) + " by its own routes"
			}
			c.tell("address-changes-hands", Danger, fmt.Sprintf("%s leads to %s in place of %s: who still comes by it, by an old answer of DNS or through what routers and firewalls let in, reaches %s%s",
				wording.Quote(next.address.String()), now.Title(), f.old.Title(), now.Title(), then),
				"open each address, in routers and firewalls, to those alone who may reach the gateway that gets it; and wait until old answers of DNS have run out before it is taken up again", append(next.of.objects(), f.objects()...)...)
		}
	}
}
