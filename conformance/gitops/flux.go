package gitops

import (
	"context"
	"path"
	"path/filepath"
	"slices"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/fluxcd/cli-utils/pkg/kstatus/polling/engine"
	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/fluxcd/pkg/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"render/conformance/clauses"
)

// Flux is Flux with a repository and a cluster.
type Flux struct {
	Repository
	Cluster *Cluster
	ready   map[string]bool // Kustomizations, of the pass before
	built   map[string][]*unstructured.Unstructured
	readers map[string]engine.StatusReader
}

// BuildAsFlux is what Flux makes of a folder: of one without a kustomization it makes
// one itself.
func (r Repository) BuildAsFlux(folder string) ([]*unstructured.Unstructured, error) {
	generator := kustomize.NewGenerator(r.Root, unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{}}})
	action, err := generator.WriteFile(filepath.Join(r.Root, folder))
	if err != nil {
		return nil, clauses.Err(err)
	}
	defer func() { _ = kustomize.CleanDirectory(filepath.Join(r.Root, folder), action) }()
	built, err := kustomize.Build(filesys.MakeFsOnDisk(), filepath.Join(r.Root, folder))
	if err != nil {
		return nil, clauses.Err(err)
	}
	return objects(built)
}

// ReadKustomization reads a Kustomization as strictly as the API server does.
func ReadKustomization(o *unstructured.Unstructured) (*kustomizev1.Kustomization, error) {
	out := &kustomizev1.Kustomization{}
	if err := read(o, out); err != nil {
		return nil, err
	}
	return out, nil
}

// kustomizations are those that a folder's own kustomization lists, which are all that
// Flux reads of it at first.
func (f *Flux) kustomizations(folder string) ([]*kustomizev1.Kustomization, error) {
	listed, err := f.BuildAsFlux(folder)
	if err != nil {
		return nil, err
	}
	var out []*kustomizev1.Kustomization
	for _, o := range listed {
		if kindOf(o) != "Kustomization.kustomize.toolkit.fluxcd.io" {
			return nil, clauses.Errorf("%s is applied beside the stages", idOf(o))
		}
		k, err := ReadKustomization(o)
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	for _, k := range out {
		for _, d := range k.Spec.DependsOn {
			if !slices.ContainsFunc(out, func(other *kustomizev1.Kustomization) bool {
				return other.Name == d.Name && (d.Namespace == "" || d.Namespace == other.Namespace)
			}) {
				return nil, clauses.Errorf("%s depends on %s, which is not there", k.Name, d.Name)
			}
		}
	}
	return out, nil
}

// Reconcile lets Flux work for some passes, and reports whether all is ready by then.
func (f *Flux) Reconcile(folder string, passes int) (bool, error) {
	all, err := f.kustomizations(folder)
	if err != nil {
		return false, err
	}
	f.ready, f.built, f.readers = map[string]bool{}, map[string][]*unstructured.Unstructured{}, map[string]engine.StatusReader{}
	for _, k := range all {
		if f.built[k.Name], err = f.BuildAsFlux(path.Clean(k.Spec.Path)); err != nil {
			return false, err
		}
		if f.readers[k.Name], err = readerOf(k); err != nil {
			return false, err
		}
	}
	for range passes {
		for _, k := range all {
			if slices.ContainsFunc(k.Spec.DependsOn, func(d kustomizev1.DependencyReference) bool { return !f.ready[d.Name] }) {
				continue
			}
			if f.ready[k.Name], err = f.reconcile(k); err != nil {
				return false, err
			}
		}
		f.Cluster.tick()
	}
	return !slices.ContainsFunc(all, func(k *kustomizev1.Kustomization) bool { return !f.ready[k.Name] }), nil
}

// reconcile applies a Kustomization's objects, all or none, deletes what fell out, and
// looks whether all is well. Nothing of one that cannot be applied is deleted.
func (f *Flux) reconcile(k *kustomizev1.Kustomization) (bool, error) {
	objects := f.built[k.Name]
	for _, o := range objects {
		if f.Cluster.admit(o) != nil {
			return false, nil // the dry run of all
		}
	}
	present := map[kube.ResourceKey]bool{}
	for _, o := range objects {
		if err := f.Cluster.apply(owned(o, k.Name)); err != nil {
			return false, err
		}
		present[kube.GetResourceKey(o)] = true
	}
	for key, o := range f.Cluster.live() {
		if k.Spec.Prune && ownedBy(o) == k.Name && !present[key] && o.GetAnnotations()["kustomize.toolkit.fluxcd.io/prune"] != "disabled" {
			f.Cluster.remove(key)
		}
	}
	if !k.Spec.Wait {
		return true, nil
	}
	for key := range present {
		state, err := StatusOf(f.readers[k.Name], f.Cluster.objects[key])
		if err != nil {
			return false, err
		}
		if state != status.CurrentStatus {
			return false, nil
		}
	}
	return true, nil
}

// readerOf reads what the expressions of a Kustomization say.
func readerOf(k *kustomizev1.Kustomization) (engine.StatusReader, error) {
	reader, err := cel.NewStatusReader(k.Spec.HealthCheckExprs)
	if err != nil {
		return nil, clauses.Err(err)
	}
	return reader(nil), nil
}

// StatusOf is how Flux takes an object of a Kustomization: by its expressions, or by
// what it knows of the kind.
func StatusOf(reader engine.StatusReader, o *unstructured.Unstructured) (status.Status, error) {
	if !reader.Supports(o.GroupVersionKind().GroupKind()) {
		found, err := status.Compute(o)
		if err != nil {
			return "", err
		}
		return found.Status, nil
	}
	found, err := reader.ReadStatusForObject(context.Background(), nil, o)
	if err != nil {
		return "", err
	}
	return found.Status, nil // Unknown where an expression cannot be evaluated, over which it waits
}
