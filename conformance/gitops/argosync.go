package gitops

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube/kubetest"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/go-logr/logr"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
	cmdutil "k8s.io/kubectl/pkg/cmd/util"

	"render/conformance/clauses"
)

// outcome is how an operation of Argo CD's ended.
type outcome struct {
	Phase   common.OperationPhase
	Message string
	Retries int
}

// operation is one of an Application's, over the steps that it takes.
type operation struct {
	outcome
	target  []*unstructured.Unstructured
	results []common.ResourceSyncResult
}

// child is an Application that another one holds.
type child struct {
	app *v1alpha1.Application
	operation
}

// SyncAll is one operation of an Application's, as far as it gets within some steps: the
// engine's own, with the options of the Application, each step over the cluster as it is
// by then, and again from the start where it fails. Those that it holds work each for
// itself once it is there; an Application is as healthy as its objects are.
func (a *ArgoCD) SyncAll(app *v1alpha1.Application, steps int) (outcome, error) {
	target, err := a.Manifests(app)
	if err != nil {
		return outcome{}, err
	}
	if a.children, err = held(target); err != nil {
		return outcome{}, err
	}
	op := operation{target: target}
	for range steps {
		if err := a.proceed(app, &op); err != nil {
			return op.outcome, err
		}
		if err := a.proceedHeld(); err != nil {
			return op.outcome, err
		}
		a.Cluster.tick()
		a.tellHeld()
		if op.over(app) && !a.working() {
			return op.outcome, nil
		}
	}
	return op.outcome, nil
}

// over reports whether an operation is done with, for good or not.
func (op *operation) over(app *v1alpha1.Application) bool {
	retry := app.Spec.SyncPolicy.Retry
	failed := op.Phase == common.OperationFailed || op.Phase == common.OperationError
	return op.Phase == common.OperationSucceeded || failed && (retry == nil || retry.Limit >= 0 && op.Retries >= int(retry.Limit))
}

// proceed takes a step of an operation.
func (a *ArgoCD) proceed(app *v1alpha1.Application, op *operation) error {
	if op.over(app) {
		return nil
	}
	if op.Phase == common.OperationFailed || op.Phase == common.OperationError {
		op.outcome, op.results = outcome{Retries: op.Retries + 1}, nil
	}
	context, stop, err := a.step(app, op)
	if err != nil {
		return err
	}
	defer stop()
	context.Sync()
	op.Phase, op.Message, op.results = context.GetState()
	return nil
}

// working reports whether a held Application that is there has something to do.
func (a *ArgoCD) working() bool {
	for _, c := range a.children {
		if a.there(c) && !c.over(c.app) {
			return true
		}
	}
	return false
}

func (a *ArgoCD) there(c *child) bool {
	return a.Cluster.objects[kube.NewResourceKey("argoproj.io", "Application", c.app.Namespace, c.app.Name)] != nil
}

// proceedHeld takes a step of each held Application that is there.
func (a *ArgoCD) proceedHeld() error {
	for _, c := range a.children {
		if !a.there(c) {
			continue
		}
		if c.target == nil {
			var err error
			if c.target, err = a.Manifests(c.app); err != nil {
				return err
			}
		}
		if err := a.proceed(c.app, &c.operation); err != nil {
			return err
		}
	}
	return nil
}

// tellHeld gives held Applications the health of their objects: the worst of them, and
// of those that are not there yet.
func (a *ArgoCD) tellHeld() {
	for name, c := range a.children {
		o := a.Cluster.objects[kube.NewResourceKey("argoproj.io", "Application", c.app.Namespace, name)]
		if o == nil {
			continue
		}
		worst := health.HealthStatusHealthy
		if c.target == nil {
			worst = health.HealthStatusMissing
		}
		for _, target := range c.target {
			live := a.Cluster.objects[kube.GetResourceKey(target)]
			found := health.HealthStatusMissing
			if live != nil {
				var err error
				if found, err = a.HealthOf(live); err != nil {
					found = health.HealthStatusUnknown
				}
			}
			if live != nil && live.GetAnnotations()["argocd.argoproj.io/ignore-healthcheck"] == "true" {
				continue
			}
			if health.IsWorse(worst, found) {
				worst = found
			}
		}
		o.Object["status"] = map[string]any{"health": map[string]any{"status": string(worst)}}
	}
}

