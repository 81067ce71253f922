package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const functionOf = `apiVersion: render/v1
kind: Topology
metadata:
  name: home
  annotations:
    config.kubernetes.io/function: |
      exec: {path: render, args: [krm, --quiet]}
spec:
`

// built is what kustomize makes of files, by running the program under test.
func built(t *testing.T, files map[string]string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return builtIn(t, dir)
}

func builtIn(t *testing.T, dir string) (string, error) {
	t.Helper()
	options := krusty.MakeDefaultOptions()
	options.PluginConfig = types.EnabledPluginConfig(types.BploUseStaticallyLinked)
	options.PluginConfig.FnpLoadingOptions.EnableExec = true
	made, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		return "", err
	}
	text, err := made.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return string(text), nil
}

// indented is a text as it stands below a key.
func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}

// TestKustomize has kustomize run the function as a generator, from a file and from
// the topology itself, and as a transformer.
func TestKustomize(t *testing.T) {
	example, err := os.ReadFile("../../examples/small/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	topology := string(example) + "secrets: omit\n"
	want := sorted(t, output(t, "--secrets", "omit", "--quiet", "../../examples/small/topology.yaml"))
	named, inline := functionOf+"  topology: topology.yaml\n", functionOf+indented(topology)
	const other = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n"
	for name, files := range map[string]map[string]string{
		"a file":      {"kustomization.yaml": "generators: [home.yaml]\n", "home.yaml": named, "topology.yaml": topology},
		"inline":      {"kustomization.yaml": "generators: [home.yaml]\n", "home.yaml": inline},
		"transformer": {"kustomization.yaml": "resources: [other.yaml]\ntransformers: [home.yaml]\n", "home.yaml": inline, "other.yaml": other},
	} {
		got, err := built(t, files)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		expected := want
		if name == "transformer" {
			expected = sorted(t, output(t, "--secrets", "omit", "--quiet", "../../examples/small/topology.yaml")+"---\n"+other)
		}
		if text := sorted(t, got); text != expected {
			t.Errorf("%s: kustomize gives\n%s\nand not\n%s", name, text, expected)
		}
	}
	if got, err := builtIn(t, "../../integrations/kustomize"); err != nil || sorted(t, got) != want {
		t.Errorf("integrations/kustomize: %v\n%s", err, got)
	}
	// What another field of the same kustomization does is done to what is rendered.
	got, err := built(t, map[string]string{"kustomization.yaml": "generators: [home.yaml]\ncommonAnnotations: {a: b}\n", "home.yaml": inline})
	if err != nil || strings.Count(got, "    a: b\n") < strings.Count(want, "\nkind: ") {
		t.Errorf("%v\n%s", err, got)
	}
	// A wrong topology builds nothing.
	wrong := strings.Replace(inline, "ip: 192.168.1.141", "ip: 192.168.1.300", 1)
	if got, err := built(t, map[string]string{"kustomization.yaml": "generators: [home.yaml]\n", "home.yaml": wrong}); err == nil || got != "" {
		t.Errorf("%v, %s", err, got)
	}
}

// sorted is a stream's objects, each in its own order of keys, in one order.
func sorted(t *testing.T, stream string) string {
	t.Helper()
	text, err := built(t, map[string]string{"kustomization.yaml": "resources: [all.yaml]\nsortOptions: {order: legacy}\n", "all.yaml": stream})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
