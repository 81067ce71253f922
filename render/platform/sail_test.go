package platform

import "testing"

func TestSail(t *testing.T) {
	for text, want := range map[string]string{"1.31.1": "v1.31.1", "1.31": "v1.31-latest"} {
		if got := SailVersion(version(t, text)); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := SailRevision(version(t, "1.31.1")); got != "-v1-31-1" {
		t.Error(got)
	}
}

func TestAutoscalerAPI(t *testing.T) {
	for text, want := range map[string]string{"1.22": "autoscaling/v2beta2", "1.23": "autoscaling/v2"} {
		if got := AutoscalerAPI(version(t, text)); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	for text, want := range map[string]string{"1.20": "policy/v1beta1", "1.21": "policy/v1"} {
		if got := DisruptionBudgetAPI(version(t, text)); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
