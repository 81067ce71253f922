package consequences_test

import (
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/objects"
	"render/render/places"
)

// TestBefore: files that nobody has marked are kept by hand; those of render and those with
// marks of who applies are its own, and so are those beside what has it apply them. An object
// of a cluster tells it for itself.
func TestBefore(t *testing.T) {
	const service = "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: default"
	for _, c := range []struct {
		what, text string
		live       bool
		by, want   consequences.Applier
	}{
		{"unmarked", service + "}\n", false, consequences.ArgoCD, consequences.Kubectl},
		{"a label of charts", service + ", labels: {app.kubernetes.io/instance: a}}\n", false, consequences.ArgoCD, consequences.Kubectl},
		{"render's", service + ", labels: {app.kubernetes.io/managed-by: render}}\n", false, consequences.ArgoCD, consequences.ArgoCD},
		{"render's in a cluster", service + ", labels: {app.kubernetes.io/managed-by: render}}\n", true, consequences.ArgoCD, consequences.Kubectl},
		{"a wave", service + ", annotations: {argocd.argoproj.io/sync-wave: '1'}}\n", false, consequences.ArgoCD, consequences.ArgoCD},
		{"a wave, for Flux", service + ", annotations: {argocd.argoproj.io/sync-wave: '1'}}\n", false, consequences.Flux, consequences.Kubectl},
		{"Flux's", service + ", annotations: {kustomize.toolkit.fluxcd.io/ssa: Merge}}\n", false, consequences.Flux, consequences.Flux},
		{"beside an Application", service + "}\n---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: b, namespace: argocd}\n", false, consequences.ArgoCD, consequences.ArgoCD},
		{"beside a Kustomization", service + "}\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: b, namespace: flux-system}\n", false, consequences.Flux, consequences.Flux},
	} {
		if got := consequences.Before(read(t, c.text), c.live, c.by); got != c.want {
			t.Errorf("%s, by %s: %s brought them, and not %s", c.what, c.by, got, c.want)
		}
	}
}

// TestTracked: of what kubectl brought, Argo CD and Flux delete what bears their marks, and no
// more.
func TestTracked(t *testing.T) {
	const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: default\n"
	const application = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: home, namespace: argocd}\n"
	for _, c := range []struct {
		marks   string
		by      consequences.Applier
		deletes bool
	}{
		{"", consequences.ArgoCD, false},
		{"", consequences.Flux, false},
		{"  annotations: {argocd.argoproj.io/tracking-id: home:/Service:default/a}\n", consequences.ArgoCD, true},
		{"  annotations: {argocd.argoproj.io/tracking-id: home:/Service:default/a}\n", consequences.Flux, false},
		{"  labels: {app.kubernetes.io/instance: home}\n", consequences.ArgoCD, true},
		{"  labels: {app.kubernetes.io/instance: other}\n", consequences.ArgoCD, false},
		{"  labels: {kustomize.toolkit.fluxcd.io/name: home-apps}\n", consequences.Flux, true},
	} {
		d := compare.Compare(read(t, service+c.marks), read(t, application))
		codes := codesOf(consequences.After(d, consequences.Kubectl, c.by))
		if codes["not-tracked"] > 0 == c.deletes || codes["pruned"] > 0 != c.deletes {
			t.Errorf("%q, by %s: told %v", c.marks, c.by, codes)
		}
	}
}

func read(t *testing.T, text string) *objects.World {
	t.Helper()
	w, diagnostics := objects.Read(places.NewSource("objects", []byte(text)))
	if err := diagnostics.Err(); err != nil {
		t.Fatal(err)
	}
	return w
}
