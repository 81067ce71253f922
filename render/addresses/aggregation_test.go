package addresses

import (
	"net/netip"
	"testing"

	"render/render/findings"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// TestAggregationOfRanges: the short way of telling what a range holds agrees
// with taking it apart into networks, as MetalLB does.
func TestAggregationOfRanges(t *testing.T) {
	for _, version := range []string{"0.9.3", "0.15.3"} {
		v := &verdict{Findings: findings.New(&plan.Plan{})}
		v.Plan.Versions.MetalLB, _ = platform.ParseVersion(version)
		for _, base := range []string{"192.168.1.0", "0.0.0.0", "255.255.255.192", "fd00::40", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffc0"} {
			start := netip.MustParseAddr(base)
			for from := range 40 {
				first := plus(start, from)
				for size := range 24 {
					last := plus(first, size)
					if !last.IsValid() {
						break
					}
					r := format.AddressRange{First: first, Last: last}
					least := v.leastLength(r)
					for length := start.BitLen() - 8; length <= start.BitLen(); length++ {
						if got := v.holdsPrefixes(r, length); got != (length >= least) {
							t.Fatalf("%s: %s-%s holds prefixes of length %d: %v; the least is %d", version, first, last, length, got, least)
						}
					}
				}
			}
		}
	}
}

func plus(a netip.Addr, n int) netip.Addr {
	for ; n > 0 && a.IsValid(); n-- {
		a = a.Next()
	}
	return a
}
