package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestSmokeAuthorities: authorities of one tier are none of another's.
func TestSmokeAuthorities(t *testing.T) {
	requires(t, "curl", "sh")
	g := newGateways(t)
	g.start(t)
	none := filepath.Join(g.dir, "none.crt")
	writeFile(t, none, "")
	for _, c := range []struct {
		cacert, tier string
		code         int
		says         string
	}{
		{"primary=" + none, "staff", 0, ""},
		{"staff=" + none, "staff", 1, "FAIL staff "},
		{none, "staff", 1, "FAIL staff "},
		{"stuff=" + none, "staff", 2, "smoke: stuff=" + none + " cannot be read\n"},
		{"staff=" + none + " stuff=" + none, "staff", 3, "smoke: CACERT has \"stuff=" + none + "\", and it is: FILE, for all tiers, or TIER=FILE for each: primary staff\n"},
		{"staff=" + none + "x", "primary", 2, "smoke: " + none + "x cannot be read\n"},
	} {
		out, code := g.smoke(t, []string{"sh"}, []string{"CACERT=" + c.cacert}, "--tier", c.tier)
		if code != c.code || !strings.Contains(out, c.says) {
			t.Errorf("CACERT=%s --tier %s: exit code %d\n%s", c.cacert, c.tier, code, out)
		}
	}
}
