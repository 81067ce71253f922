//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func deletions(calls string) string {
	return strings.Join(regexp.MustCompile(`(?m)^(kubectl delete|helm uninstall|istioctl uninstall -y).*$`).FindAllString(calls, -1), "\n")
}

// TestPruneSecrets: what gateways take their certificates from stays where others make
// it, with the copies and authorities beside it; a Secret that nothing names goes.
func TestPruneSecrets(t *testing.T) {
	c := newStandIn(t)
	c.says(t, "get secrets -A", "v1 Secret istio-system/tls-credential \nv1 Secret default/tls-credential \nv1 Secret istio-system/tls-credential-cacert \nv1 Secret istio-system/tls-gone \n")
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", seedTopology}, "--prune")
	if want := "kubectl delete secrets tls-gone -n istio-system --ignore-not-found --timeout 4s"; code != 0 || deletions(calls) != want {
		t.Errorf("exit code %d: %s\n%s", code, deletions(calls), out)
	}
	if want := "apply: secrets istio-system/tls-credential stays, since the topology names it\n"; !strings.Contains(out, want) {
		t.Errorf("no %q\n%s", want, out)
	}
	// Where Secrets are rendered the copies that are not go.
	out, calls, code = c.run(t, []string{"sh"}, []string{"apply", seedTopology}, "--prune")
	if got := deletions(calls); code != 0 || strings.Contains(got, "tls-credential -n") || strings.Count(got, "\n") != 1 || !strings.Contains(got, "tls-credential-cacert") {
		t.Errorf("rendered: exit code %d: %s\n%s", code, got, out)
	}
	script, err := exec.Command("render", "script", "apply", "--secrets", "omit", seedTopology, seedTopology).CombinedOutput()
	if err != nil || strings.Contains(string(script), "drop secrets") {
		t.Errorf("%v\n%s", err, script)
	}
	// The older topology rendered what the newer one names only.
	dir := t.TempDir()
	text, err := os.ReadFile(smallTopology)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "old.yaml"), strings.Replace(string(text), "name: home\n", "name: home\nsecrets: redacted\n", 1))
	writeFile(t, filepath.Join(dir, "new.yaml"), strings.Replace(string(text), "name: home\n", "name: home\nsecrets: omit\n", 1))
	script, err = exec.Command("render", "script", "apply", filepath.Join(dir, "old.yaml"), filepath.Join(dir, "new.yaml")).CombinedOutput()
	if err != nil || strings.Contains(string(script), "drop secrets") || !strings.Contains(string(script), "is not rendered any more and stays on the cluster: the topology names a Secret") {
		t.Errorf("%v\n%s", err, script)
	}
}

// TestDeleteLeavesOthers: a namespace stays with whatever is in it, and where that cannot
// be told; what Kubernetes and istiod put into each is nothing.
func TestDeleteLeavesOthers(t *testing.T) {
	for name, one := range map[string]struct {
		set  func(*standInCluster)
		said string
	}{
		"a Secret":       {func(c *standInCluster) { c.says(t, "-n istio-system get configmaps", "secret/theirs\n") }, "there is something in it: secret/theirs\n"},
		"an object":      {func(c *standInCluster) { c.says(t, "-n istio-system get configmaps", "widget.example.org/one\n") }, "there is something in it: widget.example.org/one\n"},
		"a failing list": {func(c *standInCluster) { c.fails(t, "-n istio-system get configmaps", "forbidden\n") }, "there is something in it: not known, since kubectl get fails: forbidden\n"},
		"failing kinds":  {func(c *standInCluster) { c.fails(t, "api-resources", "no metrics\n") }, "there is something in it: not known, since kubectl api-resources fails: no metrics\n"},
		"what istiod left": {func(c *standInCluster) {
			c.says(t, "-n istio-system get configmaps", "configmap/istio-leader\nsecret/istio-ca-secret\nconfigmap/istio-namespace-controller-election\n")
		}, ""},
		"what all of it is": {func(*standInCluster) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newStandIn(t)
			c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
			one.set(c)
			out, calls, code := c.run(t, []string{"sh"}, []string{"delete", "--secrets", "omit", smallTopology}, "--yes")
			gone := strings.Contains(calls, "kubectl delete namespaces istio-system")
			if code != 0 || gone != (one.said == "") || !strings.Contains(out, one.said) || strings.HasSuffix(out, "delete: deleted; what warnings tell of stays\n") == gone {
				t.Errorf("exit code %d, gone %v\n%s", code, gone, out)
			}
		})
	}
}

// TestDeleteOthersIstio: the Istio of another topology is not uninstalled.
func TestDeleteOthersIstio(t *testing.T) {
	for topology, uninstall := range map[string]string{smallTopology: "istioctl uninstall -y", "../../examples/helm/topology.yaml": "helm uninstall"} {
		for name, want := range map[string]string{"x=other\n": "delete: warning: the Istio in namespace istio-system is not of ", "x=\n": "is not of ", "": "delete: there is no namespace istio-system, and so no Istio in it\n"} {
			c := newStandIn(t)
			c.says(t, "ignore-not-found -o jsonpath", name)
			out, calls, code := c.run(t, []string{"sh"}, []string{"delete", "--secrets", "omit", topology}, "--yes")
			if code != 0 || strings.Contains(calls, uninstall) || !strings.Contains(out, want) || !strings.Contains(out, "delete: nothing deleted") {
				t.Errorf("%s, %q: exit code %d\n%s\n%s", topology, name, code, out, calls)
			}
		}
	}
}

