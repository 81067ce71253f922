package routing

import (
	"fmt"
	"testing"
)

// TestMostSpecific: what is looked up is what a search through all hosts finds.
func TestMostSpecific(t *testing.T) {
	names := []string{"*", "*.org", "*.example.org", "*.a.example.org", "*ample.org", "example.org", "a.example.org", "b.a.example.org", "x.net", "*.net", "", "*."}
	for set := range 1 << len(names) {
		hosts := map[string]int{}
		for i, name := range names {
			if set>>i&1 == 1 && name != "" {
				hosts[name] = i
			}
		}
		for _, name := range append(names, "c.b.a.example.org", "*.b.a.example.org", "other") {
			want := ""
			for host := range hosts {
				if Covers(host, name) && (want == "" || CompareHosts(host, want) < 0) {
					want = host
				}
			}
			if got, ok := MostSpecific(hosts, name); got != want || ok != (want != "") {
				t.Fatalf("of %v for %q: %q, not %q", hosts, name, got, want)
			}
		}
	}
}

// BenchmarkMostSpecific has one name of thousands below a wildcard looked for.
func BenchmarkMostSpecific(b *testing.B) {
	hosts := map[string]bool{"*.example.org": true}
	for i := range 4000 {
		hosts[fmt.Sprintf("a%d.example.org", i)] = true
	}
	for b.Loop() {
		MostSpecific(hosts, "none.of.them.example.org")
	}
}
