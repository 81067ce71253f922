package mesh

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/yaml"

	"istio.io/istio/operator/pkg/render"
	"istio.io/istio/operator/pkg/util/clog"
)

// world is all that would be in a cluster: what was rendered, and what Istio
// makes of its IstioOperator.
type world struct {
	top     *topology
	objects []*unstructured.Unstructured
	warned  []string // what the installer says of the IstioOperator
}

// newWorld reads a topology and the streams rendered from it.
func newWorld(t *testing.T, written []byte, streams ...[]byte) (*world, error) {
	top, err := readTopology(written)
	if err != nil {
		return nil, err
	}
	w := &world{top: top}
	for _, stream := range streams {
		for _, document := range bytes.Split(stream, []byte("\n---\n")) {
			o := &unstructured.Unstructured{}
			if err := yaml.Unmarshal(document, &o.Object); err != nil {
				return nil, err
			}
			if o.GetKind() != "IstioOperator" {
				w.objects = append(w.objects, o)
				continue
			}
			if err := w.expand(t, document); err != nil {
				return nil, fmt.Errorf("the installer: %w", err)
			}
		}
	}
	return w, nil
}

// expand adds what Istio's installer makes of an IstioOperator for the gateways,
// and a pod for each.
func (w *world) expand(t *testing.T, operator []byte) error {
	name := filepath.Join(t.TempDir(), "istio.yaml")
	if err := os.WriteFile(name, operator, 0o600); err != nil {
		return err
	}
	var said bytes.Buffer
	sets, _, err := render.GenerateManifest([]string{name}, nil, false, nil, clog.NewConsoleLogger(&said, &said, nil))
	if err != nil {
		return err
	}
	if text := strings.TrimSpace(said.String()); text != "" {
		w.warned = append(w.warned, text)
	}
	for _, set := range sets {
		if set.Component != "IngressGateways" {
			continue
		}
		for _, m := range set.Manifests {
			w.objects = append(w.objects, m.Unstructured)
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
			return nil, fmt.Errorf("%s %s: %w", kind, o.GetName(), err)
		}
		out = append(out, typed)
	}
	return out, nil
}

// pods are one for each Deployment, as the cluster would have made it: with a
// sidecar where its namespace is injected.
func (w *world) pods() ([]corev1.Pod, error) {
	deployments, err := of[appsv1.Deployment](w, "Deployment")
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
