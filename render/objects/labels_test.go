package objects_test

import (
	"math/rand"
	"slices"
	"strconv"
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

func itoa(n int) string { return strconv.Itoa(n) }

// labels are keys and values by turns.
func labels(words ...any) objects.Labels {
	var out objects.Labels
	for i := 0; i < len(words); i += 2 {
		out = append(out, manifest.Member{Key: words[i].(string), Value: words[i+1]})
	}
	return out
}

func TestLabels(t *testing.T) {
	pod := labels("app", "shop", "version", "v1", "odd", int64(1))
	for _, c := range []struct {
		selector objects.Labels
		want     bool
		text     string
		missing  string
	}{
		{nil, true, "{}", "{}"},
		{labels("app", "shop"), true, "app=shop", "{}"},
		{labels("version", "v1", "app", "shop"), true, "app=shop,version=v1", "{}"},
		{labels("app", "shop", "tier", "front"), false, "app=shop,tier=front", "tier=front"},
		{labels("app", "shp"), false, "app=shp", "app=shp"},
		{labels("app", ""), false, "app=", "app="},
		{labels("tier", ""), false, "tier=", "tier="},
		{labels("odd", int64(1)), false, "odd=", "odd="}, // no text matches nothing, not even itself
		{labels("app", nil), false, "app=", "app="},
	} {
		if got := pod.Match(c.selector); got != c.want {
			t.Errorf("%s: matches %v", c.selector, got)
		}
		if got := c.selector.String(); got != c.text {
			t.Errorf("%s, want %s", got, c.text)
		}
		if got := pod.Missing(c.selector).String(); got != c.missing {
			t.Errorf("%s misses %s, want %s", c.selector, got, c.missing)
		}
	}
	over := pod.With(labels("version", "v2", "tier", "front"))
	if got := over.String(); got != "app=shop,odd=,tier=front,version=v2" || pod.String() != "app=shop,odd=,version=v1" {
		t.Errorf("%s over %s", got, pod)
	}
}

func TestLabelSelector(t *testing.T) {
	for selector, want := range map[string]bool{
		"{}":                         true,
		"{matchLabels: {app: shop}}": true,
		"{matchLabels: {app: till}}": false,
		"{matchLabels: [app]}":       true, // holds no labels that could differ
		"{matchExpressions: [{key: app, operator: In, values: [till, shop]}]}":                                        true,
		"{matchExpressions: [{key: app, operator: In, values: [till]}]}":                                              false,
		"{matchExpressions: [{key: app, operator: In}]}":                                                              false,
		"{matchExpressions: [{key: tier, operator: In, values: [\"\"]}]}":                                             false,
		"{matchExpressions: [{key: app, operator: NotIn, values: [shop]}]}":                                           false,
		"{matchExpressions: [{key: tier, operator: NotIn, values: [shop]}]}":                                          true,
		"{matchExpressions: [{key: app, operator: Exists}]}":                                                          true,
		"{matchExpressions: [{key: tier, operator: Exists}]}":                                                         false,
		"{matchExpressions: [{key: tier, operator: DoesNotExist}]}":                                                   true,
		"{matchExpressions: [{key: app, operator: DoesNotExist}]}":                                                    false,
		"{matchExpressions: [{key: app, operator: Near}, 3]}":                                                         true,
		"{matchLabels: {app: shop}, matchExpressions: [{key: app, operator: Exists}, {key: tier, operator: Exists}]}": false,
	} {
		w := read(t, "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: "+selector+"}\n")
		for policy := range w.NetworkPolicies() {
			if got := policy.PodSelector().Match(labels("app", "shop", "version", "v1")); got != want {
				t.Errorf("%s: %v", selector, got)
			}
		}
	}
}

// TestLabelIndex compares the index with a look at each, for selectors of few keys
// and of more than are indexed one by one.
func TestLabelIndex(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for _, keys := range []int{2, 60} {
		some := func(n int) objects.Labels {
			var out objects.Labels
			for _, key := range random.Perm(keys)[:random.Intn(n+1)] {
				out = append(out, manifest.Member{Key: "k" + itoa(key), Value: []any{"a", "b", "c", int64(3)}[random.Intn(4)]})
			}
			return out
		}
		var x objects.LabelIndex
		var all []objects.Labels
		namespaces := []string{"", "web", "shop"}
		for n := range 200 {
			all = append(all, some(min(keys, 6)))
			x.Add(namespaces[n%3], all[n])
		}
		matches := 0
		for range 2000 {
			namespace, selector := random.Intn(3), some(2)
			var want []int
			for n, l := range all {
				if n%3 == namespace && l.Match(selector) {
					want = append(want, n)
				}
			}
			matches += len(want)
			if got := slices.Collect(x.Match(namespaces[namespace], selector)); !slices.Equal(got, want) {
				t.Fatalf("%d keys: %s in %q: %v, want %v", keys, selector, namespaces[namespace], got, want)
			}
		}
		if matches == 0 {
			t.Error("no selector matched")
		}
	}
}
