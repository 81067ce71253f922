package gitops

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/git"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"render/conformance/clauses"
)

// ArgoCD is Argo CD with a repository and a cluster.
type ArgoCD struct {
	Repository
	Cluster *Cluster
	Health  lua.ResourceHealthOverrides // of argocd-cm

	children map[string]*child // the Applications that are held, by their names
}

// ReadSettings takes the health checks of argocd-cm out of a ConfigMap, as Argo CD's
// settings do: by this label and these keys (util/settings, "resource.customizations.health.").
func (a *ArgoCD) ReadSettings(settings *unstructured.Unstructured) error {
	if settings.GetKind() != "ConfigMap" || settings.GetName() != "argocd-cm" || settings.GetLabels()["app.kubernetes.io/part-of"] != "argocd" {
		return clauses.Errorf("%s is not what Argo CD reads its settings from", idOf(settings))
	}
	data, _, err := unstructured.NestedStringMap(settings.Object, "data")
	if err != nil {
		return clauses.Err(err)
	}
	a.Health = lua.ResourceHealthOverrides{}
	for key, text := range data {
		name, ok := strings.CutPrefix(key, "resource.customizations.health.")
		group, kind, both := strings.Cut(name, "_")
		if !ok || !both || !strings.Contains(group, ".") {
			return clauses.Errorf("argocd-cm: %q is no health check of a kind", key)
		}
		a.Health[group+"/"+kind] = v1alpha1.ResourceOverride{HealthLua: text}
	}
	return nil
}

// HealthOf is how Argo CD takes an object.
func (a *ArgoCD) HealthOf(o *unstructured.Unstructured) (health.HealthStatusCode, error) {
	found, err := health.GetResourceHealth(o, a.Health)
	if err != nil {
		return "", clauses.Err(err)
	}
	if found == nil {
		return health.HealthStatusHealthy, nil // it does not ask
	}
	return found.Status, nil
}

// ReadApplication reads an Application as strictly as the API server does.
func ReadApplication(o *unstructured.Unstructured) (*v1alpha1.Application, error) {
	app := &v1alpha1.Application{}
	if err := read(o, app); err != nil {
		return nil, err
	}
	for key := range o.GetAnnotations() {
		if strings.Contains(key, "tracking-id") {
			return nil, clauses.Errorf("%s has %s, which Argo CD writes itself", idOf(o), key)
		}
	}
	return app, nil
}

// Manifests are what Argo CD reads of an Application's folder: by kustomize where that
// has a kustomization, else each file that it takes for a manifest.
func (a *ArgoCD) Manifests(app *v1alpha1.Application) ([]*unstructured.Unstructured, error) {
	source, folder := app.Spec.Source, filepath.Join(a.Root, app.Spec.Source.Path)
	kind, err := repository.GetAppSourceType(context.Background(), source, folder, a.Root, app.Name, map[string]bool{}, nil, nil)
	if err != nil {
		return nil, clauses.Err(err)
	}
	if kind == v1alpha1.ApplicationSourceTypeKustomize {
		return a.Build(source.Path)
	}
	return a.directory(app, folder)
}

func (a *ArgoCD) directory(app *v1alpha1.Application, folder string) ([]*unstructured.Unstructured, error) {
	request := &apiclient.ManifestRequest{Repo: &v1alpha1.Repository{}, ApplicationSource: app.Spec.Source, AppName: app.Name, ProjectName: app.Spec.Project}
	answer, err := repository.GenerateManifests(context.Background(), folder, a.Root, "", request, true, &git.NoopCredsStore{}, resource.MustParse("10Mi"), nil)
	if err != nil {
		return nil, clauses.Err(err)
	}
	var out []*unstructured.Unstructured
	for _, text := range answer.Manifests {
		o, err := object([]byte(text))
		if err != nil {
			return nil, err
		}
		annotations := o.GetAnnotations() // which it adds for its tracking
		delete(annotations, "argocd.argoproj.io/tracking-id")
		o.SetAnnotations(annotations)
		out = append(out, o)
	}
	return out, nil
}

// application is the Application of a folder's argocd/, with what argocd-cm is to hold.
func (a *ArgoCD) application(folder string) (*v1alpha1.Application, error) {
	files, err := a.files(path.Join(folder, "argocd"))
	if err != nil {
		return nil, err
	}
	if settings := files["argocd-cm.yaml"]; settings != nil {
		if err := a.ReadSettings(settings); err != nil {
			return nil, err
		}
	}
	if files["application.yaml"] == nil {
		return nil, clauses.Errorf("%s has no Application", folder)
	}
	app, err := ReadApplication(files["application.yaml"])
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(a.Root, app.Spec.Source.Path)); err != nil {
		return nil, clauses.Errorf("%s: there is no %s", app.Name, app.Spec.Source.Path)
	}
	return app, nil
}
