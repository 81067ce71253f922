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
	c.addedBalancers(taken)
}

// addedBalancers checks the addresses that Services which the user adds ask MetalLB for, of
// which gateways have taken some.
func (c *checker) addedBalancers(taken map[netip.Addr]*proxy) {
	for s := range c.world.Services() {
		if !c.added(s.Object()) || s.Type().Value() != "LoadBalancer" || s.Spec().At("loadBalancerClass").Present() {
			continue
		}
		request := s.Metadata().Annotations().AddressRequest()
		list, _ := request.Addresses(s.LoadBalancerIP())
		field, shares := s.LoadBalancerIP().Field, request.Sharing().Value()
		if by, _ := request.IPs(); by.Present() {
			field = by.Field
		}
		for _, addr := range list {
			other := taken[addr]
			switch {
			case other != nil && other.from.Object() == s.Object():
			case other != nil && (shares == "" || shares != other.shares):
				c.fail("ip-taken", field, fmt.Sprintf("%s: address %s is also asked for by gateway %s", field.Path(), addr, wording.Quote(other.name)), "write: another address",
					c.related(other.from.Object()))
			case len(c.pools) > 0 && !c.pools.contain(addr):
				c.warn("address-not-in-pool", field, fmt.Sprintf("%s: address %s is in none of the pools, so that MetalLB gives the Service none", field.Path(), addr),
					"add it to the addresses of one of metallb.pools, one with autoAssign: false if no other Service is to have it; or write: an address of a pool")
			}
		}
	}
}
