package consequences

import (
	"fmt"
	"slices"

	"render/render/dns"
	"render/render/objects"
	"render/render/routing"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkAddresses tells of Services whose addresses move, are dropped, or do not
// come (metallb, controller: convergeBalancer, SetBalancer, SetPools).
func checkAddresses(c *change) {
	c.moveFirst()
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
		case len(f.had) > 0 && dns.HasAll(f.gets, f.had):
			c.tellAdded(f)
		case len(f.had) > 0 && !slices.Equal(f.had, f.gets):
			c.tellMoves(f)
		case f.old == nil && c.nodesLedTo(f.new):
			c.tellBegins(f)
		}
		if f.new != nil && len(f.had) > 0 && len(f.gets) > 0 && !slices.Equal(f.had, f.gets) {
			c.tellDropped(f)
		}
	}
}

func (c *change) tellNone(f *fate) {
	e := f.is()
	what, anyMore := "gets no address", ""
	if len(f.had) > 0 {
		anyMore = " any more"
	}
	switch {
	case len(f.had) > 0 && f.new != nil && slices.Equal(f.had, f.new.Addresses):
		what = "loses its address " + listed(f.had)
	case len(f.had) > 0:
		what = "loses its address " + listed(f.had) + " and gets none"
	case f.new == nil && f.before == "":
		what, anyMore = "loses the address that it was given and gets none", " any more"
	case f.new == nil || f.before != "" && f.old.Asks(f.new):
		return // it had none for that before
	}
	help := "nobody outside reaches it by an address" + anyMore
	if now := c.new.ByService[e.Service]; now != nil && now.Kind() == "NodePort" {
		help = "nobody outside reaches it by an address of its own" + anyMore + ": have DNS, or a balancer, lead to nodes, on " + nodesAsked(now)
	}
	if f.old != nil && f.new != nil && objects.FamiliesOf(f.old.Settings, f.old.Addresses).Kept(f.new.Settings).Narrows(f.new.Addresses) {
		run := narrowing(e.Namespace, e.Name)
		help += "; once it is applied, run: " + run
		c.steps.Need(byHand, run)
	}
	c.tell("service-ip-none", Danger, fmt.Sprintf("%s: %s, since %s", e.Title(), what, f.why), help, append(f.objects(), c.poolObjects(f)...)...)
}

// narrowing is how a Service of both IP families is one of its first alone.
func narrowing(namespace, name string) string {
	return command{"patch service", name, namespace, `--type merge -p '{"spec":{"ipFamilyPolicy":"SingleStack"}}'`}.String()
}

// nodesAsked are the ports of nodes by which a Service is reached, as far as it says them.
func nodesAsked(e *served.Entrance) string {
	if numbers := served.NumbersOfNodes(e); len(numbers) > 0 {
		return onPorts(numbers)
	}
	return fmt.Sprintf("the ports that it has there (kubectl get service %s -n %s)", e.Name, e.Namespace)
}

// nodesLedTo reports whether ports of nodes alone led to a Service.
func (c *change) nodesLedTo(e *served.Entrance) bool {
	old := c.old.ByService[e.Service]
	return old != nil && old.Kind() == "NodePort"
}

// tellBegins tells of a Service that gets an address beside the ports of nodes: these stay on it
// (kubernetes, pkg/registry/core/service/storage, patchAllocatedValues).
func (c *change) tellBegins(f *fate) {
	at, who := "an address that MetalLB chooses", "to all"
	if len(f.gets) > 0 {
		at = listed(f.gets)
	}
	if from := f.new.Sources(); len(from) > 0 {
		who = "to " + quoted(from) + " alone"
	}
	c.tell("service-ip-begins", Warning, fmt.Sprintf("%s: is reached at %s too from now on, open %s, where ports of nodes alone led to it; these stay open", f.new.Title(), at, who),
		"see that it is meant; what leads to nodes, DNS or a balancer before them, goes on until it leads to the address",
		append(append(f.objects(), c.old.ByService[f.new.Service].Objects()...), c.poolObjects(f)...)...)
}

func (c *change) tellMoves(f *fate) {
	to := "one that MetalLB chooses"
	if len(f.gets) > 0 {
		to = listed(f.gets)
	}
	c.tell("service-ip-moves", Danger, fmt.Sprintf("%s: moves from %s to %s, and what is open to the old address breaks", f.new.Title(), listed(f.had), to),
		"names, routers and firewalls that know the old address follow; so does a certificate that is for it", append(f.objects(), c.poolObjects(f)...)...)
}