// TestEnvironmentIsChecked: no shell counts with what is no number, or with what begins
// with 0, and nothing is called before that is known.
func TestEnvironmentIsChecked(t *testing.T) {
	c := newStandIn(t)
	for _, shell := range posixShells(t) {
		for setting, ok := range map[string]bool{"TIMEOUT=08": true, "TIMEOUT=018": true, "TIMEOUT=09": true, "POLL=00": true, "TIMEOUT=00": false, "TIMEOUT=": false,
			"TIMEOUT=4x": false, "TIMEOUT=-1": false, "TIMEOUT=99999999999999999999": false, "TIMEOUT=1000000": false, "POLL=": false, "POLL=1.5": false, "POLL=a": false} {
			for _, which := range []string{"apply", "delete"} {
				out, calls, code := c.run(t, append([]string{"env", setting}, shell...), []string{which, "--secrets", "omit", smallTopology}, "--dry-run")
				said := which + ": " + setting + " is no number of seconds from "
				if ok && (code != 0 || !strings.Contains(out, "dry run: nothing was changed")) || !ok && (code != 3 || !strings.HasPrefix(out, said) || calls != "") {
					t.Errorf("%q %s %s: exit code %d\n%s\n%s", shell, setting, which, code, out, calls)
				}
			}
		}
	}
}

// TestBrokenStep: where a step breaks the shell itself, none follows, by each shell.
func TestBrokenStep(t *testing.T) {
	c := newStandIn(t)
	c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", smallTopology})
	text, err := os.ReadFile(filepath.Join(c.dir, "script.sh"))
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(text), "\nput() {\n", "\nput() {\n\tleft=$((08 / 2))\n", 1)
	for _, shell := range posixShells(t) {
		writeFile(t, filepath.Join(c.dir, "broken.sh"), broken)
		out, err := c.command(shell, "broken.sh").CombinedOutput()
		if busybox := err == nil && strings.Contains(string(out), "apply: done"); busybox && strings.Contains(strings.Join(shell, " "), "busybox") {
			continue // which counts with 08 as with 8
		}
		if err == nil || strings.Contains(string(out), "apply: done") || strings.Contains(string(out), "stage apps") {
			t.Errorf("%q: %v\n%s", shell, err, out)
		}
	}
}

// TestFromLastStages: what a run that stopped says is what the next one takes.
func TestFromLastStages(t *testing.T) {
	c := newStandIn(t)
	c.fails(t, "get services -A", "forbidden\n")
	out, _, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", seedTopology}, "--prune")
	if code != 1 || !strings.HasSuffix(out, "apply: once that is mended, go on with: --from prune --prune\n") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	c = newStandIn(t)
	for _, args := range [][]string{{"--from", "prune", "--prune"}, {"--from", "prune"}} {
		out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", seedTopology}, args...)
		if code != 0 || strings.Contains(calls, " apply ") || !strings.Contains(calls, "get services -A") || !strings.Contains(out, "apply: stage apps is left out\napply: stage prune\n") {
			t.Errorf("%q: exit code %d\n%s\n%s", args, code, out, calls)
		}
	}
	both := []string{"apply", "--secrets", "omit", "../../examples/helm/topology.yaml", seedTopology}
	out, calls, code := c.run(t, []string{"sh"}, both, "--from", "old")
	if code != 0 || strings.Contains(calls, " apply ") || !strings.Contains(out, "apply: stage old\n") {
		t.Errorf("exit code %d\n%s\n%s", code, out, calls)
	}
}

// TestDryRunJudges: a warning is no refusal; what is refused is named, and run again.
func TestDryRunJudges(t *testing.T) {
	const unknownKind = "error: resource mapping not found: no matches for kind \"VirtualService\"\nensure CRDs are installed first\n"
	for name, one := range map[string]struct {
		says string
		code int
		end  string
	}{
		"a warning beside": {"Warning: v1 Endpoints is deprecated\n" + unknownKind, 0, "apply: dry run: nothing was changed\n"},
		"an error beside":  {"Error from server (Invalid): nodePort: in use\n" + unknownKind, 1, "apply: dry run: refused, by the API server or istioctl: namespaces metallb gateways apps; nothing was changed\napply: once that is mended, run this again\n"},
		"a warning alone":  {"Warning: v1 Endpoints is deprecated\n", 1, "; nothing was changed\napply: once that is mended, run this again\n"},
	} {
		c := newStandIn(t)
		c.fails(t, "kubectl apply", one.says)
		out, _, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", smallTopology}, "--dry-run")
		if code != one.code || !strings.HasSuffix(out, one.end) || strings.Contains(out, "--from") {
			t.Errorf("%s: exit code %d\n%s", name, code, out)
		}
	}
}

// TestMissingAddress: of two addresses that one is named which is not there.
func TestMissingAddress(t *testing.T) {
	c := newStandIn(t)
	c.says(t, "loadBalancer", "192.168.1.141\n")
	out, _, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", "../../examples/dual-stack/topology.yaml"})
	if code != 1 || !regexp.MustCompile(`has not the address [0-9a-f]*:[0-9a-f:]+ \(kubectl -n [^ ]+ describe service [^ ]+ tells why\), after 4s\n`).MatchString(out) {
		t.Errorf("exit code %d\n%s", code, out)
	}
}
