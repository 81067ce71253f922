//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"testing"
)

// standIn is a kubectl, istioctl and helm that keeps what it is called with and does
// nothing. Of a call in whose words a file below fails is named it says what the file
// says and ends with 1; below says it answers that instead, with 0.
const standIn = `#!/bin/sh
name=${0##*/}
printf '%s %s\n' "$name" "$*" >>"$STAND_IN/calls"
for file in "$STAND_IN"/fails/* "$STAND_IN"/says/*; do
	[ -f "$file" ] || continue
	words=$(sed 1q "$file")
	case "$name $*" in
	*"$words"*)
		case $file in
		*/fails/*) sed 1d "$file" >&2 && exit 1 ;;
		*) sed 1d "$file" && exit 0 ;;
		esac
		;;
	esac
done
case "$name $*" in
*' apply '*) grep -c '^kind:' | sed 's/$/ objects/' ;;
'istioctl install'* | *uninstall*) cat >/dev/null ;;
*'get --raw /version'*) echo '{"major": "1", "minor": "21+", "gitVersion": "v1.21.0"}' ;;
*current-context*) echo test ;;
*istioctl\ version*) echo 1.31.0 ;;
*'get crd'*) echo v1alpha1 v1alpha3 v1beta1 v1beta2 v1 ;;
*app=istiod,istio.io/rev=[0-9]*'-o jsonpath'*) printf '%s' "$*" | sed 1q | sed 's/.*rev=\([-0-9]*\).*/\1/;s/-/./g;s/.*/istiod any docker.io\/istio\/pilot:&-distroless/' ;;
*app=istiod*'-o jsonpath'*) echo istiod default docker.io/istio/pilot:1.31.0 ;;
*istio-proxy*) echo auto ;;
*'=="Ready")].observedGeneration}'*) echo 7 7 True ;;
*observedGeneration*) echo 3 3 ;;
*loadBalancer*) echo 192.168.1.141 192.168.1.142 ;;
*'--ignore-not-found -o jsonpath='*) echo "x=microk8s" ;;
*api-resources*) printf '%s\n' configmaps endpoints events secrets serviceaccounts pods.metrics.k8s.io deployments.apps events.events.k8s.io leases.coordination.k8s.io widgets.example.org ;;
*deployments.apps,widgets*) printf '%s\n' configmap/kube-root-ca.crt configmap/istio-ca-root-cert serviceaccount/default secret/default-token-x7k2p ;;
*'get pods'*) ;;
*'-o name'*) echo there ;;
esac
`

// standInCluster is where scripts run with such programs.
type standInCluster struct{ dir string }

func newStandIn(t *testing.T) *standInCluster {
	t.Helper()
	requires(t, "sh")
	c := &standInCluster{t.TempDir()}
	for _, name := range []string{"bin", "fails", "says"} {
		if err := os.Mkdir(filepath.Join(c.dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"kubectl", "istioctl", "helm"} {
		if err := os.WriteFile(filepath.Join(c.dir, "bin", name), []byte(standIn), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// fails and says have a call with some words in it answered with a text.
func (c *standInCluster) fails(t *testing.T, words, text string) { c.answer(t, "fails", words, text) }

func (c *standInCluster) says(t *testing.T, words, text string) { c.answer(t, "says", words, text) }

func (c *standInCluster) answer(t *testing.T, how, words, text string) {
	t.Helper()
	name := regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(words, "-")
	writeFile(t, filepath.Join(c.dir, how, name), words+"\n"+text)
}

// run runs a script of render's, and gives what it said and what it called.
func (c *standInCluster) run(t *testing.T, shell []string, script []string, args ...string) (out, calls string, code int) {
	t.Helper()
	text, err := exec.Command("render", append([]string{"script", script[0], "-q"}, script[1:]...)...).Output()
	if err != nil {
		t.Fatalf("render script %q: %v", script, err)
	}
	writeFile(t, filepath.Join(c.dir, "script.sh"), string(text))
	os.Remove(filepath.Join(c.dir, "calls"))
	said, err := c.command(shell, "script.sh", args...).CombinedOutput()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		t.Fatal(err)
	}
	list, _ := os.ReadFile(filepath.Join(c.dir, "calls"))
	return withoutTimes(said), string(list), code
}

// withoutTimes is what a script said, without how long anything took.
func withoutTimes(said []byte) string {
	return regexp.MustCompile(`at most \d+ s`).ReplaceAllString(string(said), "at most N s")
}

// command is a shell that runs a file of the folder where those programs are found.
func (c *standInCluster) command(shell []string, file string, args ...string) *exec.Cmd {
	words := slices.Concat(shell, []string{filepath.Join(c.dir, file)}, args)
	command := exec.Command(words[0], words[1:]...)
	command.Env = append(os.Environ(), "STAND_IN="+c.dir, "PATH="+filepath.Join(c.dir, "bin")+":"+os.Getenv("PATH"), "POLL=0", "TIMEOUT=4", "KUBECTL=", "ISTIOCTL=istioctl", "HELM=helm", "KUBECONFIG=")
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // so that there is nobody to ask
	return command
}

var updateCalls = flag.Bool("calls", false, "write testdata/calls")

// compareCalls compares what a script said and called with a file.
func compareCalls(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", "calls", name)
	if *updateCalls {
		writeFile(t, name, got)
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s", name, got)
	}
}
