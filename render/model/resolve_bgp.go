package model

import (
	"cmp"
	"slices"
	"time"

	"render/render/format"
)

func (r *resolver) resolveBGP() *BGP {
	b := r.plan.Document.MetalLB.BGP
	if b == nil {
		return nil
	}
	out := &BGP{Aliases: r.aliases()}
	for i, name := range b.PeerNames() {
		peer := &b.Peers[i]
		var profile, dynamic *string
		var asn *int
		if n := peer.Number(); n > 0 {
			asn = &n
		} else {
			dynamic = optional(peer.ASN)
		}
		if peer.BFD.Enabled() {
			profile = &name
			out.Profiles = append(out.Profiles, resolveBFD(name, &peer.BFD))
		}
		out.Peers = append(out.Peers, Peer{
			Name:           name,
			MyASN:          b.ASN.Value,
			ASN:            asn,
			DynamicASN:     dynamic,
			Address:        optional(peer.Address),
			Interface:      optional(peer.Interface),
			Port:           number(peer.Port),
			SourceAddress:  optional(peer.SourceAddress),
			HoldTime:       optional(peer.HoldTime),
			Keepalive:      optional(peer.Keepalive),
			ConnectTime:    optional(peer.ConnectTime),
			RouterID:       optional(peer.RouterID),
			Graceful:       given(peer.GracefulRestart),
			DualStack:      given(peer.DualStack),
			VRF:            optional(peer.VRF),
			PasswordSecret: optional(peer.PasswordSecret),
			BFDProfile:     profile,
			EBGPMultiHop:   given(peer.EBGPMultiHop),
			NodeSelectors:  nodeSelectors(peer.Nodes),
		})
	}
	return out
}

// aliases are the communities that go by names, each once.
func (r *resolver) aliases() []Community {
	var out []Community
	for i := range r.plan.Pools {
		for j := range r.plan.Pools[i].Told {
			for _, c := range r.plan.Pools[i].Told[j].Communities {
				one := Community{Name: c.Alias(), Value: format.CommunityValue(c.Value.Value)}
				if one.Name != "" && !slices.Contains(out, one) {
					out = append(out, one)
				}
			}
		}
	}
	return out
}

// bgpAdvertisement is one of the ways in which routers are told of a pool.
func bgpAdvertisement(pool string, a *format.BGPAdvertisement) BGPAdvertisement {
	out := BGPAdvertisement{Name: a.ObjectName(pool), Pools: []string{pool}, Peers: format.Values(a.Peers), NodeSelectors: nodeSelectors(a.Nodes),
		LocalPref: number(a.LocalPref), Length: number(a.Aggregation.V4), LengthV6: number(a.Aggregation.V6)}
	for i := range a.Communities {
		c := &a.Communities[i]
		out.Communities = append(out.Communities, cmp.Or(c.Alias(), format.CommunityValue(c.Value.Value)))
	}
	return out
}

func resolveBFD(name string, b *format.BFD) BFD {
	return BFD{
		Name:             name,
		ReceiveInterval:  milliseconds(b.ReceiveInterval),
		TransmitInterval: milliseconds(b.TransmitInterval),
		DetectMultiplier: number(b.DetectMultiplier),
		EchoInterval:     milliseconds(b.EchoInterval),
		EchoMode:         given(b.EchoMode),
		PassiveMode:      given(b.PassiveMode),
		MinimumTTL:       number(b.MinimumTTL),
	}
}

func milliseconds(t format.Text) *int {
	if !t.IsSet() {
		return nil
	}
	d, _ := time.ParseDuration(t.Value)
	n := int(d / time.Millisecond)
	return &n
}
