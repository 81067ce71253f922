//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"strings"
	"testing"
)

// TestCertificatesAwaited: a script ends once what cert-manager issues is there, and tells of what is not, and of what
// an authority has asked for.
func TestCertificatesAwaited(t *testing.T) {
	const topology = "../../examples/cert-manager/topology.yaml"
	t.Run("ready", func(t *testing.T) {
		out, calls, code := newStandIn(t).run(t, []string{"sh"}, []string{"apply", topology})
		routes, asked := strings.LastIndex(calls, " apply "), strings.LastIndex(calls, "get certificates.cert-manager.io")
		if code != 0 || asked < routes || !strings.Contains(out, "apply: certificates that cert-manager issues\napply: done") {
			t.Errorf("exit code %d\n%s\n%s", code, out, calls)
		}
	})
	t.Run("not ready", func(t *testing.T) {
		c := newStandIn(t)
		c.says(t, `=="Ready")].observedGeneration}`, "7 7 False\n")
		c.says(t, `=="Ready")].message}`, "Issuing certificate as Secret does not exist\n")
		c.says(t, "get challenges.acme.cert-manager.io", "home.example.org: pending Waiting for HTTP-01 challenge propagation\n")
		out, calls, code := c.run(t, []string{"sh"}, []string{"apply", topology})
		for _, said := range []string{
			"apply: warning: the Certificate istio-system/tls-credential is not ready (Issuing certificate as Secret does not exist): kubectl -n istio-system describe certificate tls-credential tells why\n",
			"apply: warning: the authority's challenge for home.example.org: pending Waiting for HTTP-01 challenge propagation (kubectl -n istio-system describe challenges tells more)\n",
			"apply: all is applied, and certificates are not issued, as told above, after 4s; once the cause is mended, cert-manager tries again by itself\n",
		} {
			if strings.Count(out, said) != 1 {
				t.Errorf("does not say once: %s", said)
			}
		}
		if code != 1 || strings.Contains(out, "done") {
			t.Errorf("exit code %d\n%s\n%s", code, out, calls)
		}
	})
	for name, script := range map[string][]string{"of none": {"apply", "--secrets", "omit", smallTopology}, "dry": {"apply", topology}} {
		t.Run(name, func(t *testing.T) {
			var args []string
			if name == "dry" {
				args = []string{"--dry-run"}
			}
			out, calls, code := newStandIn(t).run(t, []string{"sh"}, script, args...)
			if code != 0 || strings.Contains(out, "certificates that") || strings.Contains(calls, "get certificates") {
				t.Errorf("exit code %d\n%s\n%s", code, out, calls)
			}
		})
	}
}
