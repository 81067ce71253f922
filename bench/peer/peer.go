// Package peer owns the tools that people would pick in place of render: where
// their sources are, how they are built, and how each is run on a workload.
//
// In goes the repository's root and a topology's file; out come commands that
// write the topology's objects. The tools are pinned by bench/peers/go.mod; what
// is no Go program is looked for, and told of where it is not there. It must never
// change what a tool does by default: it stands for somebody who uses it as its
// documentation says.
package peer

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Tool is one of those tools.
type Tool struct {
	Name    string
	Version string
	binary  string
	sources string // folder of what it is given beside the topology
	prepare func(t *Tool, w Work) (args []string, err error)
}

// Work is a workload: what a tool needs to write its objects.
type Work struct {
	Topology string // file, in YAML
	JSON     []byte // the same, in JSON
	Folder   string // an empty one for what the tool is to read
	Objects  string // file of the objects, for what can only change them
}

// golang are the tools that are Go programs.
var golang = [...]struct {
	name, module, command string
	prepare               func(*Tool, Work) ([]string, error)
}{
	{"helm", "helm.sh/helm/v4", "/cmd/helm", (*Tool).helm},
	{"jsonnet", "github.com/google/go-jsonnet", "/cmd/jsonnet", (*Tool).jsonnet},
	{"cue", "cuelang.org/go", "/cmd/cue", (*Tool).cue},
	{"kustomize", "sigs.k8s.io/kustomize/kustomize/v5", "", (*Tool).kustomize},
}

// Build builds the tools into dir. missing tells of each that this machine does not have.
func Build(root, dir string) (tools []*Tool, missing []string, err error) {
	peers, err := filepath.Abs(filepath.Join(root, "bench", "peers"))
	if err != nil {
		return nil, nil, err
	}
	for _, g := range golang {
		t := &Tool{Name: g.name, binary: filepath.Join(dir, g.name), sources: filepath.Join(peers, g.name), prepare: g.prepare}
		c := exec.Command("go", "build", "-trimpath", "-o", t.binary, g.module+g.command)
		c.Dir, c.Env = peers, append(os.Environ(), "CGO_ENABLED=0")
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Run(); err != nil {
			return nil, nil, fmt.Errorf("building %s: %w", g.name, err)
		}
		if t.Version, err = versionOf(t.binary, g.module); err != nil {
			return nil, nil, err
		}
		tools = append(tools, t)
	}
	patch := *tools[len(tools)-1]
	patch.Name, patch.sources = "kustomize patch", filepath.Join(peers, "kustomize-patch")
	tools = append(tools, &patch)
	jinja, err := findJinja(filepath.Join(peers, "jinja2"))
	if err != nil {
		return tools, []string{"jinja2: " + err.Error()}, nil
	}
	return append(tools, jinja), nil, nil
}

// versionOf is the release of a module that a program was built from.
func versionOf(binary, module string) (string, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return "", err
	}
	for _, d := range append(info.Deps, &info.Main) {
		if d.Path == module {
			return d.Version, nil
		}
	}
	return "", fmt.Errorf("%s does not say which %s it was built from", binary, module)
}

// Prepare writes what the tool reads, and gives the command that writes the
// workload's objects to its standard output, to be had as often as it is to run.
func (t *Tool) Prepare(w Work) (func() *exec.Cmd, error) {
	args, err := t.prepare(t, w)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name, err)
	}
	return func() *exec.Cmd {
		c := exec.Command(t.binary, args...)
		c.Dir = w.Folder
		return c
	}, nil
}
