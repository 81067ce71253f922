package model

import (
	"strings"
	"time"

	"render/render/format"
)

func (r *resolver) resolveBGP() *BGP {
	b := r.plan.Document.MetalLB.BGP
	if b == nil {
		return nil
	}
	out := &BGP{LocalPref: number(b.LocalPref), Length: number(b.Aggregation.V4), LengthV6: number(b.Aggregation.V6)}
	for i := range b.Communities {
		c := &b.Communities[i]
		value, name := format.CommunityValue(c.Value.Value), c.Alias()
		if name == "" {
			out.Communities = append(out.Communities, value)
			continue
		}
		out.Communities = append(out.Communities, name)
		out.Aliases = append(out.Aliases, Community{Name: name, Value: value})
	}
	for i := range b.Peers {
		peer := &b.Peers[i]
		name := peerName(peer.Address.Value)
		var profile *string
		if peer.BFD.Enabled() {
			profile = &name
			out.Profiles = append(out.Profiles, resolveBFD(name, &peer.BFD))
		}
		out.Peers = append(out.Peers, Peer{
			Name:           name,
			MyASN:          b.ASN.Value,
			ASN:            peer.ASN.Value,
			Address:        peer.Address.Value,
			Port:           number(peer.Port),
			SourceAddress:  optional(peer.SourceAddress),
			HoldTime:       optional(peer.HoldTime),
			PasswordSecret: optional(peer.PasswordSecret),
			BFDProfile:     profile,
			EBGPMultiHop:   given(peer.EBGPMultiHop),
			NodeSelectors:  nodeSelectors(peer.Nodes),
		})
	}
	return out
}

// peerName follows from the address alone, so that another peer in the list
// changes no name. One that ends in "::" gets a last group to be a name.
func peerName(address string) string {
	if strings.HasSuffix(address, ":") {
		address += "0"
	}
	return "peer-" + strings.NewReplacer(".", "-", ":", "-").Replace(address)
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
