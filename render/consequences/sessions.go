package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/internal/later"
	"render/render/compare"
	"render/render/objects"
	"render/render/wording"
)

// agreed are the fields of a BGPPeer that the router has to know too, and who has a session
// from where: MetalLB ends a session of which any differs, and begins another (speaker,
// bgp_controller.go, SetConfig).
var agreed = [...]string{"myASN", "peerASN", "dynamicASN", "peerAddress", "peerPort", "password", "passwordSecret", "sourceAddress", "ebgpMultiHop", "interface", "vrf"}

// checkSessions tells of sessions with routers that end, and of addresses that other nodes
// announce, or the same by other interfaces.
func checkSessions(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		switch {
		case one.Old == nil || one.Old.ID().Group != objects.MetalLB:
		case one.Kind == compare.Changed:
			c.tellSession(one)
			c.tellTold(one)
			c.tellAnnouncers(one)
		case one.Kind == compare.Removed && one.Old.ID().Kind == "BGPPeer" && c.deletes(one.Old):
			c.tell("bgp-session", Danger, fmt.Sprintf("BGPPeer %s: its session ends, since it is deleted: the router has no route to the addresses by it any more", wording.Quote(one.Old.ID().Name)),
				"see that clients come in by another router", one.Old)
		}
	}
}

func (c *change) tellSession(one *compare.Change) {
	if one.New.ID().Kind != "BGPPeer" {
		return
	}
	var differ []string
	same := secretOf(one.Old) == secretOf(one.New)
	for _, f := range one.Fields {
		if same && f.Path.Has("spec", "passwordSecret") {
			c.tell("announced-otherwise", Note, fmt.Sprintf("BGPPeer %s: the Secret of its password is named otherwise, and is the same one: its session may be made anew for it", wording.Quote(one.New.ID().Name)), "", one.New)
			continue
		}
		for _, name := range agreed {
			if f.Path.Has("spec", name) && !slices.Contains(differ, wording.Quote(name)) {
				differ = append(differ, wording.Quote(name))
			}
		}
	}
	if len(differ) > 0 {
		c.tell("bgp-session", Danger, fmt.Sprintf("BGPPeer %s: its session ends, since %s changed, and comes back once the router agrees: until then it has no route to the addresses by it", wording.Quote(one.New.ID().Name), wording.Listed(differ)),
			"change the router at the same time, and one router after the other, so that clients come in by the others", one.New)
	}
}

// secretOf is the Secret of a BGPPeer's password: without a namespace that of the peer, in which
// MetalLB looks for its Secrets (internal/k8s/controllers, config_controller.go, getSecrets).
func secretOf(o *objects.Object) [2]string {
	ref := o.Root().At("spec", "passwordSecret")
	return [2]string{cmp.Or(textAt(ref, "namespace"), o.ID().Namespace), textAt(ref, "name")}
}

// toldBy are, by kind, the fields of what routers are told of addresses beside these, and what
// another value of each means (https://metallb.io/apis/).
func toldBy() map[string][]struct{ field, what string } { return toldByOnce.Get(makeToldBy) }

var toldByOnce later.Value[map[string][]struct{ field, what string }]

func makeToldBy() map[string][]struct{ field, what string } {
	return map[string][]struct{ field, what string }{
		"BGPAdvertisement": {
			{"peers", "other routers are told of the addresses of its pools"},
			{"aggregationLength", "routers are told of other networks of the addresses of its pools"},
			{"aggregationLengthV6", "routers are told of other networks of the addresses of its pools"},
			{"communities", "routers are told of the addresses of its pools with other communities"},
			{"localPref", "routers are told of the addresses of its pools with another preference"},
		},
		"Community":  {{"communities", "routers are told other communities by its names"}},
		"BFDProfile": {{"receiveInterval", atPace}, {"transmitInterval", atPace}, {"detectMultiplier", atPace}, {"echoInterval", atPace}, {"echoMode", atPace}, {"passiveMode", atPace}, {"minimumTtl", atPace}},
		"BGPPeer":    {{"holdTime", atPace}, {"keepaliveTime", atPace}, {"connectTime", atPace}, {"bfdProfile", atPace}, {"enableGracefulRestart", atPace}},
	}
}

const atPace = "speakers and the router find sooner or later that the other is gone; sessions may be made anew for it"

// tellTold tells of routers that are told otherwise of addresses, and of sessions that are kept
// otherwise.
func (c *change) tellTold(one *compare.Change) {
	id := one.New.ID()
	for _, by := range toldBy()[id.Kind] {
		if slices.ContainsFunc(one.Fields, func(f compare.Field) bool { return f.Path.Has("spec", by.field) && !f.Moved }) {
			c.tell("announced-otherwise", Note, fmt.Sprintf("%s %s: %s", id.Kind, wording.Quote(id.Name), by.what), "", one.New)
		}
	}
}
