package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRevisionFolders: what -J and --overlay name inside of a repository is git's too for a side that
// is, and what is elsewhere is for both sides what it is.
func TestRevisionFolders(t *testing.T) {
	root, beside := t.TempDir(), t.TempDir()
	write := func(folder, name, text string) {
		t.Helper()
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		c.Dir = root
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	base := `{ip: "192.168.1.141"}`
	patch := "patches: [{target: {kind: Gateway}, patch: '[{op: add, path: /metadata/annotations, value: {by: NAME}}]'}]\n"
	write(root, "lib/base.libsonnet", base)
	write(beside, "elsewhere.libsonnet", `{}`)
	write(root, "ov/kustomization.yaml", strings.Replace(patch, "NAME", "old", 1))
	write(root, "clusters/home.jsonnet", `local base = import "base.libsonnet";
(import "elsewhere.libsonnet") + {name: "home", microk8s: "1.36", istio: "1.31", tiers: [{name: "primary", ip: base.ip, hosts: ["home.example.org"],
  apps: [{name: "web", image: "example.org/web:1", port: 80, routes: ["/*"]}]}]}`)
	git("init", "-q", "-b", "main", ".")
	git("add", ".")
	git("commit", "-q", "-m", "one")
	t.Chdir(filepath.Join(root, "clusters"))
	diff := func(args ...string) (int, string) {
		code, out, told := started(append([]string{"diff", "--secrets", "omit", "-J", "../lib", "-J", beside, "git:HEAD:clusters/home.jsonnet"}, args...))
		return code, out + told
	}
	if code, out := diff("home.jsonnet"); code != exitOK {
		t.Fatalf("exit code %d of what is the same:\n%s", code, out)
	}
	write(root, "lib/base.libsonnet", strings.Replace(base, "141", "150", 1))
	if code, out := diff("home.jsonnet"); code != exitDiffers || !strings.Contains(out, "service-ip-moves") {
		t.Errorf("exit code %d of another base:\n%s", code, out)
	}
	write(root, "lib/base.libsonnet", base)
	write(root, "ov/kustomization.yaml", strings.Replace(patch, "NAME", "new", 1))
	if code, out := diff("git:HEAD:clusters/home.jsonnet", "--overlay", "../ov"); code != exitDiffers || !strings.Contains(out, "by: old") {
		t.Errorf("exit code %d of the overlay:\n%s", code, out)
	}
	code, out, told := started([]string{"trace", "-q", "--secrets", "omit", "-J", "../lib", "-J", beside, "--all", "git:HEAD:clusters/home.jsonnet"})
	if code != exitOK || !strings.Contains(out, "arrives at web") {
		t.Errorf("trace: exit code %d:\n%s%s", code, out, told)
	}
}
