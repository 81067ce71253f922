package addresses

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// advertisements are what routers are told: first of all pools that say nothing
// themselves, with no pool, and then of each other.
func (v *verdict) advertisements(b *format.BGP) iter.Seq2[*plan.Pool, *format.BGPAdvertisement] {
	return func(yield func(*plan.Pool, *format.BGPAdvertisement) bool) {
		all := b.ForAll()
		if !yield(nil, &all) {
			return
		}
		for i := range v.Plan.Pools {
			p := &v.Plan.Pools[i]
			for j := range p.Told {
				if p.SaysWhatIsTold() && !yield(p, &p.Told[j]) {
					return
				}
			}
		}
	}
}

// communities are all that routers are told.
func (v *verdict) communities() iter.Seq[*format.BGPCommunity] {
	return func(yield func(*format.BGPCommunity) bool) {
		for _, a := range v.advertisements(v.Doc.MetalLB.BGP) {
			for i := range a.Communities {
				if !yield(&a.Communities[i]) {
					return
				}
			}
		}
	}
}

// toldRanges are the addresses that routers are told of.
func (v *verdict) toldRanges() []format.AddressRange {
	var out []format.AddressRange
	for i := range v.Plan.Pools {
		if v.Plan.Pools[i].Ways.BGP {
			out = append(out, v.Plan.Pools[i].Ranges...)
		}
	}
	return out
}

// checkTold checks what routers are told beside the addresses.
func (v *verdict) checkTold(b *format.BGP) {
	peers := map[string]*format.BGPPeer{}
	for i, name := range b.PeerNames() {
		peers[name] = &b.Peers[i]
	}
	names := map[string]*format.BGPCommunity{}
	for p, a := range v.advertisements(b) {
		v.checkCommunities(a, names)
		v.checkToldPeers(a, peers)
		v.checkLocalPref(b, a, peers)
		if p != nil {
			v.checkNodes(a.Nodes)
			v.NeedAny(format.ListOrigin(a.Peers), platform.MetalLBBGPAdvertisementPeers, v.Plan.Versions.MetalLB)
			v.NeedAny(format.ListOrigin(a.Nodes), platform.MetalLBBGPNodeSelectors, v.Plan.Versions.MetalLB)
		}
	}
	for i := range v.Plan.Pools {
		v.checkTogether(&v.Plan.Pools[i])
	}
	v.checkForAll(b)
}

// checkForAll finds what is said for pools that say nothing themselves, where each does.
func (v *verdict) checkForAll(b *format.BGP) {
	for i := range v.Plan.Pools {
		if p := &v.Plan.Pools[i]; p.Ways.BGP && !p.SaysWhatIsTold() {
			return
		}
	}
	if len(v.Plan.Pools) == 0 || v.Plan.BadRange {
		return
	}
	for _, at := range []format.Origin{format.ListOrigin(b.Communities), b.LocalPref.Origin, b.Aggregation.Origin} {
		if at.IsSet() {
			v.Fail("bgp-unused", at, "has no effect, since every pool that routers are told of has advertisements of its own", "write it in those, or remove it")
		}
	}
}

func (v *verdict) checkCommunities(a *format.BGPAdvertisement, names map[string]*format.BGPCommunity) {
	values := map[string]format.Origin{}
	for i := range a.Communities {
		c := &a.Communities[i]
		if !format.Fits(c.Value, "community") {
			continue
		}
		value, name := format.CommunityValue(c.Value.Value), c.Alias()
		at := format.Or(c.Name.Origin, c.Value.Origin)
		if first, ok := values[value]; ok {
			v.Fail("community-twice", c.Value.Origin, "community "+wording.Quote(value)+" is there twice", "remove one of the two", first)
		} else if first := names[name]; first != nil && format.CommunityValue(first.Value.Value) != value {
			v.Fail("community-twice", at, "two communities have the name "+wording.Quote(name), "write: another name", format.Or(first.Name.Origin, first.Value.Origin))
		}
		values[value] = c.Value.Origin
		if name != "" && names[name] == nil {
			names[name] = c
		}
		if format.IsLargeCommunity(value) {
			v.Need(c.Value.Origin, platform.MetalLBBGPLargeCommunities, v.Plan.Versions.MetalLB)
		}
	}
}

// checkToldPeers checks that the routers that are told are there: MetalLB takes an
// advertisement to none without a word.
func (v *verdict) checkToldPeers(a *format.BGPAdvertisement, peers map[string]*format.BGPPeer) {
	seen := map[string]format.Origin{}
	unread := slices.ContainsFunc(v.Doc.MetalLB.BGP.Peers, func(p format.BGPPeer) bool { return p.Name.IsWrong() })
	for _, name := range a.Peers {
		first, twice := seen[name.Value]
		seen[name.Value] = name.Origin
		switch {
		case !format.Fits(name, "subdomain"):
		case twice:
			v.Fail("value-twice", name.Origin, wording.Quote(name.Value)+" is there twice", "remove one of the two", first)
		case peers[name.Value] == nil && !unread:
			v.Fail("bgp-peer-unknown", name.Origin, "no peer of metallb.bgp is called "+wording.Quote(name.Value), peerCure(name.Value, peers, a.Peers), format.ListOrigin(v.Doc.MetalLB.BGP.Peers))
		}
	}
}

