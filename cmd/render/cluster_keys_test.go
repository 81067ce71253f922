//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestKeysStay: of a Certificate that is deleted it is told that cert-manager leaves its Secret,
// with the command; not where that goes with it, is another's, or is needed.
func TestKeysStay(t *testing.T) {
	const told = "warning: the Secret istio-system/tls-credential with the private key of the Certificate tls-credential stays, as cert-manager leaves it; to delete it too: kubectl delete secret tls-credential -n istio-system\n"
	const begin = "name: home\nmicrok8s: '1.33'\nistio: {version: '1.31', install: istioctl}\nsecrets: "
	issued := begin + "{cert-manager: {issuer: own, kind: ClusterIssuer, solver: dns01}}\n" + inUseTier
	renamed := strings.Replace(issued, "- name: primary\n", "- name: primary\n  names: {secret: other}\n", 1)
	for name, one := range map[string]struct {
		secret, newer string
		args          []string
		told          bool
	}{
		"all of it":             {"tls-credential=", "", []string{"delete"}, true},
		"owned":                 {"tls-credential=Certificate", "", []string{"delete"}, false},
		"another's":             {"=", "", []string{"delete"}, false},
		"fell out":              {"tls-credential=", renamed, []string{"delete"}, true},
		"fell out, of apply":    {"tls-credential=", renamed, []string{"apply"}, true},
		"used by the newer one": {"tls-credential=", begin + "redacted\n" + inUseTier, []string{"delete"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			c := newStandIn(t)
			older, newer := filepath.Join(c.dir, "older.yaml"), filepath.Join(c.dir, "newer.yaml")
			writeFile(t, older, issued)
			args := append(one.args, older)
			if one.newer != "" {
				writeFile(t, newer, one.newer)
				args = append(args, newer)
			}
			c.says(t, "{.spec.secretName}", "tls-credential")
			c.says(t, "get secrets tls-credential", one.secret)
			c.says(t, ".labels.app", "x=home\n")
			var words []string
			if args[0] == "delete" {
				words = append(words, "--yes")
			}
			out, calls, code := c.run(t, []string{"sh"}, args, words...)
			if code != 0 || !strings.Contains(calls, "delete certificates.cert-manager.io tls-credential") || strings.Contains(out, told) != one.told || strings.Contains(out, "private key") != one.told {
				t.Errorf("exit code %d, told %v\n%s\n%s", code, strings.Contains(out, told), out, deletions(calls))
			}
		})
	}
}