// tellAdded tells of a Service that keeps its address and gets one of the other family beside it:
// MetalLB tells the Service of both at once (metallb, controller/service.go, convergeBalancer).
func (c *change) tellAdded(f *fate) {
	more := dns.AddressesBut(f.gets, f.had)
	if len(more) == 0 {
		return
	}
	help, record := "", "A"
	if more[0].Is6() {
		record = "AAAA"
	}
	if hosts := slices.DeleteFunc(slices.Clone(f.new.Hosts), func(host string) bool { return c.new.IsRecorded(host) || c.new.Follows(host) }); len(hosts) > 0 {
		help = fmt.Sprintf("once it has it, give %s an %s record with that: until then clients come by the old address alone", quoted(routing.Widest(hosts)), record)
	}
	c.tell("service-ip-added", Note, fmt.Sprintf("%s: gets %s too, and keeps %s", f.new.Title(), listed(more), listed(f.had)), help, append(f.objects(), c.poolObjects(f)...)...)
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
		c.steps.Need(beforehand, "change "+second+" as it is to be")
		return
	case keeps:
		c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s asks for %s, which %s shares from this change on alone: if MetalLB sees it first, it finds the address taken and may stay without one",
			first, listed(f.gets), second), "let the two share in a step of its own before", of...)
		c.steps.Need(beforehand, "let "+second+" share its address")
		return
	}
	list, circle := c.chain(f)
	switch {
	case circle && f != leader(list): // told of that one
	case circle && len(list) == 2:
		c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s and %s exchange %s and %s: the one that MetalLB sees first finds its address taken, and may stay without one",
			first, second, listed(f.had), listed(f.gets)), "go over a free address, in steps"+c.byScript(), of...)
	case circle:
		var titles []string
		for _, one := range list {
			titles = append(titles, one.new.Title())
			of = append(of, one.objects()...)
		}
		c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s change addresses in a circle, each to that of the next: the one that MetalLB sees first finds its address taken, and may stay without one",
			wording.Listed(titles)), "go over a free address, in steps"+c.byScript(), of...)
	default:
		c.tell("service-ip-swapped", Danger, fmt.Sprintf("%s asks for %s, which %s leaves in the same change: if MetalLB sees it first, it finds the address taken and may stay without one",
			first, listed(f.gets), second), "move "+second+" first, in a step of its own"+c.byScript(), of...)
	}
}

// byScript is who does without such steps, for who applies by hand.
func (c *change) byScript() string {
	if c.by != Kubectl {
		return ""
	}
	return "; what render script apply OLD NEW writes hands the addresses over at once instead, and says for how long nothing answered"
}

// tellWaits tells of a Service that asks for the address of one that is no more on
// the new side.
func (c *change) tellWaits(f *fate) {
	old := f.holder
	what := fmt.Sprintf("%s: waits for %s, which the old Service %s has", f.new.Title(), listed(f.gets), wording.Quote(old.Name))
	of := append(f.objects(), old.Object)
	remove := fmt.Sprintf("kubectl delete service %s -n %s", old.Name, old.Namespace)
	before, then := "", ""
	if c.by == Flux && !c.atOnce() && f.new.Maker != served.Installer {
		before = "; Flux brings routes only then, in a stage behind, and requests get 404 until they are there: kubectl apply those of this tier before"
		then = ", and requests get 404 until Flux has brought the routes, in a stage behind"
	}
	help := "nobody answers on the address until the new pods are ready" + then + "; where the old names are kept (names), nothing moves"
	switch {
	case c.staysBehind(old):
		c.tell("service-ip-waits", Danger, what+" until somebody deletes it", "run, once the new pods are ready: "+remove+before, of...)
		c.dismiss(byHand, "once the new pods are ready, "+remove, run(scripts.OnceReady, remove), old.Own())
	case old.Maker == served.ControlPlane && !c.deletes(old.Object):
		remove = fmt.Sprintf("kubectl delete gateways.gateway.networking.k8s.io %s -n %s", old.Object.ID().Name, old.Namespace)
		c.tell("service-ip-waits", Danger, what+" until somebody deletes its Gateway", "run, once the new pods are ready: "+remove+before, of...)
		c.dismiss(byHand, "once the new pods are ready, "+remove, run(scripts.OnceReady, remove), old.Object)
	case old.Maker == served.Installer:
		c.tell("service-ip-waits", Danger, what+" until "+c.installs()+" deletes it", help, of...)
	case c.by == ArgoCD && c.pruneWave(old.Object) > waveOf(f.new.Object):
		c.tell("service-ip-waits", Danger, what+": Argo CD deletes that in a later wave, and before waits for the new one, for ever", "give the Services the last wave; else run: "+remove, of...)
		c.dismiss(beforehand, remove, run(scripts.AtOnce, remove), old.Object)
	default:
		c.tell("service-ip-waits", Danger, what+" until it is pruned", help, of...)
	}
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
	if p := c.pools.AtLast().Of(f.gets); p != nil && p.Configured() {
		from = "MetalLB does not take the new pools until " + until
	}
	c.tell("service-ip-dropped", severity, fmt.Sprintf("%s: its pool gives %s up first; %s", f.new.Title(), listed(f.had), from),
		"have both addresses in pools (the new ones with autoAssign: false), move the tier, and only then take the old one out", c.poolObjects(f)...)
	if !c.moved[f.new.Service] || !c.handed[c.ownPool(f)] {
		c.needPool(f)
		c.moveApart(f, halfway, 0)
	}
}

// needPool has a step bring a pool with the new address of a Service beside that of its
// old one, where there is none yet.
func (c *change) needPool(f *fate) {
	now := c.new.PoolOf(f.gets)
	if now == nil || c.old.PoolOf(f.gets) != nil {
		return
	}
	name, grows := wording.Quote(now.Name), scripts.GrowPool{Name: now.Name}
	switch {
	case c.old.PoolNamed(now.Name) != nil:
		c.steps.Does(beforehand, fmt.Sprintf("let pool %s have %s too", name, listed(f.gets)), grows)
	case now.Configured():
		c.steps.Does(beforehand, fmt.Sprintf("add pool %s with %s beside the old ones", name, listed(f.gets)), grows)
	default:
		c.steps.Does(beforehand, fmt.Sprintf("add pool %s with %s, and what announces it, beside the old ones", name, listed(f.gets)), grows)
	}
}
