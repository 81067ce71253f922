package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"render/render/platform"
)

// shellBlocks are the ```sh blocks of a page: what a reader runs against a cluster, a
// network or a daemon, none of which a test has. Each is run whole, where it stands
// between the page's other commands, by programs that stand in for those.
func shellBlocks(text string) []command {
	var out []command
	inside := false
	for i, line := range strings.Split(text, "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			if inside = line == "```sh"; inside {
				out = append(out, command{line: i + 1})
			}
		case inside:
			out[len(out)-1].text += line + "\n"
		}
	}
	return out
}

// clusterStandIn stands in for programs that reach further than a test. What it is handed has to be what
// such a program would take: files that are there, objects, a script that a shell can read.
const clusterStandIn = `#!/bin/sh
set -eu
name=${0##*/}
refuse() { echo "$name stands in, and $1" >&2; exit 1; }
there() { [ -e "$1" ] || refuse "there is no $1"; }
objects() { grep -q '^apiVersion: ' || refuse "is handed no object"; }
case "$name ${1-}" in
'sh '*) /bin/sh -n; exit ;; # its script, read and not run
'make '*)
	version=$(render version | sed -n 's/^render //p')
	for target in "$@"; do
		grep -q "^$target: ##\|^$target: [a-z]* ##" "$MAKEFILE" || refuse "there is no target $target"
		mkdir -p bin/dist
		case $target in
		dist) (cd bin/dist && echo "$version" >"render-$version-linux-amd64.tar.gz" && sha256sum render-* >checksums.txt) ;;
		image) echo "$version" >"bin/dist/render-$version-image.tar" ;;
		esac
	done
	exit ;;
'podman load' | 'docker load') there "$3" && exit ;;
'podman run' | 'docker run')
	case " $* " in *" render:$(render version | sed -n 's/^render //p') "*) exit ;; esac
	refuse "knows no such image: $*" ;;
'helm template') echo 'apiVersion: v1' ;; # it makes objects, of values that are there
'microk8s kubectl') shift ;;
esac
# Flags that name files; - is the standard input.
while [ $# -gt 0 ]; do
	case $1 in
	-f) case " $DEFINITIONS " in *" $2 "*) exit ;; esac
		if [ "$2" != - ]; then there "$2"; exec <"$2"; fi; objects; shift ;;
	--cacert) there "$2"; shift ;;
	--cert=* | --key=*) there "${1#*=}" ;;
	--dry-run=client) echo 'apiVersion: v1' ;; # it says the object, and makes none
	--values) there "$2"; shift ;;
	--tla-code-file) there "${2#*=}"; shift ;;
	*.libsonnet) there "$1" ;;
	esac
	shift
