package gitops

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// put writes files into a repository.
func put(t testing.TB, files map[string]string) Repository {
	t.Helper()
	r := Repository{t.TempDir()}
	for name, text := range files {
		save(t, filepath.Join(r.Root, name), []byte(text))
	}
	return r
}

// save writes a file, and the folders that it is in.
func save(t testing.TB, name string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

func configMap(name string) string {
	return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: default}\n"
}

// directory is an Application of a folder without a kustomization, with all below it.
func directory(folder string) *v1alpha1.Application {
	return &v1alpha1.Application{Spec: v1alpha1.ApplicationSpec{Source: &v1alpha1.ApplicationSource{Path: folder, Directory: &v1alpha1.ApplicationSourceDirectory{Recurse: true}}}}
}

// TestDirectory: Argo CD takes every file with one of four endings for a manifest, in
// hidden folders too. In a rendered folder whose kustomizations are gone all such files
// are; the index has none of these endings.
func TestDirectory(t *testing.T) {
	files := map[string]string{"a/a.yaml": configMap("a"), "a/b.yml": configMap("b"), "a/.hidden/c.json": `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}`,
		"a/d.jsonnet": `{apiVersion: "v1", kind: "ConfigMap", metadata: {name: "d"}}`, "a/.render-index": "- {no yaml", "a/.gitattributes": "* text\n"}
	a := &ArgoCD{Repository: put(t, files)}
	if found, err := a.Manifests(directory("a")); err != nil || len(found) != 4 {
		t.Errorf("%d objects, %v", len(found), err)
	}
	files["a/.hidden/x.yaml"] = "a: [YAML, without, a, kind]\n"
	a = &ArgoCD{Repository: put(t, files)}
	if found, err := a.Manifests(directory("a")); err != nil || len(found) != 4 {
		t.Errorf("%d objects, %v", len(found), err)
	}
	files["a/.hidden/x.yaml"] = "apiVersion: render/v1\nkind: Topology\nname: home\n"
	a = &ArgoCD{Repository: put(t, files)}
	if _, err := a.Manifests(directory("a")); err == nil {
		t.Error("what is no manifest is taken")
	}
	for _, layout := range []string{"plain", "argocd", "apps", "flux"} {
		r := write(t, Repository{}, "sail", laidOut(topology(t, "sail"), layout), "deploy/x")
		wanted := 0
		err := filepath.WalkDir(r.Root, func(name string, entry os.DirEntry, err error) error {
			switch {
			case err != nil || entry.IsDir():
				return err
			case entry.Name() == "kustomization.yaml":
				return os.Remove(name)
			case strings.HasSuffix(name, ".yaml"):
				wanted++
			case entry.Name() != ".render-index" && entry.Name() != ".gitattributes":
				t.Errorf("%s: %s is no object, and beside them", layout, name)
			}
			return nil
		})
		found, more := (&ArgoCD{Repository: r}).Manifests(directory("deploy/x"))
		if err != nil || more != nil || len(found) != wanted || wanted < 20 {
			t.Errorf("%s: %d objects of %d files, %v, %v", layout, len(found), wanted, err, more)
		}
	}
}

// TestWithoutKustomization: Flux wants each YAML file of a folder without a kustomization to
// be a manifest, and takes a sub-folder that has one as a whole.
func TestWithoutKustomization(t *testing.T) {
	r := put(t, map[string]string{"a/a.yaml": configMap("a"), "a/values.yaml": "replicas: 2\n",
		"b/one/kustomization.yaml": "resources: [x.yaml]\n", "b/one/x.yaml": configMap("x"), "b/one/y.yaml": configMap("y"), "b/z.yaml": configMap("z")})
	if _, err := r.BuildAsFlux("a"); err == nil {
		t.Error("what is no manifest is taken")
	}
	if found, err := r.BuildAsFlux("b"); err != nil || len(found) != 2 {
		t.Errorf("%d objects, %v", len(found), err)
	}
}

// TestEmptyKustomization: a kustomization of nothing is an error, and no folder of render's
// has one.
func TestEmptyKustomization(t *testing.T) {
	r := put(t, map[string]string{"a/kustomization.yaml": ""})
	if _, err := r.Build("a"); err == nil {
		t.Error("kustomize builds nothing")
	}
	for _, e := range examples {
		for _, layout := range []string{"plain", "argocd", "apps", "flux"} {
			r := write(t, Repository{}, e, laidOut(topology(t, e), layout), "deploy/x")
			err := filepath.WalkDir(r.Root, func(name string, entry os.DirEntry, err error) error {
				if err != nil || entry.Name() != "kustomization.yaml" {
					return err
				}
				folder, _ := filepath.Rel(r.Root, filepath.Dir(name))
				_, err = r.Build(folder)
				return err
			})
			if err != nil {
				t.Errorf("%s, %s: %v", e, layout, err)
			}
		}
	}
}

