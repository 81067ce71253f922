package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkAnnouncements tells of pools that are announced otherwise: to the local
// network by ARP or NDP, to routers by BGP. Advertisements unite, so that one which
// kubectl leaves still counts.
func checkAnnouncements(c *change) {
	for _, p := range c.new.Pools {
		was := c.announcedBefore(p)
		if was == nil {
			continue
		}
		left := c.leftAnnouncement(p)
		is := p.Announced.And(left)
		of := c.advertisementsOf(p)
		switch {
		case was.Announced.Layer2 && !is.Layer2 || was.Announced.BGP && !is.BGP:
			c.tellAnnounced(p, was.Announced, is, of)
		case p.Announced == served.Announcement{}: // of which checkWanted tells
		case left.Layer2 && !p.Announced.Layer2 || left.BGP && !p.Announced.BGP:
			c.tell("announced-still", Warning, fmt.Sprintf("pool %s: is still announced by %s, since kubectl deletes no advertisement", wording.Quote(p.Name), left),
				"delete the old advertisements once routers have the addresses", of...)
			c.steps.need(afterwards, "delete the old advertisements of pool "+wording.Quote(p.Name))
		}
	}
}

func (c *change) tellAnnounced(p *served.Pool, was, is served.Announcement, of []*objects.Object) {
	name := wording.Quote(p.Name)
	if !is.Layer2 && !is.BGP {
		c.tell("announcement-ends", Danger, fmt.Sprintf("pool %s: is no more announced by %s, nor otherwise: nobody answers for its addresses", name, was), "", of...)
		return
	}
	if is.BGP && was.BGP || is.Layer2 && was.Layer2 {
		c.tell("announcement-ends", Warning, fmt.Sprintf("pool %s: is announced by %s alone, and no more by %s", name, is, was.Without(is)), "", of...)
		return
	}
	what := fmt.Sprintf("pool %s: is announced by %s in place of %s", name, is, was)
	if is.BGP {
		what += ": ARP ends at once, routers take seconds, and one that is not prepared never has the addresses"
	} else {
		what += ": routers forget the addresses at once, and only the nodes' own network finds them"
	}
	if p.Configured() { // which is announced in one way alone
		c.tell("announcement-moves", Danger, what, "do it at a quiet time; an address of the nodes' own network is not reached by BGP from there", of...).lasting = true
		return
	}
	c.tell("announcement-moves", Danger, what, "announce by both meanwhile, advertise: [layer2, bgp], and by the new way alone once it reaches the addresses; an address of the nodes' own network is not reached by BGP from there", of...)
	c.steps.need(beforehand, fmt.Sprintf("announce pool %s by both, advertise: [layer2, bgp], and wait until the new way reaches it", name))
}

// announcedBefore is the pool of the old side that a pool was: of its name, or with
// addresses of its. Nil where there was none that was announced.
func (c *change) announcedBefore(p *served.Pool) *served.Pool {
	for _, old := range c.old.Pools {
		_, common := p.Overlap(old)
		if (old.Name == p.Name || common) && (old.Announced.Layer2 || old.Announced.BGP) {
			return old
		}
	}
	return nil
}

// leftAnnouncement is how a pool is announced by advertisements that stay, though the
// new side has them no more.
func (c *change) leftAnnouncement(p *served.Pool) (out served.Announcement) {
	for _, o := range c.gone {
		if o.ID().Group != objects.MetalLB || c.deletes(o) || !served.Announces(o.Advertisement(), p) {
			continue
		}
		out.Layer2 = out.Layer2 || o.ID().Kind == "L2Advertisement"
		out.BGP = out.BGP || o.ID().Kind == "BGPAdvertisement"
	}
	return out
}

// advertisementsOf are the advertisements of a pool on either side, and the pool.
func (c *change) advertisementsOf(p *served.Pool) []*objects.Object {
	return append(slices.Concat(c.new.advertisements(p), c.old.advertisements(p)), p.Object)
}

// advertisements are those of a pool on a side.
func (s *side) advertisements(p *served.Pool) []*objects.Object {
	var out []*objects.Object
	for _, kind := range [...]string{"L2Advertisement", "BGPAdvertisement"} {
		for _, o := range s.World.OfKind(objects.MetalLB, kind) {
			if served.Announces(o.Advertisement(), p) {
				out = append(out, o)
			}
		}
	}
	return out
}
