package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestOtherSystems: what has files of its own for one system is built for each that a release has
// archives for; all else is the same there.
func TestOtherSystems(t *testing.T) {
	run := func(system, processor string, args ...string) string {
		t.Helper()
		c := exec.Command("go", args...)
		c.Dir = ".."
		c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOWORK=off", "GOOS="+system, "GOARCH="+processor)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("go %s for %s/%s: %v\n%s", args[0], system, processor, err, out)
		}
		return string(out)
	}
	files := map[string][]string{} // of a package, for each target
	targets := strings.Split(usualTargets, ",")
	for _, name := range targets {
		system, processor, _ := strings.Cut(name, "/")
		for line := range strings.Lines(run(system, processor, "list", "-f", "{{.ImportPath}} {{.GoFiles}}", "./...")) {
			path, list, _ := strings.Cut(line, " ")
			files[path] = append(files[path], list)
		}
	}
	var own []string
	for path, lists := range files {
		if len(lists) == len(targets) && len(slices.Compact(lists)) > 1 {
			own = append(own, path)
		}
	}
	if slices.Sort(own); !slices.Contains(own, "render/internal/disk") {
		t.Fatalf("only %q have files for one system", own)
	}
	systems := map[string]bool{}
	for _, name := range targets {
		system, processor, _ := strings.Cut(name, "/")
		if !systems[system] {
			systems[system] = true
			run(system, processor, append([]string{"build"}, own...)...)
		}
	}
}
