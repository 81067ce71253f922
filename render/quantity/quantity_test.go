package quantity_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/quantity"
)

func TestCanonical(t *testing.T) {
	for text, want := range map[string]string{
		"2000m": "2", "1024Mi": "1Gi", "100m": "100m", "2": "2", "0": "0", "0m": "0", "00": "0", "0.5": "500m", ".5": "500m", "5.": "5",
		"1500m": "1500m", "1.5": "1500m", "1000": "1k", "1000000": "1M", "2500": "2500", "0100m": "100m", "+1": "1", "-1000m": "-1",
		"1.5Gi": "1536Mi", "0.5Ki": "512", "1.1Ki": "1126400m", "1023Ki": "1023Ki", "2048Ki": "2Mi", "1048576Ki": "1Gi", "1Ei": "1Ei",
		"1e3": "1e3", "1E3": "1e3", "12e1": "120", "1e-3": "1e-3", "1e2": "100", "1E": "1E", "0.0000000001": "1n", "-0.0000000001": "-1n", "1u": "1u", "1000n": "1u",
		// No quantities, or cut by the API server.
		"": "", "x": "x", "1x": "1x", "1 Gi": "1 Gi", "1.2.3": "1.2.3", "--1": "--1", ".": ".", "m": "m", "1e": "1e", "1e999999999": "1e999999999",
		"1000E": "1000E", "8Ei": "8Ei", "128mi": "128mi", strings.Repeat("1", 99): strings.Repeat("1", 99),
	} {
		if got := quantity.Canonical(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if again := quantity.Canonical(want); again != want {
			t.Errorf("%q is not canonical by itself: %q", want, again)
		}
	}
}

func decode(t *testing.T, text string) manifest.Object {
	t.Helper()
	out := manifest.Object{}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestIn(t *testing.T) {
	const before = `{"spec": {"replicas": 2000, "template": {"spec": {
		"containers": [{"name": "a", "args": ["2000m"], "resources": {"requests": {"cpu": "2000m", "memory": "64Mi"}, "limits": {"cpu": 2}},
			"env": [{"name": "A", "value": "2000m"}, {"name": "B", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu", "divisor": "1000m"}}}]}],
		"volumes": [{"name": "v", "emptyDir": {"sizeLimit": "1024Mi"}}]}}}}`
	const after = `{"spec": {"replicas": 2000, "template": {"spec": {
		"containers": [{"name": "a", "args": ["2000m"], "resources": {"requests": {"cpu": "2", "memory": "64Mi"}, "limits": {"cpu": "2"}},
			"env": [{"name": "A", "value": "2000m"}, {"name": "B", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu", "divisor": "1"}}}]}],
		"volumes": [{"name": "v", "emptyDir": {"sizeLimit": "1Gi"}}]}}}}`
	given := decode(t, before)
	if got := quantity.In("apps", "Deployment", given); !reflect.DeepEqual(got, decode(t, after)) {
		t.Errorf("%v", got)
	}
	if !reflect.DeepEqual(given, decode(t, before)) {
		t.Error("the object that was given changed")
	}
	same := decode(t, after)
	if got := quantity.In("apps", "Deployment", same); reflect.ValueOf(got).Pointer() != reflect.ValueOf(same).Pointer() {
		t.Error("an object in canonical form was copied")
	}
	if got := quantity.In("example.org", "Deployment", given); !reflect.DeepEqual(got, given) {
		t.Error("another kind was changed")
	}
}

// TestCompare: which of two quantities is the larger, however they are written.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		order int
		ok    bool
	}{
		{"1Gi", "1024Mi", 0, true}, {"1Gi", "1G", 1, true}, {"500m", "1", -1, true}, {"1e3", "1k", 0, true}, {"-1", "1", -1, true}, {"0.5", "499m", 1, true},
		{"x", "1", 0, false}, {"1", "", 0, false},
	} {
		if order, ok := quantity.Compare(c.a, c.b); order != c.order || ok != c.ok {
			t.Errorf("%q and %q: %d, %v", c.a, c.b, order, ok)
		}
	}
}
