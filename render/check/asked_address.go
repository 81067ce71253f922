package check

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
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

// balancer is a Service that the user adds, and what it asks MetalLB for.
type balancer struct {
	objects.Service
	field  objects.Field // by which it asks
	shares string
}

// addedBalancers checks the addresses that Services which the user adds ask MetalLB for, of
// which gateways, or other such Services, have taken some.
func (c *checker) addedBalancers(taken map[netip.Addr]*proxy) {
	added := map[netip.Addr][]balancer{}
	for s := range c.world.Services() {
		if !c.added(s.Object()) || s.Type().Value() != "LoadBalancer" || s.Spec().At("loadBalancerClass").Present() {
			continue
		}
		request := s.Metadata().Annotations().AddressRequest()
		c.tellUnreadNotes(s.Metadata().Annotations())
		list, _ := request.Addresses(s.LoadBalancerIP())
		one := balancer{s, s.LoadBalancerIP().Field, request.Sharing().Value()}
		if by, _ := request.IPs(); by.Present() {
			one.field = by.Field
		}
		for _, addr := range list {
			other := taken[addr]
			if other != nil && other.from.Object() == s.Object() {
				continue
			}
			asked := fmt.Sprintf("%s: address %s is also asked for by ", one.field.Path(), addr)
			if other != nil {
				asked += "gateway " + wording.Quote(other.name)
			}
			switch {
			case other != nil && (one.shares == "" || one.shares != other.shares):
				c.fail("ip-taken", one.field, asked, "write: another address", c.related(other.from.Object()))
			case other != nil && one.tcpOf(other.ports) != 0:
				c.fail("ip-taken", one.field, fmt.Sprintf("%s, and so is %d/TCP there", asked, one.tcpOf(other.ports)), "write: another address, or give the Service another port", c.related(other.from.Object()))
			case other != nil || c.besideAdded(one, addr, added[addr]):
			case len(c.pools) > 0 && !c.pools.contain(addr):
				c.warn("address-not-in-pool", one.field, fmt.Sprintf("%s: address %s is in none of the pools, so that MetalLB gives the Service none", one.field.Path(), addr),
					"add it to the addresses of one of metallb.pools, one with autoAssign: false if no other Service is to have it; or write: an address of a pool")
			}
			added[addr] = append(added[addr], one)
		}
	}
}

// tellUnreadNotes warns of annotations by which a Service asks a MetalLB that does not read them.
func (c *checker) tellUnreadNotes(annotations objects.LabelMap) {
	if c.known.OldMetalLB == "" {
		return
	}
	for key, text := range annotations.All() {
		name, newer := strings.CutPrefix(key, objects.MetalLBNotes)
		if older := annotations.Text(objects.MetalLBOldNotes + name).Present(); newer && !older {
			c.warn("version-too-old", text.Field, fmt.Sprintf("%s: MetalLB %s does not read it, and gives the Service what it gives one that asks for nothing", text.Path(), c.known.OldMetalLB),
				"write "+objects.MetalLBOldNotes+name+" in its place, which later ones read too")
		}
	}
}

// besideAdded tells of the first of other Services, which the user adds too, with which one cannot
// have an address: MetalLB shares it between Services of one key that have no port in common, and
// whose packets stay on no node, or go to the same pods (metallb, internal/allocator, checkSharing).
func (c *checker) besideAdded(one balancer, addr netip.Addr, others []balancer) bool {
	for _, other := range others {
		asked := fmt.Sprintf("%s: address %s is also asked for by Service %s", one.field.Path(), addr, wording.Quote(other.title()))
		port := one.common(other)
		switch {
		case one.shares == "" || one.shares != other.shares:
			c.fail("ip-taken", one.field, asked, "write: another address; or, where the two are to share it, "+one.Metadata().Annotations().AddressRequest().SharingAnnotation()+" with one value in the annotations of both", c.related(other.Object()))
		case port != "":
			c.fail("ip-taken", one.field, asked+", and so is "+port+" there", "write: another address, or give one of the two another port", c.related(other.Object()))
		case one.chooses() != other.chooses():
			c.fail("ip-taken", one.field, asked+", and with externalTrafficPolicy: Local MetalLB shares one only where both have that, and the same selector", "write: another address, or externalTrafficPolicy: Cluster in both", c.related(other.Object()))
		default:
			continue
		}
		return true
	}
	return false
}

func (b balancer) title() string { return b.ID().Namespace + "/" + b.ID().Name }

// chooses are the pods of a Service whose packets stay on the node that they came to; "" for others.
func (b balancer) chooses() string {
	if b.Settings().ExternalTrafficPolicy().Value() != "Local" {
		return ""
	}
	return fmt.Sprintf("Local %v", b.Selector().Labels())
}

// portsAndProtocols are the ports of a Service, as MetalLB tells them apart.
func (b balancer) portsAndProtocols() []string {
	var out []string
	for _, p := range b.Ports().All() {
		number, _ := p.Port().Value()
		out = append(out, fmt.Sprintf("%d/%s", number, cmp.Or(p.Protocol().Value(), "TCP")))
	}
	return out
}

// common is the first port that another has too; "" for none.
func (b balancer) common(other balancer) string {
	others := other.portsAndProtocols()
	for _, port := range b.portsAndProtocols() {
		if slices.Contains(others, port) {
			return port
		}
	}
	return ""
}

// tcpOf is the first of its ports for TCP that is among some; 0 for none.
func (b balancer) tcpOf(ports []int64) int64 {
	for _, port := range ports {
		if slices.Contains(b.portsAndProtocols(), fmt.Sprintf("%d/TCP", port)) {
			return port
		}
	}
	return 0
}
