package fleet

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/wording"
)

// networks finds what members say of one network that cannot all be so.
func (c *checker) networks() {
	first := map[netip.Prefix]owner{}
	routers := map[netip.Prefix]routed{}
	nodes := map[netip.Addr]owner{}
	for i := range c.members {
		for _, n := range c.members[i].Networks {
			of := owner{i, n.Spot}
			if _, there := first[n.Prefix]; !there {
				first[n.Prefix] = of
			}
			c.router(routers, i, n)
			for _, node := range n.Nodes {
				c.node(nodes, owner{i, node.Spot}, node)
			}
		}
	}
	for i := range c.members {
		for _, n := range c.members[i].Networks {
			c.within(first, i, n)
		}
	}
}

// routed is the router of a network, and who says so.
type routed struct {
	owner
	ip netip.Addr
}

func (c *checker) router(routers map[netip.Prefix]routed, member int, n Network) {
	if !n.Router.IsValid() {
		return
	}
	of := owner{member, n.RouterSpot}
	switch other, there := routers[n.Prefix]; {
	case !there:
		routers[n.Prefix] = routed{of, n.Router}
	case other.member != member && other.ip != n.Router:
		c.tell("fleet-network", of, other.owner, fmt.Sprintf("%s is the router of %s, and %s in %s", wording.Quote(n.Router.String()), n.Prefix, wording.Quote(other.ip.String()), c.called(other.member)), c.networkHelp())
	}
}

func (c *checker) node(nodes map[netip.Addr]owner, of owner, node Range) {
	switch other, there := nodes[node.First]; {
	case !there:
		nodes[node.First] = of
	case other.member != of.member && !c.one:
		c.tell("fleet-network", of, other, fmt.Sprintf("%s is also a node of %s", wording.Quote(node.First.String()), c.called(other.member)), "write in both what is so, or, where these are two networks, --allow-shared, or, where the two are of one cluster, render check --one-cluster")
	}
}

// within finds a network that another member has as a part of a wider one.
func (c *checker) within(first map[netip.Prefix]owner, member int, n Network) {
	for bits := n.Prefix.Bits() - 1; bits >= 0; bits-- {
		wider := netip.PrefixFrom(n.Prefix.Addr(), bits).Masked()
		if other, there := first[wider]; there && other.member != member {
			c.tell("fleet-network", owner{member, n.Spot}, other, fmt.Sprintf("%s is a part of %s, which is one network in %s", wording.Quote(n.Prefix.String()), wider, c.called(other.member)), c.networkHelp())
			return
		}
	}
}

// taken finds addresses that by another member's networks are not free: a DHCP server gives
// them to others, or a router or a node of that cluster has them. What is reserved there may
// well be so for this very cluster.
func (c *checker) taken() {
	var uses []use
	for i := range c.members {
		for _, n := range c.members[i].Networks {
			for _, r := range n.DHCP {
				uses = append(uses, use{held{r, i}, "what a DHCP server gives to others"})
			}
			for _, r := range n.Nodes {
				uses = append(uses, use{held{r, i}, "a node's"})
			}
			if n.Router.IsValid() {
				uses = append(uses, use{held{Range{First: n.Router, Last: n.Router, Spot: n.RouterSpot}, i}, "the router's"})
			}
		}
	}
	slices.SortStableFunc(uses, func(a, b use) int { return a.First.Compare(b.First) })
	before := make([]farthest, len(uses)+1) // of the uses up to each
	what := map[owner]string{}
	for i, u := range uses {
		before[i+1] = before[i]
		before[i+1].add(u.held)
		what[owner{u.member, u.Spot}] = u.what
	}
	for i := range c.members {
		for _, a := range c.members[i].Addresses {
			if a.Pool {
				continue
			}
			at, _ := slices.BinarySearchFunc(uses, a.Last, func(u use, last netip.Addr) int {
				if u.First.Compare(last) <= 0 {
					return -1
				}
				return 1
			})
			if other, in := before[at].beside(held{a, i}); in {
				has := owner{other.member, other.Spot}
				c.tell("fleet-network", owner{i, a.Spot}, has, fmt.Sprintf("%s is %s, as %s says", wording.Quote(a.First.String()), what[has], c.called(other.member)), c.addressHelp())
			}
		}
	}
}

// use is what something on the LAN has.
type use struct {
	held
	what string
}
