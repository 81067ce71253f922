package platform

import "testing"

func TestAgrees(t *testing.T) {
	for _, c := range []struct {
		tag, version string
		want         bool
	}{
		{"1.31.1-distroless", "1.31", true},
		{"1.31.1", "1.31.1", true},
		{"1.31-alpha.0a1b2c", "1.31.4", true},
		{"1.31.1-distroless", "1.31.2", false},
		{"1.28.1", "1.31", false},
		{"1.3.1", "1.31.1", false},
	} {
		is, ok := Leading(c.tag)
		if version, _ := ParseVersion(c.version); !ok || is.Agrees(version) != c.want || version.Agrees(is) != c.want {
			t.Errorf("%s and %s: %v, %v", c.tag, c.version, ok, !c.want)
		}
	}
	for _, tag := range []string{"latest", "release-1.28.1", "v1.28.1", ""} {
		if is, ok := Leading(tag); ok {
			t.Errorf("%q begins with %s", tag, is)
		}
	}
}
