package gitops

import (
	"path"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// gathered are all health checks of the examples' folders, of both.
func gathered(t *testing.T) (*ArgoCD, *kustomizev1.Kustomization) {
	t.Helper()
	a, all := &ArgoCD{}, &kustomizev1.Kustomization{}
	seen := map[string]bool{}
	type pair struct{ example, text string }
	texts := []pair{{"gateway-api-ports", topology(t, "gateway-api-ports")}, {"cert-manager", topology(t, "cert-manager", "{create: ca}", "{create: ca, kind: ClusterIssuer}")}}
	for _, e := range examples {
		texts = append(texts, pair{e, topology(t, e)})
	}
	for _, p := range texts {
		e, text := p.example, p.text
		r := write(t, Repository{}, e, laidOut(text, "apps"), "deploy/x")
		found := &ArgoCD{Repository: r}
		if _, err := found.application("deploy/x"); err != nil {
			t.Fatal(err)
		}
		if a.Health == nil {
			a.Health = found.Health
		}
		for kind, check := range found.Health {
			a.Health[kind] = check
		}
		r = write(t, r, e, laidOut(text, "flux"), "deploy/x")
		list, err := (&Flux{Repository: r}).kustomizations("deploy/x")
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			for _, check := range k.Spec.HealthCheckExprs {
				if !seen[check.APIVersion+check.Kind] {
					seen[check.APIVersion+check.Kind] = true
					all.Spec.HealthCheckExprs = append(all.Spec.HealthCheckExprs, check)
				}
			}
		}
	}
	return a, all
}

// TestStatuses: of no object that is not ready either of the two thinks so, and of each
// that is ready both do, with every status that its controller gives it.
func TestStatuses(t *testing.T) {
	a, k := gathered(t)
	reader, err := readerOf(k)
	if err != nil {
		t.Fatal(err)
	}
	for kind, all := range statusesOf {
		name, group, _ := strings.Cut(kind, ".")
		o := &unstructured.Unstructured{Object: map[string]any{"apiVersion": path.Join(group, "v1"), "kind": name, "metadata": map[string]any{"name": "x", "generation": int64(3)}}}
		if kind == "Service" {
			o.Object["spec"] = map[string]any{"type": "LoadBalancer", "clusterIP": "10.0.0.1"}
		}
		if name == "Deployment" || name == "DaemonSet" {
			o.Object["spec"] = map[string]any{"selector": map[string]any{}, "template": map[string]any{}}
		}
		for _, one := range all {
			delete(o.Object, "status")
			if s := filled(o, one.text); s != nil {
				o.Object["status"] = s
			}
			found, err := a.HealthOf(o)
			if err != nil && one.text != "" { // a script may fail without a status: Argo CD takes that for Unknown
				t.Errorf("%s %s: Argo CD: %v", kind, one.text, err)
			}
			if (found == health.HealthStatusHealthy) != (one.state == Ready) && name != "TLSRoute" && name != "TCPRoute" {
				t.Errorf("%s is %s, and %q for Argo CD: %s", kind, one.state, found, one.text)
			}
			current, err := StatusOf(reader, o)
			if err != nil {
				t.Errorf("%s %s: Flux: %v", kind, one.text, err)
			}
			if (current == status.CurrentStatus) != (one.state == Ready) && name != "Application" {
				t.Errorf("%s is %s, and %s for Flux: %s", kind, one.state, current, one.text)
			}
		}
	}
}

// TestNoAddressNoWait: a Service without an address to wait for is ready, for both.
func TestNoAddressNoWait(t *testing.T) {
	_, k := gathered(t)
	reader, err := readerOf(k)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range []map[string]any{{"type": "ClusterIP", "clusterIP": "10.0.0.1"}, {"type": "NodePort", "clusterIP": "10.0.0.1"}, {"clusterIP": "10.0.0.1"}} {
		o := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Service", "metadata": map[string]any{"name": "x"}, "spec": spec, "status": map[string]any{"loadBalancer": map[string]any{}}}}
		if found, err := StatusOf(reader, o); err != nil || found != status.CurrentStatus {
			t.Errorf("%v: %s, %v", spec, found, err)
		}
	}
}
