package addresses

import (
	"net/netip"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// warnOfShutOut warns of tiers that let in a network which nothing is known of, and nobody of their own: one that
// is spelt nearly as it, or of the same numbers in another order. Whoever means it writes it into networks too.
func (v *verdict) warnOfShutOut() {
	l := v.lan
	if l == nil || l.partly {
		return
	}
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		ranges := rangesOf(p.Written.SourceRanges)
		if len(ranges) < len(p.Written.SourceRanges) || len(p.IPs) != len(p.Written.IP) {
			continue // which is told
		}
		for _, ip := range p.IPs {
			at := l.network(ip)
			if at < 0 || slices.ContainsFunc(ranges, l.prefixes[at].Overlaps) {
				continue
			}
			v.warnOfNear(l, at, p, ranges)
		}
	}
}

func (v *verdict) warnOfNear(l *lan, at int, p *plan.Tier, ranges []netip.Prefix) {
	own := l.prefixes[at]
	for i, r := range ranges {
		near := r.Bits() == own.Bits() && wording.Suggest(r.String(), []string{own.String()}) != "" || ofSameNumbers(r.Addr(), own.Addr())
		if slices.ContainsFunc(l.prefixes, r.Overlaps) || !near {
			continue
		}
		t := p.Written.SourceRanges[i]
		v.Warn("lan-shut-out", t.Origin, wording.Quote(t.Value)+" is in none of networks, and nobody of "+own.String()+", where the tier's address is, is let in",
			"write: "+own.String()+"; or add "+r.String()+" to networks, if it is meant", l.origins[at])
		return
	}
}

func ofSameNumbers(a, b netip.Addr) bool {
	if !a.Is4() || !b.Is4() {
		return false
	}
	one, other := a.As4(), b.As4()
	slices.Sort(one[:])
	slices.Sort(other[:])
	return one == other
}

func rangesOf(list []format.Text) []netip.Prefix {
	var out []netip.Prefix
	for _, t := range list {
		if p, err := netip.ParsePrefix(t.Value); err == nil {
			out = append(out, p.Masked())
		}
	}
	return out
}
