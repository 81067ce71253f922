package platform

import (
	"slices"
	"testing"
)

func TestOperatorRules(t *testing.T) {
	resources := func(text, group string) []string {
		var found []string
		for _, rule := range OperatorRules(version(t, text)) {
			if len(rule.Verbs) == 0 {
				t.Errorf("%s: a rule without verbs: %v", text, rule)
			}
			if slices.Contains(rule.Groups, group) {
				if found != nil {
					t.Errorf("%s: two rules for %q", text, group)
				}
				found = rule.Resources
			}
		}
		return found
	}
	for _, c := range []struct {
		text, group, resource string
		want                  bool
	}{
		{"1.9.7", "", "secrets", true},
		{"1.9.7", "", "pods/portforward", false},
		{"1.12.7", "", "pods/portforward", true},
		{"1.16.0", "", "resourcequotas", false},
		{"1.18.1", "", "resourcequotas", true},
		{"1.9.7", "apps", "statefulsets", true},
		{"1.12.7", "apps", "statefulsets", false},
		{"1.23.6", "apps", "deployments/finalizers", true},
		{"1.9.7", "rbac.authorization.k8s.io", "clusterroles", true},
		{"1.9.7", "coordination.k8s.io", "leases", true},
		{"1.21.6", "telemetry.istio.io", "*", false},
		{"1.23.6", "telemetry.istio.io", "*", true},
		{"1.23.6", "extensions.istio.io", "*", true},
	} {
		if got := slices.Contains(resources(c.text, c.group), c.resource); got != c.want {
			t.Errorf("%s: %q in group %q: %v", c.text, c.resource, c.group, got)
		}
	}
	for _, text := range []string{"1.24.0", "1.31", "1.8.6"} {
		if rules := OperatorRules(version(t, text)); rules != nil {
			t.Errorf("%s: %v", text, rules)
		}
	}
	OperatorRules(version(t, "1.9.7"))[0].Verbs[0] = "changed"
	if OperatorRules(version(t, "1.9.7"))[0].Verbs[0] != "*" {
		t.Error("a caller can change the table")
	}
}
