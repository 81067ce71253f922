package consequences_test

import (
	"fmt"
	"slices"
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/objects"
	"render/render/places"
)

// TestOfIstioctl: an IstioOperator of an Istio that has no operator is never in the
// cluster, so that nothing is told of what its deletion takes along; of one that an
// operator may read it is.
func TestOfIstioctl(t *testing.T) {
	side := func(name, tag string) *objects.World {
		text := fmt.Sprintf("apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: %s, namespace: istio-system}\nspec: {profile: default, tag: %s}\n", name, tag)
		w, diagnostics := objects.Read(places.NewSource(name, []byte(text)))
		if err := diagnostics.Err(); err != nil {
			t.Fatal(err)
		}
		return w
	}
	for tag, wanted := range map[string]bool{"1.23.6": true, "1.24.0": false, "1.31.1": false} {
		list := consequences.Of(compare.Compare(side("plane", tag), side("staging-plane", tag)), consequences.Flux)
		if got := slices.ContainsFunc(list.Consequences, func(c consequences.Consequence) bool { return c.Code == "pruned-with-more" }); got != wanted {
			t.Errorf("%s: told %v, want %v: %v", tag, got, wanted, list)
		}
		if !wanted && len(list.Consequences) > 0 {
			t.Errorf("%s: told %v", tag, list)
		}
	}
}
