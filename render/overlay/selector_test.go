package overlay

import (
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"render/render/manifest"
)

// TestPairs: a selector that asks for keys and texts alone matches what kustomize's own
// code matches, and all others are left to that.
func TestPairs(t *testing.T) {
	labels := []any{
		nil, manifest.Object{}, map[string]any{},
		manifest.Object{{Key: "app", Value: "web"}},
		map[string]any{"app": "web", "example.org/team": "a.b_c"},
		manifest.Object{{Key: "app", Value: ""}, {Key: "tier", Value: "web"}},
		map[string]any{"app": "Web"},
	}
	matched := 0
	for _, text := range strings.Fields("app=web app==web app= app==  example.org/team=a.b_c app=web,example.org/team=a.b_c app=web,app=other app=web,tier==web tier=web,app= in=a notin=a app=web, ,app=web app=-x a==b=c app!=web app !app app=web,!tier app>1") {
		want := strings.Count(text, "=") > 0 && !strings.ContainsAny(text, "!>")
		if _, err := yaml.NewMapRNode(nil).MatchesLabelSelector(text); err != nil {
			continue // which is refused before
		}
		one := term{text: text, pairs: pairsOf(text)}
		if want != (one.pairs != nil) {
			t.Errorf("%q: pairs %v", text, one.pairs)
		}
		for _, l := range labels {
			ok, err := yaml.NewRNode(toNode(map[string]any{"metadata": map[string]any{"labels": l}})).MatchesLabelSelector(text)
			if got := one.matchesLabels(l); err != nil || got != ok {
				t.Errorf("%q of %v: %v, and kustomize says %v, %v", text, l, got, ok, err)
			}
			if ok && one.pairs != nil {
				matched++
			}
		}
	}
	if matched < 8 {
		t.Errorf("only %d matched", matched)
	}
}

// TestCostsOfLabels: what a selector of labels makes depends on how many objects it
// selects, and not on how many there are.
func TestCostsOfLabels(t *testing.T) {
	o := single("patches:\n- target: {labelSelector: \"only=this\"}\n  patch: |-\n    [{op: add, path: /spec/paused, value: true}]\n")
	of := func(n int) float64 {
		list := deployments(t, n)
		list[7].Object = list[7].Object.With("this", "metadata", "labels", "only")
		return testing.AllocsPerRun(3, func() { apply(t, list, o) })
	}
	if small, large := of(300), of(3000); large > small*1.05 {
		t.Errorf("%.0f allocations for 1 of 300 objects, and %.0f for 1 of 3000", small, large)
	}
}
