package consequences

import (
	"fmt"
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/platform"
	"render/render/policies"
	"render/render/scripts"
	"render/render/served"
)

// local has a Service show its pods clients in place of nodes.
const local = `{"spec":{"externalTrafficPolicy":"Local"}}`

// checkGuards has policies, and Gateways that ask clients for certificates, be there before the Service of a
// gateway that Istio's installer makes lets in more than it did, or shows its pods nodes in place of clients: the
// installer changes the Service by itself, and until they follow, all who they are to keep out come in, or none
// of those who policies let in by address.
func checkGuards(c *change) {
	for _, e := range c.new.Entrances {
		old, guards := c.guardsOf(e)
		asking := c.asksClients(old, e)
		if guards = append(asking, guards...); len(guards) == 0 {
			continue
		}
		what, why, deed := "", "is open to more by its address", scripts.GuardsFirst{}
		switch {
		case access.LetsMoreIn(old, e) && len(asking) == 0 && !slices.ContainsFunc(guards, c.refusesMore):
			continue
		case access.LetsMoreIn(old, e) && !old.Local() && e.Local() && c.byAddress(guards):
			deed.Local = []string{"patch", "service", e.Name, "-n", e.Namespace, "--type", "merge", "-p", local}
			what = fmt.Sprintf("run kubectl patch service %s -n %s --type merge -p '%s', so that %s sees clients in place of nodes, and then ", e.Name, e.Namespace, local, e.Title())
		case access.LetsMoreIn(old, e):
		case old.Local() && !e.Local() && c.byAddress(guards):
			why = "sees nodes in place of clients"
		default:
			continue
		}
		for _, o := range guards {
			deed.Guards = append(deed.Guards, o.ID())
		}
		c.bringAlone(what+"apply "+titledWhole(guards)+" alone, before "+e.Title()+" "+why, deed)
	}
}

// localFirst are the gateways that a person's install shows clients in place of nodes, and policies that go by
// clients' addresses from now on: those let nobody in before it. Not where the install opens the gateway, too.
func (c *change) localFirst() (titles []string) {
	for _, e := range c.new.Entrances {
		if old, guards := c.guardsOf(e); len(guards) > 0 && !old.Local() && e.Local() && !access.LetsMoreIn(old, e) && c.byAddress(guards) {
			titles = append(titles, e.Title())
		}
	}
	return titles
}

// closedFirst are the gateways whose Services keep out more once a person's install has run, and whose policies let in
// more with the change, or are deleted with it: whom both keep out comes in meanwhile, unless the install is first.
func (c *change) closedFirst() (titles []string) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || e.Maker != served.Installer || old.Maker != served.Installer || !access.LetsMoreIn(e, old) || access.LetsMoreIn(old, e) {
			continue
		}
		before, was := c.authorized("ALLOW").old(old.Target())
		now, is := c.authorized("ALLOW").new(e.Target())
		if len(before) > 0 && (len(now) == 0 || len(policies.Uncovered(is, was)) > 0) {
			titles = append(titles, e.Title())
		}
	}
	return titles
}

// guardsOf are the policies for the pods of a gateway that is Istio's installer's on both sides, as far as they
// come or say another thing, and what it was; none where the Istio that is there does not know them yet.
func (c *change) guardsOf(e *served.Entrance) (old *served.Entrance, guards []*objects.Object) {
	old = c.old.ByService[e.Service]
	if old == nil || e.Maker != served.Installer || old.Maker != served.Installer {
		return old, nil
	}
	target := e.Target()
	chosen, _ := access.Connected(c.new.World, policies.Ingress, nil)(target)
	if was, is := c.old.Istio(), c.new.Istio(); !was.Moves(is) || platform.IstioSecurityV1.In(was.Version) == platform.IstioSecurityV1.In(is.Version) {
		for _, kind := range []string{"AuthorizationPolicy", "RequestAuthentication"} {
			for _, o := range c.new.World.OfKind(objects.IstioSecurity, kind) {
				p := objects.AuthorizationPolicy{Resource: o.Resource()}
				if p.Chooses(target, p.Selector().Labels(), c.new.World.RootNamespace()) && (p.Action().Value() != "CUSTOM" || len(served.FirstAsked(c.old.World, c.new.World)) == 0) {
					chosen = append(chosen, o)
				}
			}
		}
	}
	return old, slices.DeleteFunc(chosen, func(o *objects.Object) bool {
		one := c.changes[o]
		return one == nil || !ofSpec(one)
	})
}

// asksClients are the Gateways that ask clients for certificates from now on at a gateway that Istio's installer
// opens to more, behind what they are checked by; none where the Istio that is there does not know them yet.
func (c *change) asksClients(old, e *served.Entrance) (out []*objects.Object) {
	if old == nil || e.Maker != served.Installer || old.Maker != served.Installer || !access.LetsMoreIn(old, e) {
		return nil
	}
	if was, is := c.old.Istio(), c.new.Istio(); was.Moves(is) && platform.IstioNetworkingV1.In(was.Version) != platform.IstioNetworkingV1.In(is.Version) {
		return nil
	}
	add := func(o *objects.Object) {
		if o != nil && c.changes[o] != nil && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	before, now := c.old.handshakes(), c.new.handshakes()
	for _, at := range now.Order {
		was, is := before.Covering(at), now.By[at]
		if was == nil || was.Asks || !is.Asks || !slices.Contains(e.Gateways(), is.From) {
			continue
		}
		for _, one := range c.new.credentialsOf(is) {
			own := one.ID
			own.Name += served.AuthoritySuffix
			add(c.new.making(one.ID).Object)
			add(c.new.making(own).Object)
		}
		add(is.From)
	}
	return out
}

// refusesMore reports whether a policy keeps out what it did not.
func (c *change) refusesMore(o *objects.Object) bool {
	if c.changes[o].Old == nil || o.ID().Kind == "RequestAuthentication" {
		return true
	}
	was, is := policies.OfGuard(c.changes[o].Old), policies.OfGuard(o)
	if action := o.Resource().Spec().At("action").Raw(); action == "DENY" || action == "CUSTOM" {
		was, is = is, was
	}
	return len(policies.Uncovered(was, is)) > 0
}

// byAddress reports whether policies go by the addresses of clients, or did.
func (c *change) byAddress(guards []*objects.Object) bool {
	asks := func(r policies.Rule) bool { return r.Asks([]string{"ipBlocks", "remoteIpBlocks", "addresses"}) }
	return slices.ContainsFunc(guards, func(o *objects.Object) bool {
		return slices.ContainsFunc(slices.Concat(policies.OfGuard(o), policies.OfGuard(c.changes[o].Old)), asks)
	})
}
