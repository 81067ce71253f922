package render_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestUpgrading: whoever upgrades render reads in CHANGELOG.md what that does on a cluster. So
// each golden file that is not what it was in the last release is named in the section "Upgrading"
// of what is not released, and nothing is named there that did not change.
func TestUpgrading(t *testing.T) {
	wrong, err := upgrading("..")
	if errors.Is(err, errNothingReleased) {
		t.Skipf("not checked: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range wrong {
		t.Error(one)
	}
}

// errNothingReleased tells that there is nothing to upgrade from, as far as is known here.
var errNothingReleased = errors.New("no release is known here")

// upgrading compares a repository's golden files with those of its last release, and with
// what its CHANGELOG.md says.
func upgrading(root string) (wrong []string, err error) {
	if _, err := os.Stat(filepath.Join(root, ".git")); err != nil {
		return nil, fmt.Errorf("%w: this is no git work tree", errNothingReleased)
	}
	tag, err := gitOf(root, "describe", "--tags", "--abbrev=0", "--match=v[0-9]*")
	if err != nil {
		return nil, fmt.Errorf("%w: no tag like v0.1.0 is behind what is checked out", errNothingReleased)
	}
	tag = strings.TrimSpace(tag)
	listed, err := gitOf(root, "diff", "--name-only", "--no-renames", "--diff-filter=MD", tag, "--", "golden")
	if err != nil {
		return nil, err
	}
	var changed []string
	for _, name := range strings.Fields(listed) {
		if example := strings.Split(name, "/")[1]; !slices.Contains(changed, example) {
			changed = append(changed, example)
		}
	}
	text, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return nil, err
	}
	named, wrong := namedInUpgrading(string(text))
	for _, example := range changed {
		if !slices.ContainsFunc(named, func(pattern string) bool { ok, _ := path.Match(pattern, example); return ok }) {
			wrong = append(wrong, fmt.Sprintf("golden/%s is not what it was in %s: say in CHANGELOG.md, \"### Upgrading\", what that does on a cluster; see: render diff git:%s:golden/%[1]s golden/%[1]s", example, tag, tag))
		}
	}
	for _, pattern := range named {
		if !slices.ContainsFunc(changed, func(example string) bool { ok, _ := path.Match(pattern, example); return ok }) {
			wrong = append(wrong, fmt.Sprintf("CHANGELOG.md, \"### Upgrading\", names %s, which is what it was in %s", pattern, tag))
		}
	}
	return wrong, nil
}

// namedInUpgrading are the golden files, or patterns of some, that the newest section "Upgrading" names,
// as long as it is of what is not released: a line is "- `small`, `gateway-api*`: what happens".
func namedInUpgrading(changelog string) (named, wrong []string) {
	_, newest, _ := strings.Cut(changelog, "\n## ")
	newest, _, _ = strings.Cut(newest, "\n## ")
	_, section, ok := strings.Cut(newest, "\n### Upgrading\n")
	if title, _, _ := strings.Cut(newest, "\n"); !ok || !strings.HasSuffix(title, ", not released") {
		return nil, nil
	}
	section, _, _ = strings.Cut(section, "\n### ")
	for _, line := range strings.Split(section, "\n") {
		item, ok := strings.CutPrefix(line, "- ")
		if !ok {
			continue
		}
		names, does, _ := strings.Cut(item, ": ")
		if strings.TrimSpace(does) == "" {
			wrong = append(wrong, fmt.Sprintf("CHANGELOG.md, \"### Upgrading\", does not say what this does on a cluster: %s", line))
		}
		for _, name := range strings.Split(names, ", ") {
			named = append(named, strings.Trim(name, "`"))
		}
	}
	return named, wrong
}

func gitOf(root string, args ...string) (string, error) {
	c := exec.Command("git", args...)
	c.Dir = root
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w", strings.Join(args, " "), err)
	}
	return string(out), nil
}

// TestUpgradingOf tries that on repositories made up here.
func TestUpgradingOf(t *testing.T) {
	const head = "# Changelog\n\n## 0.2.0, not released\n\n### Rendered output\n\n- x\n\n"
	for name, c := range map[string]struct {
		golden    map[string]string // beside the release's a and b; "" is deleted
		changelog string
		want      []string // begin what is wrong, in its order
	}{
		"nothing changed":           {nil, head, nil},
		"a new one":                 {map[string]string{"c": "1"}, head, nil},
		"one changed":               {map[string]string{"a": "2"}, head, []string{"golden/a is not what it was in v0.1.0"}},
		"one deleted":               {map[string]string{"b": ""}, head, []string{"golden/b is not"}},
		"named":                     {map[string]string{"a": "2", "b": "2"}, head + "### Upgrading\n\n- `a`, `b`: pods restart once\n", nil},
		"by a pattern":              {map[string]string{"a": "2", "b": "2"}, head + "### Upgrading\n\n- `*`: nothing\n\n### Topology\n\n- `z`: no\n", nil},
		"one of two":                {map[string]string{"a": "2", "b": "2"}, head + "### Upgrading\n\n- `b`: pods restart once\n", []string{"golden/a is not"}},
		"without what it does":      {map[string]string{"a": "2"}, head + "### Upgrading\n\n- `a`\n", []string{"CHANGELOG.md, \"### Upgrading\", does not say"}},
		"named and the same":        {nil, head + "### Upgrading\n\n- `a`: pods restart once\n", []string{"CHANGELOG.md, \"### Upgrading\", names a"}},
		"in what is released":       {map[string]string{"a": "2"}, strings.Replace(head, ", not released", ", 2026-01-01", 1) + "### Upgrading\n\n- `a`: pods restart once\n", []string{"golden/a is not"}},
		"in an earlier one's words": {map[string]string{"a": "2"}, head + "## 0.1.0\n\n### Upgrading\n\n- `a`: pods restart once\n", []string{"golden/a is not"}},
	} {
		root := t.TempDir()
		write := func(name, text string) {
			t.Helper()
			path := filepath.Join(root, name)
			err := os.MkdirAll(filepath.Dir(path), 0o755)
			if err == nil && text == "" {
				err = os.Remove(path)
			} else if err == nil {
				err = os.WriteFile(path, []byte(text), 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		run := func(args ...string) {
			t.Helper()
			if _, err := gitOf(root, append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := upgrading(root); !errors.Is(err, errNothingReleased) {
			t.Errorf("no work tree: %v", err)
		}
		run("init", "--quiet")
		write("golden/a/stream.yaml", "1")
		write("golden/b/stream.yaml", "1")
		write("CHANGELOG.md", head)
		run("add", "--all")
		run("commit", "--quiet", "--message=a")
		if _, err := upgrading(root); !errors.Is(err, errNothingReleased) {
			t.Errorf("no tag: %v", err)
		}
		run("tag", "v0.1.0")
		run("tag", "later")
		for example, text := range c.golden {
			write("golden/"+example+"/stream.yaml", text)
		}
		write("CHANGELOG.md", c.changelog)
		got, err := upgrading(root)
		if err != nil || !slices.EqualFunc(got, c.want, strings.HasPrefix) {
			t.Errorf("%s: %v, %q", name, err, got)
		}
	}
}
