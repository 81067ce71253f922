package gitops

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// examples together have every kind that anything waits for, in both routings and with
// every way of installing Istio that leaves it to who applies the folder.
var examples = strings.Fields("seed sail gateway-api-sail gateway-api-none none cert-manager cert-manager-http01 cert-manager-issuer external sealed daemonset " +
	"gateway-api-passthrough microk8s-1.24 bgp ha")

// late are what Argo CD applies behind all stages: what is ready with an address alone,
// and what nothing is to wait for.
func late(o *unstructured.Unstructured) bool {
	group := o.GroupVersionKind().Group
	return loadBalancer(o) || group == gatewayGroup || group == "autoscaling" || group == "policy" || group == "cert-manager.io"
}

// watch complains of an object that is applied before those of earlier stages are ready.
func watch(c *Cluster, stages stageOf, except func(*unstructured.Unstructured) bool) {
	c.Watch = func(o *unstructured.Unstructured) error {
		own := stages[idOf(o)].stage
		for id, earlier := range stages {
			if own == "" || earlier.stage >= own || !waitsFor(earlier.object) || except(earlier.object) {
				continue
			}
			live := c.objects[kube.GetResourceKey(earlier.object)]
			if live == nil {
				return fmt.Errorf("%s of %s is applied, and %s of %s is not there", idOf(o), own, id, earlier.stage)
			}
			if state := c.State(live); state != Ready {
				return fmt.Errorf("%s of %s is applied, and %s of %s is %s", idOf(o), own, id, earlier.stage, state)
			}
		}
		return nil
	}
}

func never(*unstructured.Unstructured) bool { return false }

// argo lets Argo CD work on a folder: on its Application, or on those that it holds.
func argo(t testing.TB, r Repository, c *Cluster, folder string, steps int) outcome {
	t.Helper()
	a := &ArgoCD{Repository: r, Cluster: c}
	app, err := a.application(folder)
	if err != nil {
		t.Fatal(err)
	}
	end, err := a.SyncAll(app, steps)
	if err != nil {
		t.Fatal(err)
	}
	return end
}

// work lets who reads a layout work on a folder, Flux for some passes and Argo CD for some
// steps, and reports whether it gets through.
func work(t testing.TB, layout string, r Repository, c *Cluster, passes, steps int) bool {
	t.Helper()
	if layout != "flux" {
		return argo(t, r, c, "deploy/x", steps).Phase == common.OperationSucceeded
	}
	through, err := (&Flux{Repository: r, Cluster: c}).Reconcile("deploy/x", passes)
	if err != nil {
		t.Fatal(err)
	}
	return through
}

// TestArgoCDWaits: over objects that get ready Argo CD applies a whole folder, each
// stage once those before it are ready; over any kind that does not, none behind it.
func TestArgoCDWaits(t *testing.T) {
	kinds := map[string]bool{}
	for _, e := range examples {
		for _, layout := range []string{"argocd", "apps"} {
			t.Run(e+"/"+layout, func(t *testing.T) {
				r := write(t, Repository{}, e, laidOut(topology(t, e), layout), "deploy/x")
				stages, err := r.stages("deploy/x")
				if err != nil {
					t.Fatal(err)
				}
				c := NewCluster()
				watch(c, stages, late)
				if end := argo(t, r, c, "deploy/x", 200); end.Phase != common.OperationSucceeded || end.Retries > 0 {
					t.Errorf("all gets ready, and it ends as %+v", end)
				}
				complain(t, c)
				missing(t, c, stages)
				for _, o := range c.Applied {
					if waitsFor(o) && !late(o) {
						kinds[kindOf(o)] = true
					}
				}
				for _, kind := range waited(c) {
					for _, state := range []State{Pending, Failed} {
						holds(t, stages, kind, state, func(c *Cluster) { argo(t, r, c, "deploy/x", 80) }, late)
					}
				}
			})
		}
	}
	covers(t, kinds, "Deployment.apps DaemonSet.apps CustomResourceDefinition.apiextensions.k8s.io IstioOperator.install.istio.io Istio.sailoperator.io "+
		"IstioCNI.sailoperator.io SealedSecret.bitnami.com ExternalSecret.external-secrets.io")
}

