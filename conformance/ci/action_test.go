package ci

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"
)

const root = "../.."

// action is action.yml as far as it is run here.
type action struct {
	Inputs map[string]struct {
		Default  string
		Required bool
	}
	Outputs map[string]struct{ Value string }
	Runs    struct{ Steps []step }
}

type step struct {
	ID, Name, If, Uses, Run string
	Directory               string `yaml:"working-directory"`
	Env                     map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var out action
	if err := yaml.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "render-ci-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "render")
	c := exec.Command("go", "build", "-o", path, "./cmd/render")
	c.Dir, c.Stderr = root, os.Stderr
	return path, c.Run()
})

// steps runs those steps of the action that are scripts and have one of some names, as
// GitHub's runner does, for inputs and what an event says.
// read reads outputs, in one line or in several with an end.
// standIn is a folder with a gh that remembers how it is called and what it is to write. It knows of one
// comment, COMMENT, if that is not "", and of releases in the folder RELEASES; it may write none if MAY_NOT is not "".
// repository is one with two revisions of files, the second given as changes of the first; it gives
// the first's name.
// TestActionSteps runs the action's steps on repositories.
func TestActionSteps(t *testing.T) {
	all := []string{"Check", "Compare", "Comment", "Judge"}
	moved := strings.Replace(topology, "192.168.1.141", "192.168.1.142", 1)
	values := func(base string, more ...string) map[string]string {
		out := map[string]string{"inputs.topologies": "topology.yaml", "inputs.base": base, "github.repository": "o/r", "github.event.pull_request.number": "7", "inputs.token": "t"}
		for i := 0; i < len(more); i += 2 {
			out[more[i]] = more[i+1]
		}
		return out
	}
	dir, base := repository(t, map[string]string{"topology.yaml": topology}, map[string]string{"topology.yaml": moved})
	r := steps(t, dir, values(base), all...)
	if r.failed != "" || r.outputs["has-differences"] != "true" || !strings.Contains(r.outputs["diff"], "192.168.1.142") || r.summary != r.outputs["diff"]+"\n" && r.summary != r.outputs["diff"] {
		t.Errorf("a change: %+v", r)
	}
	if !strings.Contains(r.calls, "--method POST repos/o/r/issues/7/comments") || !strings.Contains(r.calls, "<!-- render: ") || !strings.Contains(r.calls, r.outputs["diff"]) {
		t.Errorf("a comment: %s", r.calls)
	}
	for weight, failed := range map[string]string{"danger": "Judge", "warning": "Judge", "dangers": "Compare"} {
		r = steps(t, dir, values(base, "inputs.fail-on", weight), all...)
		if told := strings.Contains(r.calls, "--method POST"); r.failed != failed || told != (failed == "Judge") {
			t.Errorf("fail-on %s: %+v", weight, r)
		}
	}
	harmless, base7 := repository(t, map[string]string{"topology.yaml": topology}, map[string]string{"topology.yaml": topology + "  - {name: more, service: more, port: 80, routes: [/more]}\n"})
	if r = steps(t, harmless, values(base7, "inputs.fail-on", "danger"), all...); r.failed != "" || r.outputs["has-differences"] != "true" {
		t.Errorf("fail-on danger, of none: %+v", r)
	}
	r = steps(t, dir, values(base, "comment", "99"), all...)
	if !strings.Contains(r.calls, "--method PATCH repos/o/r/issues/comments/99") || strings.Contains(r.calls, "POST") {
		t.Errorf("a comment that is there: %s", r.calls)
	}

	r = steps(t, dir, values(base, "may not", "write"), all...)
	if r.failed != "" || !strings.Contains(r.text, "::warning title=render::no comment could be written, ") || r.outputs["has-differences"] != "true" {
		t.Errorf("a pull request from a fork: %+v", r)
	}

	same, base2 := repository(t, map[string]string{"topology.yaml": topology}, nil)
	r = steps(t, same, values(base2), all...)
	if r.failed != "" || r.outputs["has-differences"] != "false" || r.outputs["diff"] != "" || strings.Contains(r.calls, "method") {
		t.Errorf("no change: %+v", r)
	}
	r = steps(t, same, values(base2, "comment", "99"), all...)
	if !strings.Contains(r.calls, "Nothing that is rendered differs any more.") {
		t.Errorf("no change any more: %s", r.calls)
	}
	r = steps(t, same, values(""), all...)
	if r.failed != "" || r.outputs["has-differences"] != "false" {
		t.Errorf("nothing to compare with: %+v", r)
	}

	wrong, base3 := repository(t, map[string]string{"topology.yaml": topology}, map[string]string{"topology.yaml": strings.Replace(topology, "1.141", "1.300", 1)})
	r = steps(t, wrong, values(base3), all...)
	if r.failed != "Check" || !strings.Contains(r.text, "::error file=topology.yaml,line=7,") {
		t.Errorf("a fault: %+v", r)
	}
	mended, base6 := repository(t, map[string]string{"topology.yaml": strings.Replace(topology, "1.141", "1.300", 1)}, map[string]string{"topology.yaml": topology})
	r = steps(t, mended, values(base6), all...)
	if r.failed != "" || r.outputs["has-differences"] != "true" || r.outputs["diff"] != "### topology.yaml\n\nis compared with nothing: what "+base6+" has of it is wrong.\n" {
		t.Errorf("a fault that is mended: %+v", r)
	}
	// What is wrong with the new one, or with diff itself, is no fault of the base's.
	if r = steps(t, wrong, values(base3), "Compare"); r.failed != "Compare" {
		t.Errorf("a fault beside a base without: %+v", r)
	}
	r = steps(t, same, values(base2, "inputs.flags", "--applier nobody"), "Compare")
	if r.failed != "Compare" {
		t.Errorf("a wrong flag: %+v", r)
	}
	// Flags of one of the two are not given to the other.
	r = steps(t, same, values(base2, "inputs.check-flags", "--allow-plain-secrets", "inputs.diff-flags", "--requests --applier flux"), all...)
	if r.failed != "" {
		t.Errorf("flags of each: %+v", r)
	}
	if r = steps(t, same, values(base2, "inputs.diff-flags", "--allow-plain-secrets"), all...); r.failed != "Compare" {
		t.Errorf("a flag of check alone, for diff: %+v", r)
	}
	warned := strings.Replace(topology, `istio: "1.31"`, `istio: "1.35"`, 1)
	older, base4 := repository(t, map[string]string{"topology.yaml": warned}, nil)
	if r = steps(t, older, values(base4), all...); r.failed != "" || !strings.Contains(r.text, "::warning file=") {
		t.Errorf("a warning: %+v", r)
	}
	if r = steps(t, older, values(base4, "inputs.strict", "true"), all...); r.failed != "Check" {
		t.Errorf("a warning under strict: %+v", r)
	}

	// Several in a folder, one of them new, in a checkout of one revision; and words that a shell
	// would take for commands.
	many, base5 := repository(t, map[string]string{"clusters/a.yaml": topology, "clusters/b.yaml": topology},
		map[string]string{"clusters/b.yaml": moved, "clusters/c.yaml": strings.Replace(topology, "name: home", "name: new", 1)})
	git(t, many, "config", "uploadpack.allowAnySHA1InWant", "true")
	shallow := filepath.Join(t.TempDir(), "shallow")
	git(t, many, "clone", "--quiet", "--depth=1", "file://"+many, shallow)
	r = steps(t, shallow, values(base5, "inputs.topologies", "a.yaml\nb.yaml  c.yaml\n", "inputs.working-directory", "clusters", "inputs.flags", "--ext-str a=$(touch$IFS/tmp/x)"), all...)
	diff := r.outputs["diff"]
	if r.failed != "" || strings.Contains(diff, "a.yaml") || !strings.Contains(diff, "## b.yaml\n") || !strings.Contains(diff, "### c.yaml\n\nis new: ") {
		t.Errorf("several: %+v", r)
	}
	if r = steps(t, dir, values(base, "inputs.topologies", " "), all...); r.failed != "Check" || !strings.Contains(r.text, "topologies names no file") {
		t.Errorf("none: %+v", r)
	}
}

