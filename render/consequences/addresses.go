package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkAddresses tells of Services whose addresses move, are dropped, or do not
// come (metallb, controller: convergeBalancer, SetBalancer, SetPools).
func checkAddresses(c *change) {
	for i := range c.fates {
		f := &c.fates[i]
		switch {
		case f.new == nil && f.why == "":
			continue // checkLeftovers tells of what is left or pruned
		case f.why != "":
			c.tellNone(f)
		case c.awaits(f):
			c.tellWaits(f)
		case f.holder != nil && !c.letsGo(f.holder):
			c.tellSwapped(f)
		case len(f.had) > 0 && !slices.Equal(f.had, f.gets):
			c.tellMoves(f)
		}
		if f.new != nil && len(f.had) > 0 && len(f.gets) > 0 && !slices.Equal(f.had, f.gets) {
			c.tellDropped(f)
		}
	}
}

// moving is the fate of an entrance of the old side that is still there on the new
// one; nil where it is not.
func (c *change) moving(e *served.Entrance) *fate {
	for i := range c.fates {
		if f := &c.fates[i]; f.old == e && f.new != nil {
			return f
		}
	}
	return nil
}

// awaits reports whether a Service waits until another is deleted.
func (c *change) awaits(f *fate) bool { return f.holder != nil && c.moving(f.holder) == nil }

// letsGo reports whether a Service that is still there on the new side loses its
// address, and gets its new one later or never. Then MetalLB looks at all others at
// once; where one moves it does not.
func (c *change) letsGo(e *served.Entrance) bool {
	f := c.moving(e)
	return f.why != "" || c.awaits(f)
}

func (c *change) tellNone(f *fate) {
	e := f.is()
	what := "gets no address"
	switch {
	case len(f.had) > 0 && f.new != nil && slices.Equal(f.had, f.new.Addresses):
		what = "loses its address " + listed(f.had)
	case len(f.had) > 0:
		what = "loses its address " + listed(f.had) + " and gets none"
	case f.new == nil || f.before != "" && f.old.Asks(f.new):
		return // it had none for that before
	}
	c.tell("service-ip-none", Danger, fmt.Sprintf("%s: %s, since %s", e.Title(), what, f.why), "nobody outside reaches it by an address any more", append(f.objects(), c.poolObjects(f)...)...)
}

func (c *change) tellMoves(f *fate) {
	to := "one that MetalLB chooses"
	if len(f.gets) > 0 {
		to = listed(f.gets)
	}
	c.tell("service-ip-moves", Danger, fmt.Sprintf("%s: moves from %s to %s, and what is open to the old address breaks", f.new.Title(), listed(f.had), to),
		"names, routers and firewalls that know the old address follow; so does a certificate that is for it", append(f.objects(), c.poolObjects(f)...)...)
}

// tellSwapped tells of a Service that asks for an address which another lets go in
// the same change. MetalLB takes the one up that it sees first, finds the address
// taken, and is not woken when the other has moved.
func (c *change) tellSwapped(f *fate) {
	other := c.moving(f.holder)
	first, second := f.new.Title(), other.new.Title()
	of := append(f.objects(), other.objects()...)
	switch keeps := slices.Equal(other.had, other.gets); {
	case keeps && other.old.SharesKey(f.new): // its ports, or where it takes packets, were in the way
		c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s asks for %s, which %s can share from this change on alone, since before it has the same ports or takes packets elsewhere: if MetalLB sees it first, it finds the address taken and may stay without one",
			first, listed(f.gets), second), "change "+second+" in a step of its own before", of...)
		c.steps.need(beforehand, "change "+second+" as it is to be")
		return
	case keeps:
		c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s asks for %s, which %s shares from this change on alone: if MetalLB sees it first, it finds the address taken and may stay without one",
			first, listed(f.gets), second), "let the two share in a step of its own before", of...)
		c.steps.need(beforehand, "let "+second+" share its address")
		return
	}
	if f.old != nil && other.holder == f.old {
		if second < first {
			return // told of the other
		}
		c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s and %s exchange %s and %s: the one that MetalLB sees first finds its address taken, and may stay without one",
			first, second, listed(f.had), listed(f.gets)), "go over a free address, in three steps"+c.byScript(), of...)
		c.steps.need(beforehand, "move "+second+" to a free address")
		c.steps.need(halfway, "move "+first+" to its new address")
		return
	}
	c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s asks for %s, which %s leaves in the same change: if MetalLB sees it first, it finds the address taken and may stay without one",
		first, listed(f.gets), second), "move "+second+" first, in a step of its own"+c.byScript(), of...)
	c.steps.need(beforehand, "move "+second+" to its new address")
}

