package trace

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
)

// TestEdges: whatever blocks there are, some edge is in the same of them as any address that is
// in one, or beside one; and no two are in the same.
func TestEdges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func() netip.Addr {
		return netip.AddrFrom4([4]byte{10, 0, byte(random.IntN(3)), byte(random.IntN(256))})
	}
	in := func(blocks []block, a netip.Addr) (out string) {
		for _, b := range blocks {
			if b.has(a) {
				out += "1"
			} else {
				out += "0"
			}
		}
		return out
	}
	for range 300 {
		var blocks []block
		for range 1 + random.IntN(6) {
			text := netip.PrefixFrom(pick(), 20+random.IntN(13)).String()
			if random.IntN(4) == 0 {
				a, b := pick(), pick()
				if b.Less(a) {
					a, b = b, a
				}
				text = a.String() + "-" + b.String()
			}
			b, ok := readBlock(text)
			if !ok || !b.has(b.first) || !b.has(b.last) || b.has(b.last.Next()) || b.has(b.first.Prev()) {
				t.Fatalf("%s is read as %v", text, b)
			}
			blocks = append(blocks, b)
		}
		found := map[string]bool{}
		for _, a := range edges(blocks, false) {
			if found[in(blocks, a)] {
				t.Fatalf("of %v two are in %s", blocks, in(blocks, a))
			}
			found[in(blocks, a)] = true
		}
		for range 200 {
			if a := pick(); !found[in(blocks, a)] {
				t.Fatalf("of %v none is in the same as %s", blocks, a)
			}
		}
	}
	for _, text := range []string{"", "any", "10.0.0.0/40", "10.0.0.1-", "10.0.0.1-::1", "fe80::1%eth0"} {
		if b, ok := readBlock(text); ok {
			t.Errorf("%q is read as %v", text, b)
		}
	}
	if b, ok := readBlock("2001:db8::/32"); !ok || b.last.String() != "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff" {
		t.Errorf("%v", b)
	}
}

// TestBothEnds: what may become of a block later is seen at either end of it, inside and
// outside, whichever other blocks there are.
func TestBothEnds(t *testing.T) {
	for _, c := range []struct{ blocks, want string }{
		{"192.168.178.0/24", "192.168.178.1 192.168.177.255 192.168.178.255 192.168.179.0"},
		{
			"10.20.0.0/16 10.99.0.0/20 10.7.0.0/24",
			"10.20.0.1 10.19.255.255 10.20.255.255 10.21.0.0 10.99.0.1 10.98.255.255 10.99.15.255 10.99.16.0 10.7.0.1 10.6.255.255 10.7.0.255 10.7.1.0",
		},
		{"192.0.2.7/32 192.0.2.9", "192.0.2.7 192.0.2.6 192.0.2.8 192.0.2.9 192.0.2.10"},
		{"10.0.0.0/8 10.1.0.0/16", "10.0.0.1 9.255.255.255 10.255.255.255 11.0.0.0 10.1.0.1 10.0.255.255 10.1.255.255 10.2.0.0"},
	} {
		var blocks []block
		for _, text := range strings.Fields(c.blocks) {
			b, _ := readBlock(text)
			blocks = append(blocks, b)
		}
		if got := fmt.Sprint(edges(blocks, true)); got != "["+c.want+"]" {
			t.Errorf("of %s %s, not %s", c.blocks, got, c.want)
		}
	}
}
