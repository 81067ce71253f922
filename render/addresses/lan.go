package addresses

import (
	"net/netip"
	"slices"

	"render/render/format"
)

// use is a range of addresses that something on the LAN has.
type use struct {
	format.AddressRange
	what  string // what it is, behind "is" or "are"
	node  bool   // a node of the cluster, which may answer for the address all the same
	other bool   // a server's of the file, of which the tier that has it too is told at the server
	until int    // which of the uses up to this one reaches farthest
}

// lan is what `networks` says.
type lan struct {
	prefixes []netip.Prefix
	origins  []format.Origin
	nodes    []int // how many nodes are in each, -1 where that is not written
	partly   bool  // a network is written so that nobody knows which it is
	uses     []use // by their first addresses
}

// order sorts the uses by their first addresses.
func (l *lan) order() {
	slices.SortStableFunc(l.uses, func(a, b use) int { return a.First.Compare(b.First) })
	for i := range l.uses {
		l.uses[i].until = i
		if i > 0 && l.uses[l.uses[i-1].until].Last.Compare(l.uses[i].Last) >= 0 {
			l.uses[i].until = l.uses[i-1].until
		}
	}
}

// overlap is a use that has an address of a range, nil for none.
func (l *lan) overlap(r format.AddressRange) *use {
	at, _ := slices.BinarySearchFunc(l.uses, r.Last, func(u use, last netip.Addr) int {
		if u.First.Compare(last) <= 0 {
			return -1
		}
		return 1
	})
	if at == 0 {
		return nil
	}
	if u := &l.uses[l.uses[at-1].until]; u.Last.Compare(r.First) >= 0 && u.Last.Is4() == r.First.Is4() {
		return u
	}
	return nil
}

// network is the place of the network that an address is in, -1 for none.
func (l *lan) network(ip netip.Addr) int {
	return slices.IndexFunc(l.prefixes, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// isEnd reports whether an address is the first or the last of its network, which only in
// one of two addresses is a host's (RFC 3021).
func (l *lan) isEnd(at int, ip netip.Addr) bool {
	p := l.prefixes[at]
	return ip.Is4() && p.Bits() < 31 && (ip == p.Addr() || ip == format.LastAddress(p))
}

// knows reports whether a network of an address's family is written.
func (l *lan) knows(ip netip.Addr) bool {
	return slices.ContainsFunc(l.prefixes, func(p netip.Prefix) bool { return p.Addr().Is4() == ip.Is4() })
}
