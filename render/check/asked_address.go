package check

import (
	"fmt"
	"net/netip"

	"render/render/wording"
)

// checkAskedAddresses checks that each address that a gateway asks for is in a pool,
// and asked for once. One gateway may be in two IstioOperators, of two revisions.
func checkAskedAddresses(c *checker) {
	c.pools.sort()
	taken := map[netip.Addr]*proxy{}
	for _, p := range c.proxies.list {
		for _, addr := range p.addresses {
			if len(c.pools) > 0 && !c.pools.contain(addr) {
				c.fail("address-not-in-pool", p.from, fmt.Sprintf("%s: address %s is in none of the pools", p.from.Path(), addr), "add it to the addresses of a pool, or write: another address")
			}
			other := taken[addr]
			switch {
			case other == nil:
				taken[addr] = p
			case other.same(p) && other.from.Object() != p.from.Object():
			case other.shares != "" && other.shares == p.shares:
			default:
				c.fail("ip-taken", p.from, fmt.Sprintf("%s: address %s is also asked for by gateway %s", p.from.Path(), addr, wording.Quote(other.name)), "write: another address",
					c.related(other.from.Object()))
			}
		}
	}
}
