package gitops

import (
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// TestBrokenArgoCD: changes of a real folder that have to be told.
func TestBrokenArgoCD(t *testing.T) {
	for _, test := range []struct{ file, from, to, want string }{
		{"argocd/application.yaml", "", "", ""},
		{"argocd/application.yaml", "  project: default\n", "", "spec.project: Required value"},
		{"argocd/application.yaml", "syncPolicy:", "syncPolice:", `unknown fields ["spec.syncPolice"]`},
		{"argocd/application.yaml", "argoproj.io/v1alpha1", "argoproj.io/v1", "of version v1 is not defined"},
		{"argocd/application.yaml", "  annotations:\n", "  annotations:\n    argocd.argoproj.io/tracking-id: x\n", "which Argo CD writes itself"},
		{"argocd/application.yaml", "path: deploy/x", "path: deploy/y", "there is no deploy/y"},
		{"argocd/application.yaml", "ServerSideApply=true", "ServerSideApply", "none that is known here"},
		{"argocd/application.yaml", "kind: Application", "kind: Application\nkind: Application", "already set"},
		{"argocd/application.yaml", "kind: Application\n", "", "is no object"},
		{"argocd/argocd-cm.yaml", "part-of: argocd", "part-of: x", "is not what Argo CD reads its settings from"},
		{"argocd/argocd-cm.yaml", "health.sailoperator.io_Istio:", "health.Istio:", "is no health check of a kind"},
		{"argocd/argocd-cm.yaml", "data:", "data:\n  more: {a: b}", "is of the type map"},
		{"argocd/argocd-cm.yaml", "return hs\n", "return hs(\n", "syntax error"},
		{"kustomization.yaml", "resources:", "resorces:", "resorces"},
		{"30-istio/kustomization.yaml", "istio.default.yaml", "istio.other.yaml", "istio.other.yaml"},
	} {
		t.Run(test.want, func(t *testing.T) {
			r := write(t, Repository{}, "sail", laidOut(topology(t, "sail"), "argocd"), "deploy/x")
			if test.from != "" {
				edited(t, r, "deploy/x/"+test.file, test.from, test.to)
			}
			tells(t, test.want, func() error {
				a := &ArgoCD{Repository: r, Cluster: NewCluster()}
				app, err := a.application("deploy/x")
				if err != nil {
					return err
				}
				if _, err := a.SyncAll(app, 40); err != nil {
					return err
				}
				for _, o := range a.Cluster.objects {
					if _, err := a.HealthOf(o); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	tells(t, "has no Application", func() error {
		_, err := (&ArgoCD{Repository: put(t, map[string]string{"x/argocd/a.yaml": configMap("a")})}).application("x")
		return err
	})
	tells(t, "no such file", func() error {
		a := &ArgoCD{Repository: put(t, map[string]string{"x/a.yaml": configMap("a")})}
		_, err := a.Manifests(&v1alpha1.Application{Spec: v1alpha1.ApplicationSpec{Source: &v1alpha1.ApplicationSource{Path: "y"}}})
		return err
	})
	tells(t, "failed", func() error {
		a := &ArgoCD{Repository: put(t, map[string]string{"x/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [a}\n"})}
		_, err := a.Manifests(directory("x"))
		return err
	})
}

// TestBrokenFlux: the same of what Flux reads.
func TestBrokenFlux(t *testing.T) {
	for _, test := range []struct{ file, from, to, want string }{
		{"flux/30-istio.yaml", "", "", ""},
		{"flux/30-istio.yaml", "  prune: true\n", "", "spec.prune: Required value"},
		{"flux/30-istio.yaml", "  wait: true", "  waits: true", `unknown fields ["spec.waits"]`},
		{"flux/30-istio.yaml", "interval: 10m", "interval: often", "spec.interval"},
		{"flux/30-istio.yaml", "- name: sail-metallb", "- name: sail-nothing", "depends on sail-nothing, which is not there"},
		{"flux/30-istio.yaml", "has(status.conditions)", "has(status)", "invalid argument to has() macro"},
		{"flux/30-istio.yaml", "path: ./deploy/x/30-istio", "path: ./deploy/x/31-istio", "31-istio"},
		{"kustomization.yaml", "- flux/30-istio.yaml", "- flux/30-istio.yaml\n- 30-istio/istio.default.yaml", "is applied beside the stages"},
		{"kustomization.yaml", "- flux/30-istio.yaml\n", "- flux/31-istio.yaml\n", "31-istio.yaml"},
	} {
		t.Run(test.want, func(t *testing.T) {
			r := write(t, Repository{}, "sail", laidOut(topology(t, "sail"), "flux"), "deploy/x")
			if test.from != "" {
				edited(t, r, "deploy/x/"+test.file, test.from, test.to)
			}
			tells(t, test.want, func() error {
				_, err := (&Flux{Repository: r, Cluster: NewCluster()}).Reconcile("deploy/x", 20)
				return err
			})
		})
	}
}

func tells(t *testing.T, want string, of func() error) {
	t.Helper()
	err := of()
	switch {
	case want == "" && err != nil:
		t.Error(err)
	case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
		t.Errorf("tells of %v, not of %q", err, want)
	}
}

// TestBrokenWaves: what is applied too early is seen: a stage with the wave of the one before,
// or one that does not wait for it.
func TestBrokenWaves(t *testing.T) {
	for _, test := range []struct{ layout, file, from, to string }{
		{"argocd", "50-apps/deployment.*.yaml", `sync-wave: "50"`, `sync-wave: "30"`},
		{"argocd", "argocd/argocd-cm.yaml", "Progressing", "Healthy"},
		{"apps", "argocd/50-apps.yaml", `sync-wave: "50"`, `sync-wave: "0"`},
		{"apps", "argocd/argocd-cm.yaml", "io_Application:", "io_Applications:"},
		{"flux", "flux/50-apps.yaml", "- name: sail-gateways", "- name: sail-metallb"},
		{"flux", "flux/40-gateways.yaml", "  wait: true", "  wait: false"},
	} {
		t.Run(test.layout+" "+test.file, func(t *testing.T) {
			r := write(t, Repository{}, "sail", laidOut(topology(t, "sail"), test.layout), "deploy/x")
			stages, err := r.stages("deploy/x")
			if err != nil {
				t.Fatal(err)
			}
			edited(t, r, "deploy/x/"+test.file, test.from, test.to)
			c := NewCluster()
			except := late
			if test.layout == "flux" {
				except = never
			}
			watch(c, stages, except)
			work(t, test.layout, r, c, 30, 100)
			if len(c.Wrong) == 0 {
				t.Error("nothing is too early")
			}
		})
	}
}

// TestBrokenObjects: what is in no definition, and what is no object at all.
func TestBrokenObjects(t *testing.T) {
	tells(t, "is not defined", func() error {
		return valid(&unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": "x"}}})
	})
}
