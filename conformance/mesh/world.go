package mesh

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/conformance/clauses"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/yaml"

	"istio.io/istio/operator/pkg/manifest"
)

// world is all that would be in a cluster: what was rendered, and what Istio
// makes of its IstioOperator.
type world struct {
	top     *topology
	objects []*unstructured.Unstructured
	warned  []string // what the installer says of the IstioOperator
	quic    bool     // istiod has gateways take HTTP/3

	dualStack bool // istiod has gateways listen at both families
}

// newWorld reads a topology and the streams rendered from it.
func newWorld(written []byte, streams ...[]byte) (*world, error) {
	top, err := readTopology(written)
	if err != nil {
		return nil, err
	}
	w := &world{top: top}
	for _, stream := range streams {
		if err := w.read(stream, func(operator []byte) error {
			return w.expand(operator, func(set manifest.ManifestSet, _ string) bool { return set.Component == "IngressGateways" })
		}); err != nil {
			return nil, err
		}
	}
	if err := w.makeSecrets(); err != nil {
		return nil, err
	}
	if install := top.Istio.Install; install == "sail" || install == "none" {
		if err := w.elsewhere(); err != nil {
			return nil, err
		}
	}
	err = w.deployGateways()
	w.existing() // what none of those brings
	return w, err
}

// elsewhere adds what somebody else's istiod is seen by: webhooks, by which it injects
// the gateways, and its Service.
func (w *world) elsewhere() error {
	i := &w.top.Istio
	istiod, err := yaml.Marshal(map[string]any{"apiVersion": "install.istio.io/v1alpha1", "kind": "IstioOperator", "metadata": map[string]any{"name": "istiod", "namespace": i.Namespace},
		"spec": map[string]any{"profile": "minimal", "namespace": i.Namespace, "revision": i.revision(), "values": map[string]any{"pilot": map[string]any{"env": w.environment()}}}})
	if err != nil {
		return err
	}
	return w.expand(istiod, func(_ manifest.ManifestSet, kind string) bool {
		return kind == "MutatingWebhookConfiguration" || kind == "Service"
	})
}

// read adds a stream's objects; an IstioOperator is handed on.
func (w *world) read(stream []byte, operator func(document []byte) error) error {
	for _, document := range bytes.Split(stream, []byte("\n---\n")) {
		o := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(document, &o.Object); err != nil {
			return err
		}
		if o.GetKind() == "" && w.top.Istio.Install == "helm" {
			if err := w.charts(document); err != nil {
				return err
			}
		} else if o.GetKind() == "" {
			return clauses.Errorf("an object without a kind: %q", document)
		} else if o.GetKind() != "IstioOperator" {
			w.objects = append(w.objects, o)
		} else if err := operator(document); err != nil {
			return clauses.Errorf("the installer: %w", err)
		}
	}
	return nil
}

// existing adds the Services that the topology says are there already, with the ports of
// all apps that name one.
func (w *world) existing() {
	made := map[string]map[string]any{} // what each of them says of its ports
	for i := range w.top.Tiers {
		tier := &w.top.Tiers[i]
		for j := range tier.Apps {
			a := &tier.Apps[j]
			w.callers(a)
			name, namespace := w.top.serviceOf(tier, a)
			spec := made[namespace+"/"+name]
			if a.Service == "" || name == "" || spec == nil && w.has("Service", namespace, name) {
				continue
			}
			if spec == nil {
				spec = map[string]any{"ports": []any{}}
				made[namespace+"/"+name] = spec
				w.objects = append(w.objects, &unstructured.Unstructured{Object: map[string]any{
					"apiVersion": "v1", "kind": "Service", "metadata": map[string]any{"name": name, "namespace": namespace}, "spec": spec,
				}})
			}
			for _, p := range a.Port {
				spec["ports"] = withPort(spec["ports"].([]any), map[string]any{"name": fmt.Sprint(cmp.Or(p.Protocol, "http"), "-", p.Port), "port": int64(p.Port)})
			}
		}
	}
}

// callers adds the namespaces of those that an app lets in, which have sidecars.
func (w *world) callers(a *app) {
	for _, word := range a.AllowFrom {
		namespace, _, _ := strings.Cut(word, "/")
		isApp := slices.ContainsFunc(w.top.Tiers, func(t tier) bool {
			return slices.ContainsFunc(t.Apps, func(other app) bool { return other.Name == word })
		})
		if !isApp && !w.has("Namespace", "", namespace) {
			w.objects = append(w.objects, &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace",
				"metadata": map[string]any{"name": namespace, "labels": map[string]any{"istio-injection": "enabled"}}}})
		}
	}
}

// withPort is ports with one more, unless its number is there.
func withPort(ports []any, one map[string]any) []any {
	if slices.ContainsFunc(ports, func(p any) bool { return p.(map[string]any)["port"] == one["port"] }) {
		return ports
	}
	return append(ports, one)
}

func (w *world) has(kind, namespace, name string) bool { return w.find(kind, namespace, name) != nil }

// find is an object; nil where it is not there.
func (w *world) find(kind, namespace, name string) *unstructured.Unstructured {
	for _, o := range w.objects {
		if o.GetKind() == kind && o.GetNamespace() == namespace && o.GetName() == name {
			return o
		}
	}
	return nil
}

// of are the objects of a kind, decoded.
func of[T any](w *world, kind string) ([]T, error) {
	var out []T
	for _, o := range w.objects {
		if o.GetKind() != kind {
			continue
		}
		var typed T
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(o.Object, &typed); err != nil {
			return nil, fmt.Errorf("%s %s: %w", kind, o.GetName(), err) // no clause: module conformance decodes strictly
		}
		out = append(out, typed)
	}
	return out, nil
}

// pods are one for each Deployment, as the cluster would have made it: with a
// sidecar where its namespace is injected.
func (w *world) pods() ([]corev1.Pod, error) {
	deployments, err := w.workloads()
	if err != nil {
		return nil, err
	}
	var out []corev1.Pod
	for i, d := range deployments {
		pod := corev1.Pod{
			TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
			ObjectMeta: metav1.ObjectMeta{Name: d.Name + "-0", Namespace: d.Namespace, Labels: d.Spec.Template.Labels,
				Annotations: d.Spec.Template.Annotations},
			Spec:   *d.Spec.Template.Spec.DeepCopy(),
			Status: corev1.PodStatus{Phase: corev1.PodRunning, PodIP: fmt.Sprintf("10.1.0.%d", i+1)},
		}
		// What is wrong with this image is told of the Deployment; a pod runs with
		// what the injector made of it.
		if c := &pod.Spec.Containers[0]; c.Image == "auto" {
			c.Image = "proxyv2"
		}
		if w.injected(d.Namespace) && pod.Spec.Containers[0].Name != "istio-proxy" {
			pod.Spec.Containers = append(pod.Spec.Containers, corev1.Container{Name: "istio-proxy", Image: "proxyv2"})
		}
		out = append(out, pod)
	}
	return out, nil
}

func (w *world) injected(namespace string) bool {
	for _, o := range w.objects {
		if o.GetKind() == "Namespace" && o.GetName() == namespace {
			return o.GetLabels()["istio-injection"] == "enabled" || o.GetLabels()["istio.io/rev"] != ""
		}
	}
	return false
}

// text is the objects as one stream.
func text(objects ...any) ([]byte, error) {
	var b bytes.Buffer
	for _, o := range objects {
		document, err := yaml.Marshal(o)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s---\n", document)
	}
	return b.Bytes(), nil
}
