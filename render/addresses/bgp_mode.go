package addresses

import (
	"render/render/format"
	"render/render/platform"
)

// warnOfNativeMode warns of what MetalLB has in its FRR mode only, where MetalLB is
// the one of microk8s's addon.
func (v *verdict) warnOfNativeMode(m *format.MetalLB) {
	track, _ := platform.ParseVersion(v.Doc.MicroK8s.Value)
	if m.Version.IsSet() || v.Failed || !platform.MicroK8sNativeBGP(track) {
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