func (a *ArgoCD) step(app *v1alpha1.Application, op *operation) (sync.SyncContext, func(), error) {
	options := app.Spec.SyncPolicy.SyncOptions
	for _, o := range options {
		if !strings.HasSuffix(o, "=true") {
			return nil, nil, clauses.Errorf("the option %q is none that is known here", o)
		}
	}
	known := slices.Clone(op.target)
	live := map[kube.ResourceKey]*unstructured.Unstructured{}
	for key, o := range a.Cluster.live() {
		if ownedBy(o) == app.Name {
			live[key] = o
			known = append(known, o)
		}
	}
	config := &rest.Config{Host: "http://cluster.test", Transport: discovery{known}}
	reconciled := sync.Reconcile(op.target, live, "", everywhere{known})
	return sync.NewSyncContext("", reconciled, config, config, &commands{app: app.Name, cluster: a.Cluster}, "",
		sync.WithLogr(logr.Discard()),
		sync.WithHealthOverride(a.Health),
		sync.WithOperationSettings(false, app.Spec.SyncPolicy.Automated != nil && *app.Spec.SyncPolicy.Automated.Prune, false, false),
		sync.WithInitialState(op.Phase, op.Message, op.results, metav1.NewTime(time.Unix(0, 0))),
		sync.WithPruneLast(options.HasOption(common.SyncOptionPruneLast)),
		sync.WithServerSideApply(options.HasOption(common.SyncOptionServerSideApply)),
		sync.WithSkipDryRunOnMissingResource(options.HasOption(common.SyncOptionSkipDryRunOnMissingResource)),
		sync.WithResourceModificationChecker(options.HasOption("ApplyOutOfSyncOnly=true"), differences(reconciled)),
		sync.WithClientSideApplyMigration(false, ""),
	)
}

// everywhere tells the engine which kinds have a namespace: those of which one has.
type everywhere struct{ known []*unstructured.Unstructured }

func (e everywhere) IsNamespaced(gk schema.GroupKind) (bool, error) {
	for _, o := range e.known {
		if o.GroupVersionKind().GroupKind() == gk {
			return o.GetNamespace() != "", nil
		}
	}
	return false, nil
}

// commands delete from the cluster what the engine asks for, and operations apply to it.
type commands struct {
	kubetest.MockKubectlCmd
	app     string
	cluster *Cluster
}

type operations struct {
	kubetest.MockResourceOps
	by *commands
}

const owner = "conformance/application"

// owned is a copy of an object that says who applies it.
func owned(o *unstructured.Unstructured, by string) *unstructured.Unstructured {
	o = o.DeepCopy()
	notes := o.GetAnnotations()
	if notes == nil {
		notes = map[string]string{}
	}
	notes[owner] = by
	o.SetAnnotations(notes)
	return o
}

func ownedBy(o *unstructured.Unstructured) string { return o.GetAnnotations()[owner] }

// ManageResources gives the engine what applies.
func (c *commands) ManageResources(*rest.Config) (kube.ResourceOperations, func(), error) {
	return &operations{by: c}, func() {}, nil
}

// ApplyResource applies.
func (e *operations) ApplyResource(_ context.Context, o *unstructured.Unstructured, dry cmdutil.DryRunStrategy, _, _, _ bool, _ string) (string, error) {
	if dry != cmdutil.DryRunNone {
		return "", nil
	}
	return "", e.by.cluster.apply(owned(o, e.by.app))
}

// DeleteResource deletes.
func (c *commands) DeleteResource(_ context.Context, _ *rest.Config, gvk schema.GroupVersionKind, name, namespace string, _ metav1.DeleteOptions) error {
	c.cluster.remove(kube.NewResourceKey(gvk.Group, gvk.Kind, namespace, name))
	return nil
}

func (o outcome) String() string { return fmt.Sprintf("%s (%s)", o.Phase, o.Message) }

// held are the Applications among an Application's objects, by their names.
func held(target []*unstructured.Unstructured) (map[string]*child, error) {
	out := map[string]*child{}
	for _, o := range target {
		if kindOf(o) != "Application.argoproj.io" {
			continue
		}
		inner, err := ReadApplication(o)
		if err != nil {
			return nil, err
		}
		out[inner.Name] = &child{app: inner}
	}
	return out, nil
}
