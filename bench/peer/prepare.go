package peer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func (t *Tool) helm(w Work) ([]string, error) {
	if err := copyAll(t.sources, w); err != nil {
		return nil, err
	}
	return []string{"template", "bench", ".", "--values", w.Topology}, nil
}

func (t *Tool) cue(w Work) ([]string, error) {
	if err := copyAll(t.sources, w); err != nil {
		return nil, err
	}
	return []string{"export", "--expression", "output", "--out", "text", "."}, nil
}

// jsonnet imports no file whose name is computed: what a user has beside the
// library is a file that names the pairs.
func (t *Tool) jsonnet(w Work) ([]string, error) {
	if err := copyAll(t.sources, w); err != nil {
		return nil, err
	}
	keys, err := filepath.Glob(filepath.Join(w.Folder, "certs", "*.key"))
	if err != nil {
		return nil, err
	}
	main := []byte("(import 'main.libsonnet')(import 'topology.json', {\n")
	for _, key := range keys {
		host := strings.TrimSuffix(filepath.Base(key), ".key")
		main = fmt.Appendf(main, "  %[1]q: { crt: importstr 'certs/%[1]s.crt', key: importstr 'certs/%[1]s.key' },\n", host)
	}
	main = append(main, "})\n"...)
	return []string{"--yaml-stream", "main.jsonnet"}, os.WriteFile(filepath.Join(w.Folder, "main.jsonnet"), main, 0o644)
}

func (t *Tool) kustomize(w Work) ([]string, error) {
	if err := os.CopyFS(w.Folder, os.DirFS(t.sources)); err != nil {
		return nil, err
	}
	return []string{"build", "."}, os.Link(w.Objects, filepath.Join(w.Folder, "objects.yaml"))
}

// findJinja finds a Python that has jinja2 and PyYAML.
func findJinja(sources string) (*Tool, error) {
	python, err := exec.LookPath("python3")
	if err != nil {
		return nil, errors.New("there is no python3")
	}
	// A python3 on the PATH may be a script that looks for one.
	said, err := exec.Command(python, "-c",
		"import sys, platform, jinja2, yaml; print(sys.executable, jinja2.__version__, platform.python_version())").Output()
	words := bytes.Fields(said)
	if err != nil || len(words) != 3 {
		return nil, errors.New("python3 has not both jinja2 and yaml")
	}
	return &Tool{Name: "jinja2", binary: string(words[0]), sources: sources, prepare: (*Tool).jinja2,
		Version: string(words[1]) + ", python " + string(words[2])}, nil
}

func (t *Tool) jinja2(w Work) ([]string, error) {
	return []string{filepath.Join(t.sources, "render.py"), w.Topology}, nil
}

// copyAll writes a tool's sources into the workload's folder, with the topology
// and with its certificates if it has any.
func copyAll(sources string, w Work) error {
	if err := os.CopyFS(w.Folder, os.DirFS(sources)); err != nil {
		return err
	}
	certs := filepath.Join(filepath.Dir(w.Topology), "certs")
	if err := os.CopyFS(filepath.Join(w.Folder, "certs"), os.DirFS(certs)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.WriteFile(filepath.Join(w.Folder, "topology.json"), w.JSON, 0o644)
}
