package consequences_test

import (
	"strings"
	"testing"

	"render/render/compare"
	"render/render/consequences"
)

// TestRemaining: what steps do away with does not remain, and what stands beside them does;
// of both sides that are the same nothing does.
func TestRemaining(t *testing.T) {
	want := map[string]string{"02-swap": "address-changes-hands", "10-skips": "", "12-istioctl-to-sail": "two-installers", "12-operator-to-istioctl": "", "14-announced": "", "25-application": "", "07-host-gone": "host-gone", "25-immutable": "immutable-field pods-none",
		"17-namespace": "route-gap", "28-route": "", // in one pair requests fail for a while, whatever the steps
		"15-pool-split": "", "15-pool-late": "route-gone pools-overlap service-ip-dropped"}
	// An older route goes on as before until a step deletes it, unless another stops what it leads to.
	applied := map[string]string{"22-app-renamed": "", "22-claim-renamed": "pods-stop old-route-wins",
		"19-claim-second-app": "claim-shared", "19-claim-second-pod": "claim-shared"}
	for _, p := range table(t) {
		by := consequences.ArgoCD
		expected, asked := want[p.Name]
		if text, ok := applied[p.Name]; ok {
			expected, asked, by = text, true, consequences.Kubectl
		}
		if !asked {
			continue
		}
		delete(want, p.Name)
		delete(applied, p.Name)
		old, new := world(t, &p, "old", by), world(t, &p, "new", by)
		list := consequences.Of(compare.Compare(old, new), by)
		if got := strings.Join(list.Remaining(), " "); got != expected {
			t.Errorf("%s: %q remains, want %q", p.Name, got, expected)
		}
		same := consequences.Of(compare.Compare(old, old), by)
		if got := same.Remaining(); len(got) > 0 {
			t.Errorf("%s: %q remains of no change", p.Name, got)
		}
	}
	if len(want)+len(applied) > 0 {
		t.Errorf("no pairs of these names: %v, %v", want, applied)
	}
}
