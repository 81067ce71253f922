package addresses

import (
	"net/netip"
	"time"

	"render/render/format"
	"render/render/platform"
	"render/render/wording"
)

// checkSession checks a session's settings beside its hold time.
func (v *verdict) checkSession(p *format.BGPPeer) {
	metallb := v.Plan.Versions.MetalLB
	v.NeedAny(p.Keepalive.Origin, platform.MetalLBBGPKeepalive, metallb)
	v.NeedAny(p.ConnectTime.Origin, platform.MetalLBBGPConnectTime, metallb)
	v.NeedAny(p.GracefulRestart.Origin, platform.MetalLBBGPGracefulRestart, metallb)
	v.NeedAny(p.VRF.Origin, platform.MetalLBBGPVRF, metallb)
	v.NeedAny(p.DualStack.Origin, platform.MetalLBBGPDualStack, metallb)
	v.checkKeepalive(p)
	if connect, ok := seconds(p.ConnectTime); ok && (connect < time.Second || connect > maxHoldTime || connect%time.Second != 0) {
		v.Fail("bgp-hold-time", p.ConnectTime.Origin, wording.Quote(p.ConnectTime.Value)+" is not in whole seconds from 1s to 65535s", "write such a time")
	}
	if id, ok := parseIP(p.RouterID); ok && (!id.Is4() || id == netip.IPv4Unspecified()) {
		v.Fail("bgp-source", p.RouterID.Origin, wording.Quote(p.RouterID.Value)+" is no router ID, which has the form of an IPv4 address and is not 0.0.0.0", "write such a one, or remove it")
	}
}

// checkKeepalive checks it against the hold time, of which it is a part.
func (v *verdict) checkKeepalive(p *format.BGPPeer) {
	alive, ok := seconds(p.Keepalive)
	if !ok {
		return
	}
	text := wording.Quote(p.Keepalive.Value)
	hold, held := seconds(p.HoldTime)
	if !p.HoldTime.IsSet() && v.legacyTimers() {
		hold, held = 90*time.Second, true
	}
	switch {
	case alive%time.Second != 0:
		v.Fail("bgp-hold-time", p.Keepalive.Origin, text+" is not in whole seconds, as BGP's times are", "write: "+alive.Round(time.Second).String())
	case held && alive > hold:
		v.Fail("bgp-hold-time", p.Keepalive.Origin, text+" is longer than the hold time, and the session would be lost before", "write a third of the hold time", p.HoldTime.Origin)
	case !p.HoldTime.IsSet() && !v.legacyTimers() && 3*alive > maxHoldTime:
		v.Fail("bgp-hold-time", p.Keepalive.Origin, text+" makes a hold time of three times as much, which is none of BGP's", "write holdTime too, or another time")
	}
}

// legacyTimers reports whether the hold time is 90 seconds where it is not written. Later
// it is three times what keepalive says (metallb, internal/config, parseTimers).
func (v *verdict) legacyTimers() bool {
	return !platform.MetalLBCustomResources.In(v.Plan.Versions.MetalLB) || !platform.MetalLBBGPZeroHoldTime.In(v.Plan.Versions.MetalLB)
}

func seconds(t format.Text) (time.Duration, bool) {
	if !t.IsSet() || !format.Fits(t, "duration") {
		return 0, false
	}
	d, err := time.ParseDuration(t.Value)
	return d, err == nil
}

// checkPeersTogether checks peers against each other: MetalLB has one session with a
// router from a node, and in its FRR modes one router ID there (metallb,
// internal/config/validation.go, peersCanRunOnSameNode).
func (v *verdict) checkPeersTogether(b *format.BGP) {
	told, oneID := false, true // of all of them
	routers, all, same := make([]string, len(b.Peers)), make([]int, len(b.Peers)), map[string][]int{}
	for i := range b.Peers {
		routers[i], all[i] = routerOf(&b.Peers[i]), i
		oneID = oneID && b.Peers[i].RouterID.Value == b.Peers[0].RouterID.Value
	}
	for i := range b.Peers {
		p, others := &b.Peers[i], same[routers[i]]
		if !oneID && !told {
			others = all[:i]
		}
		for _, j := range others {
			first := &b.Peers[j]
			one := routers[i] != "" && routers[j] == routers[i]
			if !one && p.RouterID.Value == first.RouterID.Value {
				continue
			}
			apart := v.onOtherNodes(first.Nodes, p.Nodes)
			told = v.checkRouterIDs(p, first, apart, told)
			switch {
			case !one:
			case !apart:
				v.Fail("bgp-peer-twice", p.Router(), wording.Quote(p.Address.Value+p.Interface.Value)+" is there twice, and MetalLB has one session with a router from a node",
					"write one peer, with the nodes of both, or nodes that one alone has", first.Router())
				return
			default:
				told = v.checkPeersByNode(p, first, told)
			}
		}
		if routers[i] != "" {
			same[routers[i]] = append(same[routers[i]], i)
		}
	}
}

// routerOf tells the router of a peer, or the interface it is behind, from those of others;
// "" where it is not known.
func routerOf(p *format.BGPPeer) string {
	if !p.Address.IsSet() {
		if !format.Fits(p.Interface, "interface") {
			return ""
		}
		return "interface " + p.Interface.Value + " " + p.VRF.Value
	}
	ip, ok := parseIP(p.Address)
	if !ok {
		return ""
	}
	return ip.String() + " " + p.VRF.Value
}

// checkRouterIDs finds two router IDs on one node, where MetalLB is in an FRR mode or
// its mode is not known. Below 0.16 all nodes are to have one.
func (v *verdict) checkRouterIDs(p, first *format.BGPPeer, apart, told bool) bool {
	metallb := v.Plan.Versions.MetalLB
	mode, said := v.mode()
	if told || p.RouterID.Value == first.RouterID.Value || apart && platform.MetalLBBGPPeersByNode.In(metallb) || !platform.MetalLBFRR.In(metallb) || mode == format.MetalLBNative {
		return told
	}
	at, also := p.RouterID.Origin, format.Or(first.RouterID.Origin, first.Router())
	if !at.IsSet() {
		at, also = first.RouterID.Origin, p.Router()
	}
	if byFRR(mode) {
		v.Fail("bgp-peer-mode", at, "another peer has another router ID, or none, which MetalLB refuses in its FRR modes", "write the same in each peer", also, said)
		return true
	}
	v.Warn("bgp-peer-mode", at, "another peer has another router ID, or none, which MetalLB refuses in its FRR modes", "write the same in each peer, or metallb.mode: native, if that is the mode it runs in", also)
	return true
}

// checkPeersByNode tells once of sessions with one router from other nodes each, which
// MetalLB below 0.16 refuses in its FRR mode, where its mode is not known to be native.
func (v *verdict) checkPeersByNode(p, first *format.BGPPeer, told bool) bool {
	metallb := v.Plan.Versions.MetalLB
	missing := platform.MetalLBBGPPeersByNode.Missing(metallb)
	mode, said := v.mode()
	if told || missing == "" || !platform.MetalLBFRR.In(metallb) || mode == format.MetalLBNative {
		return told
	}
	at, also := p.Router(), first.Router()
	if byFRR(mode) {
		v.Fail("bgp-peer-mode", at, missing+": its native mode alone takes them", "write one peer, with the nodes of both", also, said)
		return true
	}
	v.Warn("bgp-peer-mode", at, missing+": its native mode alone takes them", "write metallb.mode: native, if that is the mode it runs in, or one peer, with the nodes of both", also)
	return true
}
