package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// checkAnnouncements tells of pools that are announced otherwise: to the local
// network by ARP or NDP, to routers by BGP. Advertisements unite, so that one which
// kubectl leaves still counts.
func checkAnnouncements(c *change) {
	var t announced
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
			t.addAnnounced(p, was.Announced, is, of)
		case p.Announced == served.Announcement{}: // of which checkWanted tells
		case left.Layer2 && !p.Announced.Layer2 || left.BGP && !p.Announced.BGP:
			t.add(announcing{finding: "announced-still", severity: Warning, what: fmt.Sprintf("still announced by %s, since kubectl deletes no advertisement", left),
				help: "delete the old advertisements once routers have the addresses", step: "delete the old advertisements of %s", when: afterwards,
				deed: scripts.DropRest{Kinds: []string{"L2Advertisement", "BGPAdvertisement"}}}, p, of)
		case is.BGP && !was.Announced.BGP:
			t.add(announcing{finding: "announcement-begins", severity: Note, what: "announced by BGP too from now on: routers learn the addresses, and so does whom they tell of these"}, p, of)
		case is.Layer2 && !was.Announced.Layer2:
			t.add(announcing{finding: "announcement-begins", severity: Note, what: "announced on the local network too from now on: who is in it reaches the addresses"}, p, of)
		}
	}
	t.tell(c)
}

// announced are pools of which the same is told.
type announced []*announcing

type announcing struct {
	finding    string // its code
	severity   Severity
	what, help string // what each is from now on
	step       string // of all of them; "" for none
	when       phase
	deed       scripts.Deed // of the step; nil where it is a person's
	lasting    bool
	pools      []string
	of         []*objects.Object
}

func (t *announced) add(one announcing, p *served.Pool, of []*objects.Object) {
	at := slices.IndexFunc(*t, func(known *announcing) bool {
		return known.finding == one.finding && known.what == one.what && known.step == one.step
	})
	if at < 0 {
		at = len(*t)
		*t = append(*t, &one)
	}
	(*t)[at].pools, (*t)[at].of = append((*t)[at].pools, p.Name), append((*t)[at].of, of...)
}

func (t announced) tell(c *change) {
	for _, one := range t {
		title, verb := "pool", "is"
		if len(one.pools) > 1 {
			title, verb = "pools", "are"
		}
		title += " " + quoted(one.pools)
		c.tell(one.finding, one.severity, fmt.Sprintf("%s: %s %s", title, verb, one.what), one.help, one.of...).lasting = one.lasting
		if one.step != "" {
			c.steps.Does(max(one.when, beforehand), fmt.Sprintf(one.step, title), one.deed)
		}
	}
}

func (t *announced) addAnnounced(p *served.Pool, was, is served.Announcement, of []*objects.Object) {
	if !is.Layer2 && !is.BGP {
		t.add(announcing{finding: "announcement-ends", what: fmt.Sprintf("no more announced by %s, nor otherwise: nobody answers for the addresses", was)}, p, of)
		return
	}
	if is.BGP && was.BGP || is.Layer2 && was.Layer2 {
		t.add(announcing{finding: "announcement-ends", severity: Warning, what: fmt.Sprintf("announced by %s alone, and no more by %s", is, was.Without(is))}, p, of)
		return
	}
	what := fmt.Sprintf("announced by %s in place of %s", is, was)
	if is.BGP {
		what += ": ARP ends at once, routers take seconds, and one that is not prepared never has the addresses"
	} else {
		what += ": routers forget the addresses at once, and only the nodes' own network finds them"
	}
	if p.Configured() { // which is announced in one way alone
		t.add(announcing{finding: "announcement-moves", what: what, help: "do it at a quiet time; an address of the nodes' own network is not reached by BGP from there", lasting: true}, p, of)
		return
	}
	t.add(announcing{finding: "announcement-moves", what: what, help: "announce by both meanwhile, advertise: [layer2, bgp], and by the new way alone once it reaches the addresses; an address of the nodes' own network is not reached by BGP from there",
		step: "announce %s by both, advertise: [layer2, bgp], and wait until the new way reaches the addresses"}, p, of)
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
	return append(slices.Concat(c.new.Advertisements(p), c.old.Advertisements(p)), p.Object)
}
