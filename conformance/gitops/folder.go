// Package gitops judges the folders that Argo CD and Flux are to apply, by their own
// code: what they read of a folder, in which order they apply it, and what they wait
// for.
//
// In goes a folder of a repository and who reads it; out comes what is wrong. It
// imports nothing of the renderer: its tests write the folders.
package gitops

import (
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"render/conformance/clauses"
)

// Repository is a folder that stands for a checked out repository.
type Repository struct{ Root string }

// Build is what kustomize makes of a folder of it.
func (r Repository) Build(folder string) ([]*unstructured.Unstructured, error) {
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), filepath.Join(r.Root, folder))
	if err != nil {
		return nil, clauses.Err(err)
	}
	return objects(built)
}

// objects are the objects of what kustomize built.
func objects(built resmap.ResMap) ([]*unstructured.Unstructured, error) {
	text, err := built.AsYaml()
	if err != nil {
		return nil, err
	}
	var out []*unstructured.Unstructured
	for _, document := range strings.Split("\n"+string(text), "\n---\n") {
		if strings.TrimSpace(document) == "" {
			continue
		}
		object, err := object([]byte(document))
		if err != nil {
			return nil, err
		}
		out = append(out, object)
	}
	return out, nil
}

func object(text []byte) (*unstructured.Unstructured, error) {
	var raw map[string]any
	if err := yaml.UnmarshalStrict(text, &raw); err != nil {
		return nil, clauses.Err(err)
	}
	out := &unstructured.Unstructured{Object: whole(raw).(map[string]any)}
	if out.GetKind() == "" || out.GetAPIVersion() == "" || out.GetName() == "" {
		return nil, clauses.Errorf("%.80q is no object", text)
	}
	return out, nil
}

// whole has whole numbers as the API has them.
func whole(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			v[key] = whole(inner)
		}
	case []any:
		for i := range v {
			v[i] = whole(v[i])
		}
	case float64:
		if v == float64(int64(v)) {
			return int64(v)
		}
	}
	return value
}

// files are the objects of the YAML files right in a folder, by the files' names.
func (r Repository) files(folder string) (map[string]*unstructured.Unstructured, error) {
	names, err := filepath.Glob(filepath.Join(r.Root, folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	out := map[string]*unstructured.Unstructured{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if out[filepath.Base(name)], err = object(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// placed is an object with the folder of its stage.
type placed struct {
	stage  string
	object *unstructured.Unstructured
}

// stageOf are the objects of stages, by what they are.
type stageOf map[string]placed

// stages are those of the objects in the folders of stages below a folder.
func (r Repository) stages(folder string) (stageOf, error) {
	out := stageOf{}
	found, err := filepath.Glob(filepath.Join(r.Root, folder, "[0-9][0-9]-*"))
	if err != nil {
		return nil, err
	}
	for _, stage := range found {
		if _, err := os.Stat(filepath.Join(stage, "kustomization.yaml")); err != nil {
			continue // what no kustomization lists is for somebody else
		}
		built, err := r.Build(filepath.Join(folder, filepath.Base(stage)))
		if err != nil {
			return nil, err
		}
		for _, o := range built {
			out[idOf(o)] = placed{filepath.Base(stage), o}
		}
	}
	return out, nil
}

func idOf(o *unstructured.Unstructured) string {
	return kindOf(o) + " " + o.GetNamespace() + "/" + o.GetName()
}
