package consequences_test

import (
	"slices"
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
)

// TestPrunedLast: nothing is told of a Secret that Argo CD is to delete last, and that of
// one of which nothing says so is.
func TestPrunedLast(t *testing.T) {
	list := table(t)
	p := &list[slices.IndexFunc(list, func(p pairs.Pair) bool { return p.Name == "28-secret" })]
	now := world(t, p, "new", consequences.ArgoCD)
	for side, wanted := range map[string]bool{"old": true, "last": false} {
		told := consequences.Of(compare.Compare(world(t, p, side, consequences.ArgoCD), now), consequences.ArgoCD)
		if got := slices.ContainsFunc(told.Consequences, func(c consequences.Consequence) bool { return c.Code == "pruned-first" }); got != wanted {
			t.Errorf("%s: told %v, want %v", side, got, wanted)
		}
	}
}
