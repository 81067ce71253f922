package addresses

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// mostUses is how many of a network's uses one message names.
const mostUses = 8

// checkPoolOnLAN checks what MetalLB hands out unasked.
func (v *verdict) checkPoolOnLAN(l *lan, addresses []format.Text) {
	for _, t := range addresses {
		r, fault := format.ParseRange(t.Value)
		if fault.Found() {
			continue
		}
		uses := l.overlaps(r)
		if len(uses) == 0 || r.First == r.Last && v.usedAddresses()[r.First] {
			continue
		}
		var parts []string
		var at []format.Origin
		for i, u := range uses {
			if i == mostUses {
				parts = append(parts, fmt.Sprintf("%d more are taken", len(uses)-mostUses))
				break
			}
			whole := u.First.String()
			if u.First != u.Last {
				whole += "-" + u.Last.String()
			}
			parts, at = append(parts, whole+" is "+u.what), append(at, u.Origin)
		}
		help := "leave it out of the pool, or write autoAssign: false in it"
		if len(parts) > 1 {
			help = "leave them out of the pool, or write autoAssign: false in it"
		}
		if v.apart && !slices.ContainsFunc(uses, func(u *use) bool { return u.what != "reserved" }) {
			help += "; or leave the addon's range out of reserved, since MetalLB is to give it"
		}
		v.Warn("address-in-use", t.Origin, "MetalLB gives Services any address of "+wording.Quote(t.Value)+", and "+strings.Join(parts, ", "), help, at...)
	}
}

// overlaps are the uses that have an address of a range, in the order of their addresses.
func (l *lan) overlaps(r format.AddressRange) []*use {
	if l.overlap(r) == nil {
		return nil
	}
	var out []*use
	for i := range l.uses {
		if u := &l.uses[i]; u.First.Is4() == r.First.Is4() && u.First.Compare(r.Last) <= 0 && u.Last.Compare(r.First) >= 0 {
			out = append(out, u)
		}
	}
	return out
}

// checkPoolEnds checks whether what MetalLB hands out unasked are addresses of hosts, and of a
// network whose hosts look for them, where some of them are of one that is known.
func (v *verdict) checkPoolEnds(l *lan, pool *plan.Pool) {
	for _, t := range pool.Written.Addresses {
		r, fault := format.ParseRange(t.Value)
		if fault.Found() || r.First == r.Last && v.usedAddresses()[r.First] {
			continue
		}
		at := l.network(r.First)
		if at < 0 {
			at = l.network(r.Last)
		}
		switch byBGP := pool.Ways.BGP && !pool.Ways.Layer2; {
		case at < 0: // of a network that is not written
		case !byBGP && !(l.prefixes[at].Contains(r.First) && l.prefixes[at].Contains(r.Last)):
			v.Warn("address-off-lan", t.Origin, "MetalLB gives Services any address of "+wording.Quote(t.Value)+", which reaches out of "+l.prefixes[at].String()+": nobody there looks for the others, and the ends of a network are no host's",
				l.within(at, r), l.origins[at])
		default:
			v.warnOfEnds(l, at, t, r, pool)
		}
	}
}

// warnOfEnds warns of an end of a network that MetalLB may give to a Service.
func (v *verdict) warnOfEnds(l *lan, at int, t format.Text, r format.AddressRange, pool *plan.Pool) {
	for _, ip := range []netip.Addr{l.prefixes[at].Addr(), format.LastAddress(l.prefixes[at])} {
		if !l.isEnd(at, ip) || r.First.Compare(ip) > 0 || r.Last.Compare(ip) < 0 {
			continue
		}
		if last := ip.As4()[3]; pool.Written.AvoidBuggyIPs.Value && (last == 0 || last == 255) {
			continue
		}
		v.Warn("address-in-use", t.Origin, "MetalLB gives Services any address of "+wording.Quote(t.Value)+", and "+ip.String()+" is an end of "+l.prefixes[at].String()+", which is no host's", l.within(at, r), l.origins[at])
		return
	}
}

// within is the help for a range of which a part alone is for hosts of a network.
func (l *lan) within(at int, r format.AddressRange) string {
	first, last := r.First, r.Last
	if p := l.prefixes[at]; !p.Contains(first) {
		first = p.Addr()
	}
	if p := l.prefixes[at]; !p.Contains(last) {
		last = format.LastAddress(p)
	}
	if l.isEnd(at, first) {
		first = first.Next()
	}
	if l.isEnd(at, last) {
		last = last.Prev()
	}
	switch first.Compare(last) {
	case 0:
		return "write: " + first.String() + ", or autoAssign: false in the pool"
	case -1:
		return "write: " + first.String() + "-" + last.String() + ", or autoAssign: false in the pool"
	}
	return "remove it, or write autoAssign: false in the pool"
}
