package addresses

import (
	"render/render/format"
	"render/render/platform"
)

// warnOfNativeMode warns of what MetalLB has in its FRR mode only, where MetalLB is
// the one of microk8s's addon.
func (v *verdict) warnOfNativeMode(m *format.MetalLB) {
	if v.Failed || !v.addonNative() {
		return
	}
	warn := func(at format.Origin, what string) {
		v.Warn("bgp-native-mode", at, "microk8s's addon runs MetalLB in its native mode, which refuses "+what,
			"remove it, or install MetalLB in its FRR mode in another way and write metallb.version", v.Doc.MicroK8s.Origin)
	}
	for i := range m.BGP.Peers {
		if b := &m.BGP.Peers[i].BFD; b.Enabled() {
			warn(b.Origin, "BFD")
			break
		}
	}
	for _, f := range frrAlone {
		for i := range m.BGP.Peers {
			if at := f.of(&m.BGP.Peers[i]); at.IsSet() {
				warn(at, f.what)
				break
			}
		}
	}
	for c := range v.communities() {
		if format.IsLargeCommunity(c.Value.Value) && format.Fits(c.Value, "community") {
			warn(c.Value.Origin, "large communities")
			break
		}
	}
	for _, r := range v.toldRanges() {
		if r.First.Is6() {
			warn(r.Origin, "IPv6 addresses")
			return
		}
	}
}

// frrAlone is what peers have in MetalLB's FRR modes alone (internal/config/validation.go,
// DiscardFRROnly).
var frrAlone = [...]struct {
	what string
	of   func(*format.BGPPeer) format.Origin
}{
	{"keepalive", func(p *format.BGPPeer) format.Origin { return p.Keepalive.Origin }},
	{"connectTime", func(p *format.BGPPeer) format.Origin { return p.ConnectTime.Origin }},
	{"a VRF", func(p *format.BGPPeer) format.Origin { return p.VRF.Origin }},
	{"graceful restarts", func(p *format.BGPPeer) format.Origin { return on(p.GracefulRestart) }},
	{"both families in a session", func(p *format.BGPPeer) format.Origin { return on(p.DualStack) }},
}

func on(f format.Flag) format.Origin {
	if !f.Value {
		return format.Origin{}
	}
	return f.Origin
}

// addonNative reports whether MetalLB is that of microk8s's addon, which is in its native
// mode.
func (v *verdict) addonNative() bool {
	track, _ := platform.ParseVersion(v.Doc.MicroK8s.Value)
	return !v.Doc.MetalLB.Version.IsSet() && platform.MicroK8sNativeBGP(track)
}
