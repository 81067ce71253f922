package consequences

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkOlder tells of VirtualServices that fell out, stay, and answer requests that
// the new side has for others, or may: of several for a host the oldest goes first, by
// whichever Gateway of the same pods they come in, and of those that were there nobody
// here knows which that is.
func checkOlder(c *change) {
	c.checkOlderConnections()
	there := c.staying
	if c.prunes() {
		there = c.enduring()
	}
	alone, with, younger := c.new.Doors(nil, c.compareAges), c.new.Doors(there, c.staysFirst(1)), c.new.Doors(there, c.staysFirst(-1))
	for at, one := range alone.Each() {
		all := with.By[at]
		for _, host := range slices.Sorted(maps.Keys(all.Routes)) {
			for i := range all.Routes[host] {
				a := &all.Routes[host][i].Ask
				ought, is := one.Becomes(host, a), all.Becomes(host, a)
				if !ought.Answers() || ought.Same(is) || is.From == ought.From || c.tookBefore(at, host, a, ought, is) {
					continue
				}
				if ought.Sent != "" && ought.Sent != is.Sent { // once the old one is deleted
					c.sent[ought.Sent] = append(c.sent[ought.Sent], ought.From)
				}
				c.addOlder(is.From, ought.From, host, wording.Quote(host), younger.By[at].Becomes(host, a).From != is.From)
			}
		}
	}
}

// staysFirst orders objects as compareAges, but of those that were there what fell out goes first, or last for -1.
func (c *change) staysFirst(sign int) func(a, b *objects.Object) int {
	return func(a, b *objects.Object) int {
		switch one, other := c.left(a), c.left(b); {
		case one == other || c.comes(a) || c.comes(b):
			return c.compareAges(a, b)
		case one:
			return -sign
		}
		return sign
	}
}

// tookBefore reports whether requests became of old what a route that stays makes of them, or what another does
// that took them too: it goes on. Of two redirects to https either took them.
func (c *change) tookBefore(at served.Opening, host string, a *served.Ask, ought, is served.Outcome) bool {
	d, was := c.old.OwnDoors().By[at], c.formerly(ought.From)
	if d == nil || was == nil {
		return false
	}
	if before := d.Becomes(host, a); before.From != is.From && before.From != was && !(is.LeadsToHTTPS() && before.Same(is)) {
		return false
	}
	return d.Takes(host, a, func(r *served.Route) bool { return r.From == was && r.Outcome.Same(ought) })
}

func (c *change) addOlder(stays, is *objects.Object, host, what string, perhaps bool) {
	c.won[stays] = append(c.won[stays], host)
	c.winning = append(c.winning, winning{stays, is, what, perhaps})
}

// tellOlder tells of all of them. One without which other requests get 404 is not deleted before
// nobody asks for these: until then all is as it was.
func (c *change) tellOlder() {
	for _, w := range c.winning {
		ready, once := c.onceMade()
		when, phase, deed := ready+", ", byHand, run(once, deletion(w.stays))
		if still := c.stillAnswering()[w.stays]; still != nil && len(still.alone) > 0 {
			when, phase = c.onceUnasked(w.stays, still.alone), afterwards
			deed = unasked(when, w.stays)
		}
		renamed := c.isRenamedBelow(c.won[w.stays])
		if renamed {
			when, phase = "once nobody comes by "+w.what+" any more, ", afterwards
			deed = unasked(when, w.stays)
		}
		older, newer := titledApart(w.stays, w.is)
		severity, text := Danger, "stays and is older, so that it answers for %s in place of %s"
		if w.perhaps {
			c.perhaps[w.stays] = true
			severity, text = Warning, "nobody deletes it, and where it is the older one it answers for %s in place of %s"
		}
		if renamed {
			severity, text = Warning, "nobody deletes it, and it goes on answering for %s as before, in place of %s: what it leads to has another name now"
		}
		told := c.tell("old-route-wins", severity, older+": "+fmt.Sprintf(text, w.what, newer), when+"run: "+deletion(w.stays), w.stays, w.is)
		told.done = !c.stopsPods(w.stays) // until the step that deletes it all is as it was
		c.dismiss(phase, when+deletion(w.stays), deed, w.stays)
	}
}

// stopsPods reports whether a step stops pods to which a route of the old side leads.
func (c *change) stopsPods(route *objects.Object) bool {
	return slices.ContainsFunc(served.PartsIn(route), func(p served.Part) bool { return c.hands(c.old.PodsOfPart(p)) })
}

// unasked is that a route is deleted when a person sees that nobody asks for it.
func unasked(when string, o *objects.Object) scripts.Deed {
	return scripts.Commands{Once: scripts.OnceSeen, Seen: strings.TrimSuffix(when, ", "), Run: []string{deletion(o)}}
}

// onceUnasked is when a route may go without which requests for some hosts get 404.
func (c *change) onceUnasked(o *objects.Object, alone []string) string {
	if len(c.won[o]) > 0 {
		ready, _ := c.onceMade()
		return ready + ", and nobody asks for what gets 404 without it any more, "
	}
	return "once none of its requests for " + quoted(alone) + " come any more, "
}

// onceMade is when a route may go of which another one of the change takes the requests: to pods that have to be
// ready, where any are made anew.
func (c *change) onceMade() (string, scripts.Once) {
	if c.makesPods == nil {
		made := false
		for w := range c.new.World.Workloads() {
			made = made || c.changes[w.Object()] != nil
		}
		c.makesPods = &made
	}
	if *c.makesPods {
		return "once the new pods are ready", scripts.OnceReady
	}
	return "once the new routes are there", scripts.OnceRouted
}
