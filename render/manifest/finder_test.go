package manifest_test

import (
	"fmt"
	"testing"

	"render/render/manifest"
)

// TestFinder: few members or many, the value of each key is found, and of no other.
func TestFinder(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 500} {
		var o manifest.Object
		for i := range n {
			o = append(o, manifest.Member{Key: fmt.Sprint(i), Value: i})
		}
		find := o.Finder()
		for i := range n {
			if find(fmt.Sprint(i)) != i {
				t.Errorf("of %d members %d is %v", n, i, find(fmt.Sprint(i)))
			}
		}
		if v := find("another"); v != nil {
			t.Errorf("of %d members another one is %v", n, v)
		}
	}
}
