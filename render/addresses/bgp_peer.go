package addresses

import (
	"fmt"
	"net/netip"
	"time"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

func (v *verdict) checkBGPPeers(b *format.BGP) {
	tiers := map[netip.Addr]*plan.Tier{}
	for i := range v.Plan.Tiers {
		for _, ip := range v.Plan.Tiers[i].IPs {
			tiers[ip] = &v.Plan.Tiers[i]
		}
	}
	v.checkPeersTogether(b)
	for i := range b.Peers {
		p := &b.Peers[i]
		router, ok := parseIP(p.Address)
		if ok {
			v.checkNotForServices(p.Address, router, tiers)
			v.checkPeerOnLAN(b, p, router)
		}
		v.checkRouter(p)
		v.checkBGPSource(p, router, tiers)
		v.checkHoldTime(p)
		v.checkSession(p)
		v.checkBFD(&p.BFD)
		v.checkNodes(p.Nodes)
		if message := platform.MetalLBBGPHighPorts.Missing(v.Plan.Versions.MetalLB); message != "" && p.Port.Value > 16384 {
			v.Fail("version-gone", p.Port.Origin, message, "write: 16384 or less")
		}
		v.NeedAny(p.PasswordSecret.Origin, platform.MetalLBBGPPasswordSecret, v.Plan.Versions.MetalLB)
		v.NeedAny(p.EBGPMultiHop.Origin, platform.MetalLBBGPMultiHop, v.Plan.Versions.MetalLB)
		if p.EBGPMultiHop.Value && p.ASN.IsSet() && b.Internal(p) {
			v.Fail("bgp-multi-hop", p.EBGPMultiHop.Origin, "is for routers of another autonomous system, and MetalLB refuses it for one of its own", "remove it", p.ASN.Origin, b.ASN.Origin)
		}
	}
}

// checkRouter checks how a router is named, and by which number.
func (v *verdict) checkRouter(p *format.BGPPeer) {
	metallb := v.Plan.Versions.MetalLB
	switch {
	case p.Address.IsSet() && p.Interface.IsSet():
		v.Fail("bgp-peer-router", p.Interface.Origin, "a router is named by its address, or by the nodes' interface behind which it is", "remove one of the two", p.Address.Origin)
	case !p.Address.IsSet() && !p.Interface.IsSet() && !p.IsWrong():
		v.Fail("bgp-peer-router", p.Origin, "neither an address nor an interface says which router it is", "write address: ..., or interface: ...")
	case p.Interface.IsSet():
		v.Need(p.Interface.Origin, platform.MetalLBBGPInterface, metallb)
	}
	if p.ASN.Value == format.ASNInternal || p.ASN.Value == format.ASNExternal {
		v.Need(p.ASN.Origin, platform.MetalLBBGPDynamicASN, metallb)
	}
}

func parseIP(t format.Text) (netip.Addr, bool) {
	if !format.Fits(t, "ip") {
		return netip.Addr{}, false
	}
	ip, err := netip.ParseAddr(t.Value)
	return ip, err == nil
}

// checkNotForServices finds an address of a router or node that a Service is given.
func (v *verdict) checkNotForServices(t format.Text, ip netip.Addr, tiers map[netip.Addr]*plan.Tier) {
	const help = "write another address here, or take it out of there"
	if at := v.Plan.PoolOf(ip); at >= 0 {
		pool := &v.Plan.Pools[at]
		v.Fail("bgp-address-taken", t.Origin, fmt.Sprintf("%s is also in pool %q, which is for Services", wording.Quote(t.Value), pool.Name), help, pool.Origin)
		return
	}
	if p := tiers[ip]; p != nil {
		v.Fail("bgp-address-taken", t.Origin, fmt.Sprintf("%s is also the address of tier %q", wording.Quote(t.Value), p.Written.Name.Value), help, p.Written.IP[0].Origin)
	}
}

func (v *verdict) checkBGPSource(p *format.BGPPeer, router netip.Addr, tiers map[netip.Addr]*plan.Tier) {
	v.NeedAny(p.SourceAddress.Origin, platform.MetalLBBGPSourceAddress, v.Plan.Versions.MetalLB)
	source, ok := parseIP(p.SourceAddress)
	if !ok {
		return
	}
	switch {
	case !router.IsValid():
	case source == router:
		v.Fail("bgp-source", p.SourceAddress.Origin, wording.Quote(p.SourceAddress.Value)+" is the router's own address", "write an address of the node, or remove it", p.Address.Origin)
		return
	case source.Is4() != router.Is4():
		v.Fail("bgp-source", p.SourceAddress.Origin, wording.Quote(p.SourceAddress.Value)+" is not of the router's address family", "write an address of that family, or remove it", p.Address.Origin)
	}
	v.checkNotForServices(p.SourceAddress, source, tiers)
}

// longestHoldTime is what BGP's field of 16 bits takes (RFC 4271, 4.2).
const maxHoldTime = 65535 * time.Second

func (v *verdict) checkHoldTime(p *format.BGPPeer) {
	if !format.Fits(p.HoldTime, "duration") {
		return
	}
	hold, _ := time.ParseDuration(p.HoldTime.Value)
	text := wording.Quote(p.HoldTime.Value)
	switch {
	case hold == 0:
		v.Need(p.HoldTime.Origin, platform.MetalLBBGPZeroHoldTime, v.Plan.Versions.MetalLB)
	case hold < 3*time.Second:
		v.Fail("bgp-hold-time", p.HoldTime.Origin, text+" is shorter than a hold time of BGP, which is 3s at least", "write: 3s or more, or 0s for a session that is never lost")
	case hold%time.Second != 0:
		v.Fail("bgp-hold-time", p.HoldTime.Origin, text+" is not in whole seconds, as BGP's hold time is", "write: "+hold.Round(time.Second).String())
	case hold > maxHoldTime:
		v.Fail("bgp-hold-time", p.HoldTime.Origin, text+" is longer than a hold time of BGP, which is 65535s at most", "write: 65535s or less")
	}
}

func (v *verdict) checkBFD(b *format.BFD) {
	if !b.Enabled() {
		return
	}
	v.Need(b.Origin, platform.MetalLBBFD, v.Plan.Versions.MetalLB)
	if !b.EchoMode.Value {
		return
	}
	for i := range v.Plan.Pools {
		for _, r := range v.Plan.Pools[i].Ranges {
			if r.First.Is6() {
				v.Fail("bgp-echo-mode", b.EchoMode.Origin, fmt.Sprintf("BFD's echo mode is for IPv4, and pool %q has IPv6 addresses", v.Plan.Pools[i].Name), "remove it", r.Origin)
				return
			}
		}
	}
}
