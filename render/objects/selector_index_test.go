package objects

import (
	"math/rand/v2"
	"slices"
	"testing"

	"render/render/manifest"
)

// TestSelectorIndex: it finds what a look at each selector finds, in its order.
func TestSelectorIndex(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	some := func() (out Labels) {
		for _, key := range []string{"app", "part", "tier"} {
			if value := random.IntN(4); value < 3 {
				out = append(out, manifest.Member{Key: key, Value: string(rune('a' + value))})
			}
		}
		return out
	}
	namespaces := []string{"one", "two"}
	var x SelectorIndex
	var all []selecting
	for range 200 {
		one := selecting{namespaces[random.IntN(2)], some()}
		if random.IntN(20) == 0 {
			one.selector = append(one.selector, manifest.Member{Key: "odd", Value: 1})
		}
		all = append(all, one)
		x.Add(one.namespace, one.selector)
	}
	for range 200 {
		namespace, labels := namespaces[random.IntN(2)], some()
		var want []int
		for i, one := range all {
			if one.namespace == namespace && labels.Match(one.selector) {
				want = append(want, i)
			}
		}
		if got := x.Match(namespace, labels); !slices.Equal(got, want) {
			t.Fatalf("%s %v: %v, and each by itself %v", namespace, labels, got, want)
		}
	}
}
