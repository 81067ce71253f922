package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// guardedTopology has routes behind a token, a login and an address, a path that none of these guards, and an
// app for everybody.
const guardedTopology = `name: home
microk8s: "1.36"
istio: {version: "1.31", install: istioctl, meshConfig: {extensionProviders: [{name: login, envoyExtAuthzHttp: {service: login.default.svc.cluster.local, port: 80}}]}}
secrets: omit
tiers:
- name: primary
  ip: 192.0.2.1
  trafficPolicy: Local
  hosts: [token.example.org, login.example.org, off.example.org, all.example.org]
  apps:
  - {name: token, image: "t:1", port: 80, hosts: [token.example.org], access: {jwt: {issuer: "https://id.example.org"}, except: [/open]}, routes: [/api, {exact: /open}, {exact: /head, methods: [HEAD]}, {exact: /gone, respond: {status: 410}}]}
  - {name: login, image: "l:1", port: 80, hosts: [login.example.org], access: {anyOf: [{from: [192.0.2.0/24]}, {auth: login}]}, routes: [/app]}
  - {name: off, image: "o:1", port: 80, hosts: [off.example.org], access: {notFrom: [192.0.2.9/32]}, routes: [/app]}
  - {name: all, image: "a:1", port: 80, hosts: [all.example.org], routes: [/app, {exact: /old, redirect: {to: "https://b.example.org/new", code: 302}}]}
`

// curlAnswering stands for a gateway that gives one answer to all.
const curlAnswering = `#!/bin/sh
[ "$1" = --version ] && echo 'curl 8.5.0 (x)' && exit
words=$BODY
while [ $# -gt 0 ]; do
	case $1 in
	-o) body=$2 ;;
	-D) head=$2 ;;
	--head) words=HEAD ;;
	esac
	shift
done
printf 'HTTP/1.1 %s\r\n%b\r\n' "$STATUS" "$HEADERS" >"$head"
if [ "$words" = HEAD ]; then cp "$head" "$body"; else printf %s "$words" >"$body"; fi
printf '%s 0.01 0.02 %s' "$STATUS" "$LOCATION"
`

// TestSmokeGuarded: an answer of a policy is none of an app: of a route for everybody it fails, and of one that
// access guards nothing is known.
func TestSmokeGuarded(t *testing.T) {
	requires(t, "sh")
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "topology.yaml"), guardedTopology)
	writeFile(t, filepath.Join(dir, "curl"), curlAnswering)
	if err := os.Chmod(filepath.Join(dir, "curl"), 0o755); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("render", "script", "smoke", "-q", "-o", "smoke.sh", "topology.yaml")
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const policy, upstream = "content-length: 19\\r\\n", "x-envoy-upstream-service-time: 3\\r\\n"
	for name, one := range map[string]struct {
		status, headers, body, location string
		want                            []string // begins of what is said, by word and path
	}{
		"a policy's": {"403", policy, "RBAC: access denied", "", []string{
			"skip token.example.org/api", "FAIL token.example.org/open", "skip token.example.org/head", "skip token.example.org/gone", "skip login.example.org/app", "skip off.example.org/app", "FAIL all.example.org/app", "FAIL all.example.org/old"}},
		"that of a policy of the pods": {"403", policy + upstream, "RBAC: access denied", "", []string{"skip token.example.org/api", "FAIL token.example.org/open", "FAIL all.example.org/app"}},
		"an app's":                     {"403", upstream, "not you", "", []string{"ok token.example.org/api", "ok token.example.org/open", "ok token.example.org/head", "ok all.example.org/app", "FAIL token.example.org/gone", "skip login.example.org/app"}},
		"a login's":                    {"302", "", "", "https://id.example.org/", []string{"ok token.example.org/api", "skip login.example.org/app", "ok off.example.org/app", "ok all.example.org/app", "FAIL all.example.org/old"}},
		"an answer":                    {"200", upstream, "hello", "", []string{"ok token.example.org/api", "ok login.example.org/app", "ok off.example.org/app", "ok all.example.org/app", "FAIL token.example.org/gone"}},
	} {
		t.Run(name, func(t *testing.T) {
			command := exec.Command("sh", "smoke.sh")
			command.Dir = dir
			command.Env = append(os.Environ(), "CURL=./curl", "STATUS="+one.status, "HEADERS="+one.headers, "BODY="+one.body, "LOCATION="+one.location)
			out, _ := command.CombinedOutput()
			for _, want := range one.want {
				word, path, _ := strings.Cut(want, " ")
				found := false
				for line := range strings.Lines(string(out)) {
					found = found || strings.HasPrefix(line, word+" ") && strings.Contains(line, "192.0.2.1 http://"+path)
				}
				if !found {
					t.Errorf("not said: %s\n%s", want, out)
				}
			}
			if name == "a policy's" && !strings.Contains(string(out), "http://login.example.org/app: 403 of a policy: refused without an address that may come in or a login (topology.yaml:") {
				t.Errorf("it does not say without what\n%s", out)
			}
		})
	}
}