// byScript is who takes such steps by itself, for who applies by hand.
func (c *change) byScript() string {
	if c.prunes() {
		return ""
	}
	return "; what render script apply OLD NEW writes does so"
}

// tellWaits tells of a Service that asks for the address of one that is no more on
// the new side.
func (c *change) tellWaits(f *fate) {
	old := f.holder
	what := fmt.Sprintf("%s: waits for %s, which the old Service %s has", f.new.Title(), listed(f.gets), wording.Quote(old.Name))
	help := "nobody answers on the address until the new pods are ready; where the old names are kept (names), nothing moves"
	of := append(f.objects(), old.Object)
	remove := fmt.Sprintf("kubectl delete service %s -n %s", old.Name, old.Namespace)
	switch {
	case old.Maker == served.Itself && !c.prunes():
		c.tell("service-ip-waits", Danger, what+" until somebody deletes it", "run, once the new pods are ready: "+remove, of...)
		c.dismiss(byHand, "once the new pods are ready, "+remove, old.Object)
	case old.Maker == served.ControlPlane && !c.prunes():
		remove = fmt.Sprintf("kubectl delete gateways.gateway.networking.k8s.io %s -n %s", old.Object.ID().Name, old.Namespace)
		c.tell("service-ip-waits", Danger, what+" until somebody deletes its Gateway", "run, once the new pods are ready: "+remove, of...)
		c.dismiss(byHand, "once the new pods are ready, "+remove, old.Object)
	case old.Maker == served.Installer:
		c.tell("service-ip-waits", Danger, what+" until "+c.installs()+" deletes it", help, of...)
	case c.by == ArgoCD && c.pruneWave(old.Object) > waveOf(f.new.Object):
		c.tell("service-ip-waits", Danger, what+": Argo CD deletes that in a later wave, and before waits for the new one, for ever", "give the Services the last wave; else run: "+remove, of...)
		c.dismiss(beforehand, remove, old.Object)
	default:
		c.tell("service-ip-waits", Danger, what+" until it is pruned", help, of...)
	}
}

// byPerson is what installs from an IstioOperator where no operator does.
const byPerson = "istioctl install"

// installs is who acts on an IstioOperator.
func (c *change) installs() string {
	if c.new.operated || c.old.operated {
		return "the operator"
	}
	return byPerson
}

// tellDropped tells of an address that its pool has no more before the Service
// asks for another.
func (c *change) tellDropped(f *fate) {
	if !c.dropped(f) {
		return
	}
	until, severity := "its Service asks for "+listed(f.gets)+", a moment later", Warning
	if f.new.Maker == served.Installer {
		until, severity = "the operator has changed its Service, minutes later", Danger
		if c.installs() == byPerson {
			until = "a person has run " + byPerson
		}
	}
	from := "from MetalLB 0.14.2 on it has no address until " + until + "; before, MetalLB does not take the new pools until then"
	if p := served.PoolOf(c.pools.end(), f.gets); p != nil && p.Configured() {
		from = "MetalLB does not take the new pools until " + until
	}
	c.tell("service-ip-dropped", severity, fmt.Sprintf("%s: its pool gives %s up first; %s", f.new.Title(), listed(f.had), from),
		"let the pool have both addresses, move the tier, and only then take the old address out", c.poolObjects(f)...)
	c.steps.need(beforehand, fmt.Sprintf("let the pools have %s beside %s", listed(f.gets), listed(f.had)))
	move := fmt.Sprintf("move %s to %s", f.new.Title(), listed(f.gets))
	if f.new.Maker == served.Installer && c.installs() == byPerson {
		move += ", and run " + byPerson
	}
	c.steps.need(halfway, move)
}

// poolObjects are the pools of a Service's addresses, before and in the end.
func (c *change) poolObjects(f *fate) []*objects.Object {
	var out []*objects.Object
	for _, p := range [...]*served.Pool{c.old.PoolOf(f.had), served.PoolOf(c.pools.end(), f.gets)} {
		if p != nil {
			out = append(out, p.Object)
		}
	}
	return out
}