// proved are what an authority proves by the gateways, once DNS leads there and these have routes: Flux does not wait
// for them.
func proved(o *unstructured.Unstructured) bool {
	return o.GetAnnotations()["render/solver"] == "http01"
}

// TestFluxWaits: the same of Flux, which waits for addresses too.
func TestFluxWaits(t *testing.T) {
	kinds := map[string]bool{}
	for _, e := range examples {
		t.Run(e, func(t *testing.T) {
			r := write(t, Repository{}, e, laidOut(topology(t, e), "flux"), "deploy/x")
			stages, err := r.stages("deploy/x")
			if err != nil {
				t.Fatal(err)
			}
			c := NewCluster()
			watch(c, stages, proved)
			f := &Flux{Repository: r, Cluster: c}
			if ready, err := f.Reconcile("deploy/x", 40); err != nil || !ready {
				t.Errorf("all gets ready, and it ends with %v, %v", f.ready, err)
			}
			complain(t, c)
			missing(t, c, stages)
			for _, o := range c.Applied {
				if waitsFor(o) {
					kinds[kindOf(o)] = true
				}
			}
			for _, kind := range waited(c) {
				through := !slices.ContainsFunc(c.Applied, func(o *unstructured.Unstructured) bool { return kindOf(o) == kind && !proved(o) })
				for _, state := range []State{Pending, Failed} {
					holds(t, stages, kind, state, func(c *Cluster) {
						f := &Flux{Repository: r, Cluster: c}
						if ready, err := f.Reconcile("deploy/x", 20); err != nil || ready != through {
							t.Errorf("%s is %s, and all is ready: %v, %v", kind, state, ready, err)
						}
					}, proved)
				}
			}
		})
	}
	covers(t, kinds, "Deployment.apps DaemonSet.apps CustomResourceDefinition.apiextensions.k8s.io Service IstioOperator.install.istio.io Istio.sailoperator.io "+
		"IstioCNI.sailoperator.io Certificate.cert-manager.io Issuer.cert-manager.io SealedSecret.bitnami.com ExternalSecret.external-secrets.io "+
		"Gateway.gateway.networking.k8s.io HTTPRoute.gateway.networking.k8s.io TLSRoute.gateway.networking.k8s.io")
}

// holds wants nothing behind a kind that is never ready.
func holds(t *testing.T, stages stageOf, kind string, state State, work func(*Cluster), except func(*unstructured.Unstructured) bool) {
	t.Helper()
	c := NewCluster()
	c.Never = func(o *unstructured.Unstructured) State {
		if kindOf(o) == kind && waitsFor(o) {
			return state
		}
		return ""
	}
	watch(c, stages, except)
	work(c)
	if len(c.Wrong) > 0 {
		t.Errorf("%s is %s: %v", kind, state, c.Wrong[0])
	}
}

// waited are the kinds of a cluster that anything waits for.
func waited(c *Cluster) []string {
	var out []string
	for _, o := range c.Applied {
		if waitsFor(o) && !slices.Contains(out, kindOf(o)) {
			out = append(out, kindOf(o))
		}
	}
	return out
}

func complain(t *testing.T, c *Cluster) {
	t.Helper()
	for _, wrong := range c.Wrong {
		t.Error(wrong)
	}
}

// missing tells of objects of the folder that are not there, or not ready.
func missing(t *testing.T, c *Cluster, stages stageOf) {
	t.Helper()
	there := map[string]State{}
	for range 4 { // what is applied last gets ready too
		c.tick()
	}
	for _, o := range c.objects {
		there[idOf(o)] = c.State(o)
	}
	for id, one := range stages {
		if there[id] != Ready {
			t.Errorf("%s of %s is %q", id, one.stage, there[id])
		}
	}
}

func covers(t *testing.T, kinds map[string]bool, wanted string) {
	t.Helper()
	for _, kind := range strings.Fields(wanted) {
		if !kinds[kind] && !t.Failed() {
			t.Errorf("no example has a %s", kind)
		}
	}
}