// TestPassesCiphertext: kustomize hands on what sops encrypted, block and all: Flux decrypts
// it, and Argo CD would not.
func TestPassesCiphertext(t *testing.T) {
	r := write(t, Repository{}, "sops", laidOut(topology(t, "sops"), "flux"), "deploy/x")
	found, err := r.Build("deploy/x/40-gateways")
	if err != nil {
		t.Fatal(err)
	}
	encrypted := 0
	for _, o := range found {
		if o.GetKind() == "Secret" && o.Object["sops"] != nil {
			encrypted++
		}
	}
	list, err := (&Flux{Repository: r}).kustomizations("deploy/x")
	if err != nil || encrypted < 2 {
		t.Fatalf("%d are encrypted, %v", encrypted, err)
	}
	for _, k := range list {
		if decrypts := k.Spec.Decryption != nil && k.Spec.Decryption.Provider == "sops" && k.Spec.Decryption.SecretRef.Name == "sops-age"; decrypts != strings.HasSuffix(k.Name, "-gateways") {
			t.Errorf("%s decrypts: %v", k.Name, decrypts)
		}
	}
}

// changed is a cluster on which an example was applied as one topology, and then as another.
func changed(t testing.TB, layout, example, before, after string) *Cluster {
	t.Helper()
	c, r := NewCluster(), Repository{}
	for _, text := range []string{before, after} {
		r = write(t, r, example, laidOut(text, layout), "deploy/x")
		work(t, layout, r, c, 40, 150)
	}
	return c
}

// TestKept: nobody deletes a Namespace, an IstioOperator or its operator, whatever falls out
// of the folder; all else that does is deleted.
func TestKept(t *testing.T) {
	before := topology(t, "seed")
	after := strings.Replace(before, "version: 1.9.7", "version: 1.9.7\n  install: none", 1)
	if before == after || strings.Contains(before, "install:") {
		t.Fatal("the example says how Istio is installed")
	}
	after = strings.Replace(after, "  mtls: permissive\n", "", 1)
	for _, layout := range []string{"argocd", "apps", "flux"} {
		c := changed(t, layout, "seed", before, after)
		if len(c.Deleted) == 0 {
			t.Errorf("%s: nothing is deleted", layout)
		}
		for _, key := range c.Deleted {
			if key.Kind == "Namespace" || key.Kind == "IstioOperator" || strings.Contains(key.Name, "istio-operator") || key.Kind == "CustomResourceDefinition" {
				t.Errorf("%s: %s is deleted", layout, key)
			}
		}
	}
}

// TestKeptOfSail: nor Sail's objects.
func TestKeptOfSail(t *testing.T) {
	before := topology(t, "small", `istio: "1.31"`, `istio: {version: 1.31.1, install: sail}`)
	after := strings.Replace(before, "install: sail", "install: none", 1)
	for _, layout := range []string{"argocd", "apps", "flux"} {
		c := changed(t, layout, "small", before, after)
		if !slices.ContainsFunc(c.Applied, func(o *unstructured.Unstructured) bool { return o.GetKind() == "Istio" }) {
			t.Errorf("%s: no Istio is applied", layout)
		}
		for _, key := range c.Deleted {
			if key.Group == "sailoperator.io" {
				t.Errorf("%s: %s is deleted", layout, key)
			}
		}
	}
}

// TestForIstioctl: what istioctl alone reads nobody applies.
func TestForIstioctl(t *testing.T) {
	text := strings.Replace(topology(t, "small"), `istio: "1.31"`, `istio: {version: "1.31", install: istioctl}`, 1)
	for _, layout := range []string{"argocd", "apps", "flux"} {
		r := write(t, Repository{}, "small", laidOut(text, layout), "deploy/x")
		if found, _ := filepath.Glob(filepath.Join(r.Root, "deploy/x/30-istio/istiooperator.*.yaml")); len(found) != 1 {
			t.Fatalf("%s: %q", layout, found)
		}
		c := NewCluster()
		if !work(t, layout, r, c, 40, 150) {
			t.Errorf("%s does not get through", layout)
		}
		for _, o := range c.Applied {
			if o.GetKind() == "IstioOperator" {
				t.Errorf("%s: it is applied", layout)
			}
		}
	}
}
