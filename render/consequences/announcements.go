package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/wording"
)

// checkAnnouncements tells of pools that are announced otherwise: to the local
// network by ARP or NDP, to routers by BGP. Advertisements unite, so that one which
// kubectl leaves still counts.
func checkAnnouncements(c *change) {
	for _, p := range c.new.pools {
		was := c.announcedBefore(p)
		if was == nil {
			continue
		}
		left := c.leftAnnouncement(p)
		is := p.announced.and(left)
		of := c.advertisementsOf(p)
		switch {
		case was.announced.layer2 && !is.layer2 || was.announced.bgp && !is.bgp:
			c.tellAnnounced(p, was.announced, is, of)
		case p.announced == announcement{}: // of which checkWanted tells
		case left.layer2 && !p.announced.layer2 || left.bgp && !p.announced.bgp:
			c.tell("announced-still", Warning, fmt.Sprintf("pool %s: is still announced by %s, since kubectl deletes no advertisement", wording.Quote(p.name), left),
				"delete the old advertisements once routers have the addresses", of...)
			c.steps.need(afterwards, "delete the old advertisements of pool "+wording.Quote(p.name))
		}
	}
}

func (c *change) tellAnnounced(p *pool, was, is announcement, of []*objects.Object) {
	name := wording.Quote(p.name)
	if !is.layer2 && !is.bgp {
		c.tell("announcement-ends", Danger, fmt.Sprintf("pool %s: is no more announced by %s, nor otherwise: nobody answers for its addresses", name, was), "", of...)
		return
	}
	if is.bgp && was.bgp || is.layer2 && was.layer2 {
		c.tell("announcement-ends", Warning, fmt.Sprintf("pool %s: is announced by %s alone, and no more by %s", name, is, was.without(is)), "", of...)
		return
	}
	what := fmt.Sprintf("pool %s: is announced by %s in place of %s", name, is, was)
	if is.bgp {
		what += ": ARP ends at once, routers take seconds, and one that is not prepared never has the addresses"
	} else {
		what += ": routers forget the addresses at once, and only the nodes' own network finds them"
	}
	c.tell("announcement-moves", Danger, what, "announce by both first; an address of the nodes' own network is not reached by BGP from there", of...)
	c.steps.need(beforehand, fmt.Sprintf("announce pool %s by layer 2 and BGP", name))
}

// announcedBefore is the pool of the old side that a pool was: of its name, or with
// addresses of its. Nil where there was none that was announced.
func (c *change) announcedBefore(p *pool) *pool {
	for _, old := range c.old.pools {
		_, common := p.overlap(old)
		if (old.name == p.name || common) && (old.announced.layer2 || old.announced.bgp) {
			return old
		}
	}
	return nil
}

// leftAnnouncement is how a pool is announced by advertisements that stay, though the
// new side has them no more.
func (c *change) leftAnnouncement(p *pool) (out announcement) {
	for _, o := range c.gone {
		if o.ID().Group != objects.MetalLB || c.deletes(o) || !announces(o.Advertisement(), p) {
			continue
		}
		out.layer2 = out.layer2 || o.ID().Kind == "L2Advertisement"
		out.bgp = out.bgp || o.ID().Kind == "BGPAdvertisement"
	}
	return out
}

// advertisementsOf are the advertisements of a pool on either side, and the pool.
func (c *change) advertisementsOf(p *pool) []*objects.Object {
	var out []*objects.Object
	for _, s := range [...]*side{c.new, c.old} {
		for _, kind := range [...]string{"L2Advertisement", "BGPAdvertisement"} {
			for _, o := range s.world.OfKind(objects.MetalLB, kind) {
				if announces(o.Advertisement(), p) {
					out = append(out, o)
				}
			}
		}
	}
	return append(out, p.object)
}

func (a announcement) without(b announcement) announcement {
	return announcement{a.layer2 && !b.layer2, a.bgp && !b.bgp}
}

func (a announcement) String() string {
	switch {
	case a.layer2 && a.bgp:
		return "layer 2 and BGP"
	case a.layer2:
		return "layer 2"
	case a.bgp:
		return "BGP"
	}
	return "nothing"
}