// TestActionLongComment: what is longer than GitHub takes is cut, at the end of a line.
func TestActionLongComment(t *testing.T) {
	many := topology
	for i := range 300 {
		many += fmt.Sprintf("  - {name: a%[1]d, image: \"example.org/a:%[1]d\", port: 8080, routes: [/a%[1]d], env: {A: %[2]s}}\n", i, strings.Repeat("ä", 100))
	}
	dir, base := repository(t, map[string]string{"a.yaml": topology, "b.yaml": topology}, map[string]string{"a.yaml": many, "b.yaml": many})
	r := steps(t, dir, map[string]string{"inputs.topologies": "a.yaml b.yaml", "inputs.base": base, "github.repository": "o/r", "github.event.pull_request.number": "7", "inputs.token": "t"}, "Compare", "Comment")
	body := r.calls[max(0, strings.LastIndex(r.calls, "<!-- render")):]
	if n := len([]rune(body)); r.failed != "" || n > 65536 || len([]rune(r.outputs["diff"])) > 65536 && !strings.HasSuffix(body, "The rest is in the summary of the job.\n") {
		t.Errorf("%s: %d characters of %d\n%.300s", r.failed, n, len([]rune(r.outputs["diff"])), r.text)
	}
	if len([]rune(r.outputs["diff"])) < 65536 {
		t.Errorf("only %d characters differ, too few to be cut", len([]rune(r.outputs["diff"])))
	}
}

