package addresses

import (
	"render/render/format"
	"render/render/platform"
)

// mode is how MetalLB speaks BGP, and where that is said; "" where it is not known.
func (v *verdict) mode() (format.MetalLBMode, format.Origin) {
	m := &v.Doc.MetalLB
	track, _ := platform.ParseVersion(v.Doc.MicroK8s.Value)
	switch {
	case m.Mode.IsSet():
		return m.Mode.Value, m.Mode.Origin
	case !m.Version.IsSet() && platform.MicroK8sNativeBGP(track):
		return format.MetalLBNative, v.Doc.MicroK8s.Origin
	}
	return "", format.Origin{}
}

// byFRR reports whether MetalLB speaks BGP by FRR, whichever way.
func byFRR(m format.MetalLBMode) bool {
	return m == format.MetalLBFRR || m == format.MetalLBFRRK8s
}

// checkMode checks what is said of MetalLB's mode.
func (v *verdict) checkMode(m *format.MetalLB) {
	if !m.Mode.IsSet() || m.Mode.IsWrong() {
		return
	}
	track, _ := platform.ParseVersion(v.Doc.MicroK8s.Value)
	switch {
	case m.BGP == nil:
		v.Warn("no-effect", m.Mode.Origin, "has no effect: it is how MetalLB speaks BGP, and no router is told anything", "remove it")
	case m.Mode.Value == format.MetalLBFRR:
		v.NeedAny(m.Mode.Origin, platform.MetalLBFRR, v.Plan.Versions.MetalLB)
	case m.Mode.Value == format.MetalLBFRRK8s:
		v.NeedAny(m.Mode.Origin, platform.MetalLBFRRK8s, v.Plan.Versions.MetalLB)
	}
	if byFRR(m.Mode.Value) && !m.Version.IsSet() && platform.MicroK8sNativeBGP(track) {
		v.Fail("bgp-native-mode", m.Mode.Origin, "microk8s's addon runs MetalLB in its native mode", "write metallb.version too, if MetalLB is installed in another way, or remove it", v.Doc.MicroK8s.Origin)
	}
}

// checkNativeMode tells of what MetalLB has in its FRR modes only, where it is in its native
// one, or perhaps: below 0.16 that is what its own manifests have.
func (v *verdict) checkNativeMode(m *format.MetalLB) {
	mode, at := v.mode()
	if v.Failed || v.Doc.MetalLB.Version.IsWrong() || m.Mode.IsWrong() || byFRR(mode) || mode == "" && platform.MetalLBFRRK8sDefault.In(v.Plan.Versions.MetalLB) {
		return
	}
	v.ofFRRAlone(m, func(what format.Origin, name string) {
		switch {
		case m.Mode.IsSet():
			v.Fail("bgp-native-mode", what, "MetalLB in its native mode refuses "+name, "remove it, or write mode: frr, if that is the mode it runs in", at)
		case mode != "":
			v.Warn("bgp-native-mode", what, "microk8s's addon runs MetalLB in its native mode, which refuses "+name,
				"remove it, or install MetalLB in its FRR mode in another way and write metallb.version and metallb.mode", at)
		default:
			v.Warn("bgp-native-mode", what, "MetalLB in its native mode refuses "+name+", and its mode is not known", "write metallb.mode, the mode it runs in")
		}
	})
}

// ofFRRAlone tells of the first of each thing that MetalLB has in its FRR modes only.
func (v *verdict) ofFRRAlone(m *format.MetalLB, tell func(at format.Origin, what string)) {
	for _, f := range frrAlone {
		for i := range m.BGP.Peers {
			if at := f.of(&m.BGP.Peers[i]); at.IsSet() {
				tell(at, f.what)
				break
			}
		}
	}
	for c := range v.communities() {
		if format.IsLargeCommunity(c.Value.Value) && format.Fits(c.Value, "community") {
			tell(c.Value.Origin, "large communities")
			break
		}
	}
	for _, r := range v.toldRanges() {
		if r.First.Is6() {
			tell(r.Origin, "IPv6 addresses")
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
	{"BFD", func(p *format.BGPPeer) format.Origin {
		if !p.BFD.Enabled() {
			return format.Origin{}
		}
		return p.BFD.Origin
	}},
	{"an interface in place of an address", func(p *format.BGPPeer) format.Origin { return p.Interface.Origin }},
	{"a number that is internal or external", func(p *format.BGPPeer) format.Origin {
		if p.Number() > 0 || p.ASN.IsWrong() {
			return format.Origin{}
		}
		return p.ASN.Origin
	}},
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
