package topology

import (
	"slices"
	"testing"
)

// TestOverlaps: the hosts that are found are those that covers tells, each pair
// once.
func TestOverlaps(t *testing.T) {
	hosts := []string{"*", "*.org", "*.a.org", "a.org", "b.a.org", "*.b.a.org", "c.b.a.org", "a.com", "xa.org", "org", "*.com"}
	for n := range len(hosts) {
		list := hosts[n:]
		var want []hostOverlap
		for _, h := range list {
			for _, wide := range list {
				if wide != h && covers(wide, h) {
					want = append(want, hostOverlap{wide, h})
				}
			}
		}
		got := overlaps(list)
		if len(got) != len(want) || slices.ContainsFunc(want, func(o hostOverlap) bool { return !slices.Contains(got, o) }) {
			t.Errorf("%v: %v, want %v", list, got, want)
		}
	}
	if got := widest([]string{"b.a.org", "*.a.org", "a.org"}); !slices.Equal(got, []string{"*.a.org", "a.org"}) {
		t.Error(got)
	}
}