// TestActionInstall: an archive whose sum is another is not unpacked.
func TestActionInstall(t *testing.T) {
	releases := t.TempDir()
	shell := exec.Command("bash", "-ec", `
n=render-9.9.9-$(uname -s | tr A-Z a-z)-$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')
mkdir $n; printf '#!/bin/sh\necho "render 9.9.9 $1"\n' > $n/render; chmod +x $n/render; tar -czf $n.tar.gz $n; rm -r $n
sha256sum $n.tar.gz > checksums.txt`)
	shell.Dir = releases
	if out, err := shell.CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	values := map[string]string{"inputs.install": "release", "github.action_ref": "v9.9.9", "github.action_repository": "o/render", "inputs.token": "t", "releases": releases}
	r := steps(t, t.TempDir(), values, "Install render")
	if r.failed != "" || !strings.Contains(r.text, "render 9.9.9 version") || !strings.Contains(r.calls, "gh release download v9.9.9 --repo o/render") {
		t.Errorf("%+v", r)
	}
	sums := filepath.Join(releases, "checksums.txt")
	text, err := os.ReadFile(sums)
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string][]byte{"another sum": append([]byte{text[0] ^ 1}, text[1:]...), "no sum": []byte("0  other\n")} {
		if err := os.WriteFile(sums, other, 0o644); err != nil {
			t.Fatal(err)
		}
		if r := steps(t, t.TempDir(), values, "Install render"); r.failed == "" || strings.Contains(r.text, "9.9.9 version") {
			t.Errorf("%s: %+v", name, r)
		}
	}
	values["inputs.install"] = "source"
	if r := steps(t, t.TempDir(), values, "Install render"); r.failed != "" || !strings.Contains(r.text, "render ") {
		t.Errorf("%+v", r)
	}
	values["inputs.install"] = "elsewhere"
	if r := steps(t, t.TempDir(), values, "Install render"); r.failed == "" || !strings.Contains(r.text, "write one of: source, release") {
		t.Errorf("%+v", r)
	}
}

// TestActionMetadata has actionlint read the action and the workflow that docs/tools.md shows, and
// wants other people's actions pinned.
func TestActionMetadata(t *testing.T) {
	action, err := os.ReadFile(filepath.Join(root, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	workflow := shown(t, "GitHub Actions", "OWNER/render@COMMIT", "./")
	lint := func(change ...string) []string {
		changed := strings.NewReplacer(change...)
		return linted(t, changed.Replace(workflow), changed.Replace(string(action)))
	}
	if found := lint(); found != nil {
		t.Errorf("actionlint: %s", strings.Join(found, "\n"))
	}
	for _, change := range [][]string{{"topologies: clusters", "topology: clusters"}, {"outputs.has-differences }", "outputs.differs }", "outputs.has-differences ==", "outputs.differs =="}, {"using: composite", "using: shell"}} {
		if found := lint(change...); found == nil {
			t.Errorf("actionlint takes %v", change)
		}
	}
	pinned := regexp.MustCompile(`^[^@]+@[0-9a-f]{40}$`)
	a := readAction(t)
	ids := map[string]bool{}
	for _, s := range a.Runs.Steps {
		if s.Uses != "" && !pinned.MatchString(s.Uses) {
			t.Errorf("%s is not pinned", s.Uses)
		}
		ids[s.ID] = true
	}
	for name, out := range a.Outputs {
		if m := regexp.MustCompile(`steps\.(\w+)\.outputs\.([\w-]+)`).FindStringSubmatch(out.Value); m == nil || !ids[m[1]] || m[2] != name {
			t.Errorf("output %s is %s", name, out.Value)
		}
	}
	if bytes.Contains(action, []byte("run: ${{")) || regexp.MustCompile(`(?m)^ +run: .*\$\{\{`).Match(action) {
		t.Error("a script has an expression in it, which whoever opens a pull request may write")
	}
}
