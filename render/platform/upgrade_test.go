package platform

import (
	"slices"
	"testing"
)

func TestUpgrade(t *testing.T) {
	for _, c := range []struct {
		from, to string
		skipped  []string
		back     bool
	}{
		{"1.30", "1.31", nil, false},
		{"1.30.2", "1.31.0", nil, false},
		{"1.9.7", "1.11", []string{"1.10"}, false},
		{"1.28", "1.31.1", []string{"1.29", "1.30"}, false},
		{"1.31.2", "1.31.1", nil, true},
		{"1.31.1", "1.31", nil, false},
		{"1.31", "1.31.1", nil, false},
		{"1.31", "1.30", nil, true},
		{"1.31", "1.29.9", nil, true},
	} {
		from, _ := ParseVersion(c.from)
		to, _ := ParseVersion(c.to)
		if skipped, back := Upgrade(from, to); !slices.Equal(skipped, c.skipped) || back != c.back {
			t.Errorf("%s to %s: %v, %v", c.from, c.to, skipped, back)
		}
	}
}

func TestMayBe(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"1.31", "1.31.2", true}, {"1.31.2", "1.31", true}, {"1.31", "1.31", true}, {"1.31.1", "1.31.2", false}, {"1.31", "1.30", false}, {"2.31", "1.31", false}} {
		a, _ := ParseVersion(c.a)
		b, _ := ParseVersion(c.b)
		if a.MayBe(b) != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, !c.want)
		}
	}
}

func TestBudgetForOne(t *testing.T) {
	for text, want := range map[string]bool{"": false, "1.9.7": true, "1.27": true, "1.28.0": false, "1.31": false} {
		v, _ := ParseVersion(text)
		if got := BudgetForOne(v); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestForgetsGateways: the mend came to three lines of versions, and a minor alone may be its oldest patch.
func TestForgetsGateways(t *testing.T) {
	for text, want := range map[string]bool{"1.20": true, "1.28.9": true, "1.29": true, "1.29.4": true, "1.29.5": false, "1.30": true, "1.30.1": true, "1.30.2": false, "1.31": false, "1.31.0": false} {
		v, _ := ParseVersion(text)
		if got := ForgetsGateways(v); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
	if ForgetsGateways(Version{}) {
		t.Error("a version that nobody knows forgets")
	}
}

// TestIstioctlUninstall: the command left the experimental ones with 1.15, and who says no version has a newer one.
func TestIstioctlUninstall(t *testing.T) {
	for text, want := range map[string]string{"1.9.7": "istioctl x uninstall", "1.14": "istioctl x uninstall", "1.15": "istioctl uninstall", "1.31.1": "istioctl uninstall", "": "istioctl uninstall"} {
		v, _ := ParseVersion(text)
		if got := IstioctlUninstall(v); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
