package rules

import (
	"net/netip"
	"slices"

	"render/render/format"
	"render/render/plan"
)

// checkAnybody finds an access by which nobody comes in, since those who may are all among those
// who may not.
func (v *verdict) checkAnybody(t *plan.Tier, a *format.Access) {
	if v.checkLeft(t, a.From, a.NotFrom) || v.checkAdmitted(t, a.From) {
		return
	}
	for i := range a.AnyOf {
		if w := &a.AnyOf[i]; len(w.From)+len(w.NotFrom) > 0 {
			from := w.From
			if len(from) == 0 {
				from = a.From
			}
			v.checkLeft(t, from, slices.Concat(w.NotFrom, a.NotFrom))
		}
	}
}

// checkAdmitted tells of networks of which the load balancer lets none in, and reports whether it
// did. Where something is before the gateway, its own address is the one that comes in.
func (v *verdict) checkAdmitted(t *plan.Tier, from []format.Text) bool {
	ranges, all := prefixes(t.Written.SourceRanges), prefixes(from)
	if p := t.Written.Proxies; p.Trusted.IsSet() || p.Protocol.Value || len(all) == 0 || len(all) < len(from) || len(ranges) < len(t.Written.SourceRanges) {
		return false
	}
	for _, one := range all {
		closed := false // by a range of its family
		for _, r := range ranges {
			if r.Overlaps(one) {
				return false
			}
			closed = closed || r.Addr().Is4() == one.Addr().Is4()
		}
		if !closed {
			return false
		}
	}
	v.fail("access-empty", format.ListOrigin(from), "has no network in common with what sourceRanges lets in, so that nobody comes in", "write networks that are within those, or these into sourceRanges too", format.ListOrigin(t.Written.SourceRanges))
	return true
}

// checkLeft tells of networks of which nothing is left without others, and reports whether it did.
// Where none are named they are all from which the tier's addresses are asked.
func (v *verdict) checkLeft(t *plan.Tier, from, notFrom []format.Text) bool {
	not := prefixes(notFrom)
	all := prefixes(from)
	if len(not) < len(notFrom) || len(all) < len(from) || len(not) == 0 {
		return false // which is told
	}
	if len(from) == 0 {
		all = openTo(t)
	}
	if len(all) == 0 || slices.ContainsFunc(all, func(p netip.Prefix) bool { return !covered(p, not) }) {
		return false
	}
	if len(from) == 0 {
		v.fail("access-empty", format.ListOrigin(notFrom), "has every address in it, so that nobody comes in", "write from in its place, with the networks that may come in, or remove it")
		return true
	}
	v.fail("access-empty", format.ListOrigin(notFrom), "has all in it that from lets in, so that nobody comes in", "write networks that leave some of those, or remove it", format.ListOrigin(from))
	return true
}

// openTo are all addresses of the families in which a tier has one.
func openTo(t *plan.Tier) []netip.Prefix {
	var out []netip.Prefix
	for _, ip := range t.IPs {
		all := netip.PrefixFrom(netip.IPv4Unspecified(), 0)
		if ip.Is6() {
			all = netip.PrefixFrom(netip.IPv6Unspecified(), 0)
		}
		out = append(out, all)
	}
	return out
}

func prefixes(list []format.Text) []netip.Prefix {
	var out []netip.Prefix
	for _, text := range list {
		if p, err := netip.ParsePrefix(text.Value); err == nil && !text.IsWrong() {
			out = append(out, p.Masked())
		}
	}
	return out
}

// covered reports whether every address of a network is in one of others.
func covered(p netip.Prefix, by []netip.Prefix) bool {
	var within []netip.Prefix
	for _, other := range by {
		switch {
		case !other.Overlaps(p):
		case other.Bits() <= p.Bits():
			return true
		default:
			within = append(within, other)
		}
	}
	if len(within) == 0 {
		return false
	}
	lower := netip.PrefixFrom(p.Addr(), p.Bits()+1)
	high := p.Addr().AsSlice()
	high[p.Bits()/8] |= 0x80 >> (p.Bits() % 8)
	a, _ := netip.AddrFromSlice(high)
	return covered(lower, within) && covered(netip.PrefixFrom(a, p.Bits()+1), within)
}
