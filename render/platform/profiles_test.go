package platform

import (
	"strings"
	"testing"
)

// TestProfiles: the profiles of Istio's installer, at each version where they change, and
// of one that is newer than all that is known.
func TestProfiles(t *testing.T) {
	for version, want := range map[string]string{
		"1.9.7":  "default demo empty minimal openshift preview remote",
		"1.10":   "default demo empty external minimal openshift preview remote",
		"1.15.7": "default demo empty external minimal openshift preview",
		"1.16.0": "ambient default demo empty external minimal openshift preview remote",
		"1.21.9": "ambient default demo empty external minimal openshift preview remote",
		"1.22":   "ambient default demo empty minimal openshift openshift-ambient preview remote stable",
		"1.31":   "ambient default demo empty minimal openshift openshift-ambient preview remote stable",
		"1.99":   "ambient default demo empty minimal openshift openshift-ambient preview remote stable",
	} {
		v, ok := ParseVersion(version)
		if !ok {
			t.Fatalf("%s is no version", version)
		}
		if got := strings.Join(Profiles(v), " "); got != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}
