package platform

import "testing"

func version(t *testing.T, text string) Version {
	t.Helper()
	v, ok := ParseVersion(text)
	if !ok {
		t.Fatalf("ParseVersion(%q) refuses", text)
	}
	return v
}

func TestParseVersion(t *testing.T) {
	for _, c := range []struct{ text, minor, dashes string }{
		{"1.36", "1.36", "1-36"},
		{"1.10", "1.10", "1-10"},
		{"1.9.7", "1.9", "1-9-7"},
		{"0.13.3", "0.13", "0-13-3"},
		{"0.14.0", "0.14", "0-14-0"},
	} {
		v := version(t, c.text)
		if v.String() != c.text || v.MinorText() != c.minor || v.Dashes() != c.dashes || v.IsZero() {
			t.Errorf("%q: got %q, %q, %q", c.text, v.String(), v.MinorText(), v.Dashes())
		}
		if v.HasPatch != (c.text != c.minor) {
			t.Errorf("%q: HasPatch is %v", c.text, v.HasPatch)
		}
	}
	for _, text := range []string{"", "v1.9", "1", "1.", ".1", "1.9.", "1.9.7.1", "1.9.7-rc.1", "1.09", "01.9", "-1.9", "+1.9",
		"1.-9", "1.9 ", " 1.9", "1,9", "1.x", "latest", "0.0", "0.0.0", "1.99999999999999999999", "1.٩"} {
		if v, ok := ParseVersion(text); ok || !v.IsZero() {
			t.Errorf("ParseVersion(%q) takes it as %v", text, v)
		}
	}
	if v := (Version{}); !v.IsZero() || v.String() != "" || v.MinorText() != "" || v.Dashes() != "" {
		t.Error("the zero Version has a text")
	}
}

func TestCompare(t *testing.T) {
	rising := []string{"0.8", "0.9.3", "0.9.6", "0.9", "0.10.0", "1.2.3", "1.9.7", "1.9.10", "1.9", "1.10.0", "1.10", "2.0"}
	for i, a := range rising {
		for j, b := range rising {
			got, want := version(t, a).compare(version(t, b)), min(1, max(-1, i-j))
			if got != want {
				t.Errorf("compare(%s, %s) = %d, want %d", a, b, got, want)
			}
		}
	}
}
