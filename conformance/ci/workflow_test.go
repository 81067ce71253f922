package ci

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// shown is the block of YAML that docs/tools.md shows behind a heading, with other words in place of some.
func shown(t *testing.T, heading string, change ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs/tools.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, behind, ok := strings.Cut(string(text), "**"+heading+"**")
	_, behind, ok2 := strings.Cut(behind, "\n```yaml\n")
	block, _, ok3 := strings.Cut(behind, "```\n")
	if !ok || !ok2 || !ok3 {
		t.Fatalf("docs/tools.md shows nothing of %s", heading)
	}
	for i := 0; i < len(change); i += 2 {
		if !strings.Contains(block, change[i]) {
			t.Errorf("what docs/tools.md shows of %s has no %q", heading, change[i])
		}
		block = strings.ReplaceAll(block, change[i], change[i+1])
	}
	return block
}

// linted is what actionlint says of a workflow in a repository with an action; "" for none.
func linted(t *testing.T, workflow, action string) []string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, ".github/workflows/a.yml")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(workflow), 0o644); err != nil {
		t.Fatal(err)
	}
	if action != "" {
		if err := os.WriteFile(filepath.Join(dir, "action.yml"), []byte(action), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git(t, dir, "init", "--quiet")
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{WorkingDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	found, err := linter.LintFile(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, one := range found {
		out = append(out, one.Error())
	}
	return out
}

// TestFleetWorkflow has actionlint read the workflow of the example of a fleet.
func TestFleetWorkflow(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "examples/fleet/github.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	found := func(text string) []string { return linted(t, text, "") }
	if list := found(string(text)); list != nil {
		t.Errorf("actionlint: %s", strings.Join(list, "\n"))
	}
	if found(strings.Replace(string(text), "matrix.part", "matrix.shard", 1)) == nil {
		t.Error("actionlint takes a matrix that is not there")
	}
	a := readAction(t)
	for _, input := range regexp.MustCompile(`(?m)^        (\w[\w-]*):`).FindAllStringSubmatch(string(text), -1) {
		if _, there := a.Inputs[input[1]]; input[1] != "part" && !there {
			t.Errorf("the action has no input %q", input[1])
		}
	}
}