done
`

// stoodInFor are the programs that page's sh blocks call beside render and a system's own.
var stoodInFor = []string{"curl", "docker", "helm", "istioctl", "jsonnet", "kubectl", "make", "microk8s", "podman", "sh"}

// standInFolder is a folder with those programs, for PATH.
func standInFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range stoodInFor {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(clusterStandIn), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// lent are what a reader has from before, where a block speaks of it and the page has not made it:
// a file or folder, and how it comes to be.
var lent = []struct{ name, by string }{
	{"topology.yaml", "cp examples/small/topology.yaml . && render certs -q topology.yaml"},
	{"old.yaml", "cp topology.yaml old.yaml"},
	{"shop_example_org.crt", "touch shop_example_org.crt shop_example_org.key intermediate.crt"}, // as they were bought
	{"old/", "mkdir old && cp golden/wildcard/*.yaml old"},
	{"deploy/prod.yaml", "mkdir -p deploy && render -q topology.yaml > deploy/prod.yaml"},
	{"git:origin/main:", "git init -q && git add topology.yaml && git -c user.name=a -c user.email=a@example.org commit -q -m a && git update-ref refs/remotes/origin/main HEAD"},
}

// runShellBlock runs a block in a page's folder. A program that fails ends it, also one that is not the
// last of a pipe.
func runShellBlock(t *testing.T, dir string, block command) (said string, err error) {
	t.Helper()
	requires(t, "bash", "git")
	makefile, err := filepath.Abs("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	script := "set -eu -o pipefail\n"
	for _, l := range lent {
		if strings.Contains(block.text, l.name) {
			script += "[ -e '" + l.name + "' ] || { " + l.by + "; } >&2\n"
		}
	}
	shell := exec.Command("bash", "--norc", "-c", script+block.text)
	shell.Dir = dir
	shell.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, ".caches"), "MAKEFILE="+makefile, "DEFINITIONS="+definitions(), "PATH="+standInFolder(t)+":"+os.Getenv("PATH"))
	out, err := shell.CombinedOutput()
	return string(out), err
}

// definitions are the files of the Gateway API's definitions that go with some Istio.
func definitions() string {
	var out []string
	for _, release := range platform.IstioReleases() {
		istio, _ := platform.ParseVersion(release.Version)
		out = append(out, platform.GatewayAPIDefinitions(istio, false))
	}
	return strings.Join(out, " ")
}

// TestShellBlocks: what stands in for a cluster takes what is right, and nothing else.
func TestShellBlocks(t *testing.T) {
	if got := shellBlocks("```console\n$ a\n```\n```sh\nb\n  c\n```\nd\n```sh\ne\n```\n"); len(got) != 2 || got[0].text != "b\n  c\n" || got[0].line != 4 || got[1].text != "e\n" {
		t.Errorf("%+v", got)
	}
	const right, wrong = true, false
	dir := readmeFolder(t)
	for text, want := range map[string]bool{
		"render topology.yaml | kubectl apply -f -":                              right,
		"render --stage apps topology.yaml | microk8s kubectl apply -f - # said": right,
		"render --stages apps topology.yaml | microk8s kubectl apply -f -":       wrong, // no such flag
		"render version | kubectl apply -f -":                                    wrong, // no object
		"render script apply topology.yaml | sh -s -- --dry-run":                 right,
		"echo 'if then' | sh":                          wrong,
		"render explain tiers | sh":                    wrong,
		"kubectl apply -f examples/seed/topology.yaml": wrong,
		"kubectl apply -f golden/small/stream.yaml":    right,
		"kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.0/standard-install.yaml": right,
		"kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.0.9/standard-install.yaml": wrong, // no Istio's
		"kubectl apply -f golden/nowhere/stream.yaml":                                                    wrong,
		"render check -q topology.yaml\ncurl --cacert certs/ca.crt https://home.example.org/hello":       right,
		"render check -q topology.yaml\ncurl --cacert certs/none.crt https://home.example.org/hello":     wrong,
		"make dist image\n(cd bin/dist && sha256sum --check checksums.txt)":                              right,
		"kubectl create secret tls a --cert=certs/none.crt --key=certs/none.key":                         wrong,
		"kubectl create secret tls a --cert=topology.yaml --dry-run=client -o yaml | kubectl apply -f -": right,
		"kubectl create secret tls a --cert=topology.yaml | kubectl apply -f -":                          wrong,
		"make archives": wrong,
		"make image\npodman load --input bin/dist/render-" + version + "-image.tar":                   right,
		"make image\npodman load --input bin/dist/render-0.0.1-image.tar":                             wrong,
		"podman run --rm --volume .:/work render:" + version + " topology.yaml":                       right,
		"podman run --rm --volume .:/work render:0.0.1 topology.yaml":                                 wrong,
		"render --format model topology.yaml > m\njsonnet --tla-code-file t=m jsonnet/main.libsonnet": right,
		"jsonnet --tla-code-file t=none jsonnet/main.libsonnet":                                       wrong,
		"render --format model topology.yaml > m\njsonnet --tla-code-file t=m jsonnet/none.libsonnet": wrong,
	} {
		if said, err := runShellBlock(t, dir, command{text: text + "\n"}); (err == nil) != want {
			t.Errorf("%q: %v\n%s", text, err, said)
		}
	}
}
