package ci

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// run is what a run of the action came to.
type run struct {
	failed  string // the step
	text    string // of all steps
	outputs map[string]string
	summary string
	calls   string // of gh
}

var expression = regexp.MustCompile(`\$\{\{ ([^}]+) \}\}`)

func steps(t *testing.T, repository string, values map[string]string, names ...string) run {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	here, _ := filepath.Abs(root)
	a, temp := readAction(t), t.TempDir()
	out := run{outputs: map[string]string{}}
	file := func(name string) string { return filepath.Join(temp, name) }
	read := func(name string) string { text, _ := os.ReadFile(file(name)); return string(text) }
	value := func(text string) string {
		return expression.ReplaceAllStringFunc(text, func(found string) string {
			name := expression.FindStringSubmatch(found)[1]
			if v, ok := values[name]; ok {
				return v
			}
			if key, ok := strings.CutPrefix(name, "steps.diff.outputs."); ok {
				out.read(t, read("output"))
				return out.outputs[key]
			}
			input, ok := a.Inputs[strings.TrimPrefix(name, "inputs.")]
			if !ok {
				t.Fatalf("the action reads %q, which is nowhere", found)
			}
			if expression.MatchString(input.Default) {
				return values[expression.FindStringSubmatch(input.Default)[1]]
			}
			return input.Default
		})
	}
	for _, s := range a.Runs.Steps {
		if s.Run == "" || !slices.Contains(names, s.Name) {
			continue
		}
		c := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", s.Run)
		c.Dir = filepath.Join(repository, value(s.Directory))
		c.Env = append(os.Environ(), "GITHUB_ACTION_PATH="+here, "GITHUB_OUTPUT="+file("output"), "GITHUB_STEP_SUMMARY="+file("summary"), "GITHUB_PATH="+file("path"),
			"RUNNER_TEMP="+temp, "CALLS="+file("calls"), "COMMENT="+values["comment"], "MAY_NOT="+values["may not"], "RELEASES="+values["releases"], "PATH="+standIn(t)+":"+filepath.Dir(path)+":"+os.Getenv("PATH"))
		for _, key := range slices.Sorted(maps.Keys(s.Env)) {
			c.Env = append(c.Env, key+"="+value(s.Env[key]))
		}
		text, err := c.CombinedOutput()
		if out.text += string(text); err != nil {
			out.failed = s.Name
			break
		}
	}
	out.summary, out.calls = read("summary"), read("calls")
	out.read(t, read("output"))
	return out
}

func (r *run) read(t *testing.T, text string) {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if key, end, ok := strings.Cut(lines[i], "<<"); ok {
			var value []string
			for i++; i < len(lines) && lines[i] != end; i++ {
				value = append(value, lines[i])
			}
			if i == len(lines) {
				t.Errorf("output %s has no end", key)
			}
			r.outputs[key] = strings.Join(value, "\n")
		} else if key, value, ok := strings.Cut(lines[i], "="); ok {
			r.outputs[key] = value
		}
	}
}

func standIn(t *testing.T) string {
	dir := t.TempDir()
	const text = `#!/usr/bin/env bash
echo "gh $*" >> "$CALLS"
if [ "$1" = release ]; then cp "$RELEASES"/* .; exit; fi
if [ -n "$MAY_NOT" ]; then
  case " $* " in *" --method "*) echo "gh: Resource not accessible by integration (HTTP 403)" >&2; exit 1 ;; esac
fi
for word in "$@"; do
  case "$word" in
  body=@*) cat "${word#body=@}" >> "$CALLS" ;;
  .\[\]*) if [ -n "$COMMENT" ]; then echo "$COMMENT"; fi ;;
  esac
done
`
	if err := os.WriteFile(filepath.Join(dir, "gh"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

const topology = `name: home
microk8s: "1.36"
istio: "1.31"
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org]
  apps:
  - {name: shop, service: shop, port: 80, routes: [/shop]}
`

func repository(t *testing.T, files map[string]string, changes map[string]string) (dir, base string) {
	t.Helper()
	dir = t.TempDir()
	git(t, dir, "init", "--quiet", "--initial-branch=main")
	commit := func(files map[string]string) string {
		for name, text := range files {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		git(t, dir, "add", "--all")
		git(t, dir, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--allow-empty", "--message=a")
		return git(t, dir, "rev-parse", "HEAD")
	}
	base = commit(files)
	commit(changes)
	return dir, base
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(args, err)
	}
	return strings.TrimSpace(string(out))
}