// peerCure tells which peers there are that are not told already: of an address the one that has
// it, else one that is called nearly so.
func peerCure(name string, peers map[string]*format.BGPPeer, told []format.Text) string {
	var known []string
	for _, k := range slices.Sorted(maps.Keys(peers)) {
		if !slices.ContainsFunc(told, func(t format.Text) bool { return t.Value == k }) {
			known = append(known, k)
		}
	}
	if len(known) == 0 {
		return "remove it: each peer that there is, is told already"
	}
	for _, k := range known {
		if peers[k].Address.Value == name {
			return "write: " + k
		}
	}
	return wording.DidYouMean(name, known)
}

// checkLocalPref finds a preference that nobody hears of, since no router that is told is
// of the cluster's own autonomous system.
func (v *verdict) checkLocalPref(b *format.BGP, a *format.BGPAdvertisement, peers map[string]*format.BGPPeer) {
	if !a.LocalPref.IsSet() || !b.ASN.IsSet() || slices.ContainsFunc(a.Peers, format.Text.IsWrong) {
		return
	}
	for i := range b.Peers {
		p := &b.Peers[i]
		if p.ASN.IsWrong() || p.Name.IsWrong() {
			return // it may be an internal one, or one that is told
		}
		told := len(a.Peers) == 0 || slices.ContainsFunc(a.Peers, func(t format.Text) bool { return peers[t.Value] == p })
		if told && b.Internal(p) {
			return
		}
	}
	whose := "no peer's"
	if len(a.Peers) > 0 {
		whose = "none of these peers'"
	}
	v.Warn("bgp-local-pref", a.LocalPref.Origin, fmt.Sprintf("local preference is told to internal peers only, and %s asn is %d", whose, b.ASN.Value), "remove it", b.ASN.Origin)
}

// checkTogether checks the advertisements of one pool against each other.
func (v *verdict) checkTogether(p *plan.Pool) {
	if !p.SaysWhatIsTold() {
		return
	}
	named := map[string]*format.BGPAdvertisement{}
	for i := range p.Told {
		a := &p.Told[i]
		at := format.Or(a.Name.Origin, a.Origin)
		if first := named[a.ObjectName(p.Name)]; first != nil && platform.MetalLBCustomResources.In(v.Plan.Versions.MetalLB) {
			v.Fail("name-taken", at, fmt.Sprintf("two advertisements of the pool are called %q", a.ObjectName(p.Name)), "write name: ..., another one, in one of them", format.Or(first.Name.Origin, first.Origin))
		} else {
			named[a.ObjectName(p.Name)] = a
		}
		for j := range i {
			v.checkPreferences(p, &p.Told[j], a)
		}
	}
}

// checkPreferences finds two preferences of one route. MetalLB refuses them (metallb,
// internal/config, validateBGPAdvPerPool).
func (v *verdict) checkPreferences(p *plan.Pool, a, b *format.BGPAdvertisement) {
	if a.LocalPref.Value == b.LocalPref.Value || v.tellsApart(p, a, b) {
		return
	}
	at, also := b.LocalPref.Origin, format.Or(a.LocalPref.Origin, a.Origin)
	if !at.IsSet() {
		at, also = a.LocalPref.Origin, b.Origin
	}
	metallb, help := v.Plan.Versions.MetalLB, "write the same in both, or other peers, nodes that one alone has, or another aggregation"
	if platform.MetalLBBGPPreferencesMixed.In(metallb) {
		v.Warn("bgp-preference-twice", at, fmt.Sprintf("another advertisement of pool %s has another local preference for the same routes, and routers are told one of the two", wording.Quote(p.Name)), help, also)
		return
	}
	if !platform.MetalLBBGPLengthsByFamily.In(metallb) {
		help = "write the same in both, or other peers, or nodes that one alone has" // another aggregation would have to be one of both families
	}
	v.Fail("bgp-preference-twice", at, fmt.Sprintf("another advertisement of pool %s has another local preference for the same routes, and MetalLB refuses the two", wording.Quote(p.Name)), help, also)
}

// tellsApart reports whether two advertisements of a pool tell of other prefixes, or
// other routers, or from other nodes as far as is known.
func (v *verdict) tellsApart(p *plan.Pool, a, b *format.BGPAdvertisement) bool {
	length := func(n format.Number, all int) int {
		if n.IsSet() {
			return n.Value
		}
		return all
	}
	has4 := slices.ContainsFunc(p.Ranges, func(r format.AddressRange) bool { return r.First.Is4() })
	has6 := slices.ContainsFunc(p.Ranges, func(r format.AddressRange) bool { return r.First.Is6() })
	other4 := length(a.Aggregation.V4, 32) != length(b.Aggregation.V4, 32)
	other6 := length(a.Aggregation.V6, 128) != length(b.Aggregation.V6, 128)
	if metallb := v.Plan.Versions.MetalLB; !platform.MetalLBBGPLengthsByFamily.In(metallb) && !platform.MetalLBBGPPreferencesMixed.In(metallb) {
		has4, has6 = true, true
	}
	if (other4 || !has4) && (other6 || !has6) {
		return true
	}
	shared := len(a.Peers) == 0 || len(b.Peers) == 0 || slices.ContainsFunc(a.Peers, func(t format.Text) bool { return slices.Contains(format.Values(b.Peers), t.Value) })
	return !shared || v.onOtherNodes(a.Nodes, b.Nodes)
}

// onOtherNodes reports whether no node is in two lists, as far as is known: nodes with
// other labels may be others.
func (v *verdict) onOtherNodes(a, b []format.Node) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return !slices.ContainsFunc(a, func(n format.Node) bool {
		return slices.ContainsFunc(b, func(other format.Node) bool { return other.LabelText() == n.LabelText() })
	})
}
