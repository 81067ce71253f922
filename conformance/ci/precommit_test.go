package ci

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPreCommit has pre-commit itself build the hooks of this repository and run them in
// another one, as docs/tools.md shows it.
func TestPreCommit(t *testing.T) {
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Fatal("pre-commit is not there; make conformance-ci installs it")
	}
	hooks, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	// The hooks are those of what is here, committed or not.
	clone := filepath.Join(t.TempDir(), "render")
	for _, name := range []string{"cmd", "internal", "jsonnet", "overlays", "render"} {
		if err := os.CopyFS(filepath.Join(clone, name), os.DirFS(filepath.Join(hooks, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum", ".pre-commit-hooks.yaml"} {
		text, err := os.ReadFile(filepath.Join(hooks, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(clone, name), text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	git(t, clone, "init", "--quiet", "--initial-branch=main")
	git(t, clone, "add", "--all")
	git(t, clone, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=a")
	revision := git(t, clone, "rev-parse", "HEAD")

	config := shown(t, "pre-commit", "https://github.com/OWNER/render", "file://"+clone, "COMMIT", revision, "[deploy/, topology.yaml]", "[deploy/, home/topology.yaml]")
	dir, _ := repository(t, map[string]string{"home/topology.yaml": topology, "other.yaml": "a: b\n", ".pre-commit-config.yaml": config}, nil)
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	render := exec.Command(path, "--quiet", "-o", "deploy/", "home/topology.yaml")
	render.Dir = dir
	if out, err := render.CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	git(t, dir, "add", "--all")
	modules, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	run := func() (string, bool) {
		c := exec.Command("pre-commit", "run", "--all-files", "--color=never")
		c.Dir = dir
		c.Env = append(os.Environ(), "PRE_COMMIT_HOME="+home, "GOMODCACHE="+strings.TrimSpace(string(modules)), "GOTOOLCHAIN=local")
		out, err := c.CombinedOutput()
		return string(out), err == nil
	}
	if out, ok := run(); !ok || strings.Count(out, "Passed") != 2 {
		t.Errorf("what is right: %s", out)
	}
	change := func(from, to string) {
		if err := os.WriteFile(filepath.Join(dir, "home/topology.yaml"), []byte(strings.Replace(topology, from, to, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	change("192.168.1.141", "192.168.1.142")
	if out, ok := run(); ok || strings.Count(out, "Passed") != 1 || !strings.Contains(out, "render diff: ") && !strings.Contains(out, "hook id: render-diff") {
		t.Errorf("what was not rendered again: %s", out)
	}
	change("192.168.1.141", "192.168.1.300")
	if out, ok := run(); ok || strings.Contains(out, "Passed") || !strings.Contains(out, "home/topology.yaml:7:7: tiers[0].ip: ") {
		t.Errorf("what is wrong: %s", out)
	}

	// Many are checked in one run, so that each that has an address of another's is told.
	const many = 12
	files := map[string]string{".pre-commit-config.yaml": strings.Replace(config, "{id: render-diff, args: [deploy/, home/topology.yaml]}", "{id: render-check, args: [--strict]}", 1)}
	for i := range many {
		files[fmt.Sprintf("%d/topology.yaml", i)] = strings.NewReplacer("name: home", fmt.Sprintf("name: home%d", i), "home.example.org", fmt.Sprintf("home%d.example.org", i)).Replace(topology)
	}
	dir, _ = repository(t, files, nil)
	if out, ok := run(); ok || strings.Count(out, "is also an address of") != many-1 {
		t.Errorf("%d that share an address: %s", many, out)
	}
}
