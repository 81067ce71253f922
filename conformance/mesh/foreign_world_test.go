package mesh

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/mesh"
)

// foreignWorld is what a text and the tests that read it have in a cluster.
func foreignWorld(t *testing.T, text []byte, add func(*testing.T, *world)) (*world, error) {
	w := &world{top: &topology{Routing: gatewayAPI}}
	if err := w.readForeign(text); err != nil {
		return nil, err
	}
	if add != nil {
		add(t, w)
	}
	return w, nil
}

// readForeign reads a text with lists in it and documents that are empty. Objects that name
// no namespace are put into one, and versions that the imitated cluster does not convert
// are made those that it has.
func (w *world) readForeign(given []byte) error {
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(given)))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		o := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(document, &o.Object); err != nil {
			return err
		}
		list := []unstructured.Unstructured{*o}
		if o.IsList() {
			items, err := o.ToList()
			if err != nil {
				return err
			}
			list = items.Items
		}
		for _, o := range list {
			if o.GetKind() == "" {
				continue
			}
			if err := w.place(&o); err != nil {
				return err
			}
		}
	}
}

func (w *world) place(o *unstructured.Unstructured) error {
	switch kind := o.GroupVersionKind(); {
	case kind.Group == gatewayGroup && kind.Kind == "ReferenceGrant":
		o.SetAPIVersion(gatewayGroup + "/v1beta1")
	case kind.Group == gatewayGroup && strings.HasPrefix(kind.Version, "v1alpha"):
		o.SetAPIVersion(gatewayGroup + "/v1")
	case kind.Group == "" && kind.Kind == "Service":
		if err := pointed(o.Object); err != nil {
			return err
		}
	}
	if o.GetNamespace() == "" && o.GetKind() != "Namespace" && o.GetKind() != "GatewayClass" {
		o.SetNamespace("default")
	}
	w.objects = append(w.objects, o)
	return nil
}

// stream are a world's objects as YAML, with certificates redacted: whether clients take
// one, istiod does not know.
func (w *world) stream() ([]byte, error) {
	pair, err := anyPair()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, o := range w.objects {
		if o.GetKind() == "Secret" {
			o = o.DeepCopy()
			for key, value := range pair {
				if data, ok := o.Object["data"].(map[string]any); ok && data[key] == value {
					data[key] = redacted
				}
			}
		}
		document, err := text(o.Object)
		if err != nil {
			return nil, err
		}
		out.Write(document)
	}
	return out.Bytes(), nil
}

// foreignIstiod is one that reads a world from a cluster.
func (w *world) foreignIstiod() (*istiod, error) {
	configs, err := w.configs()
	if err != nil {
		return nil, err
	}
	configs = slices.DeleteFunc(configs, func(c config.Config) bool { return c.GroupVersionKind.Group == gatewayGroup }) // which istiod reads from the cluster
	for i := range configs {
		configs[i].Domain = "cluster.local"
	}
	now := metav1.NewTime(time.Now())
	for _, o := range w.objects {
		if _, made, _ := unstructured.NestedString(o.Object, "metadata", "creationTimestamp"); !made {
			o.SetCreationTimestamp(now) // as the API does, and the imitation of istiod's configuration
		}
	}
	cluster, err := w.clusterObjects()
	if err != nil {
		return nil, err
	}
	settings, err := w.meshConfig()
	if err != nil {
		return nil, err
	}
	return startConfigured(settings, configs, cluster)
}

// meshConfig is what the ConfigMap istio says of the mesh; nil where there is none.
func (w *world) meshConfig() (*meshconfig.MeshConfig, error) {
	o := w.find("ConfigMap", "istio-system", "istio")
	if o == nil {
		return nil, nil
	}
	text, _, _ := unstructured.NestedString(o.Object, "data", "mesh")
	return mesh.ApplyMeshConfigDefaults(text)
}

// scoped reports whether istiod is to have Gateways choose pods of their own namespace
// alone, by what its Deployment runs with.
func (w *world) scoped() bool {
	o := w.find("Deployment", "istio-system", "istiod")
	return o != nil && strings.Contains(fmt.Sprint(o.Object), "PILOT_SCOPE_GATEWAY_TO_NAMESPACE value:true")
}

// redacted is what stands in a Secret in place of data that is not shown.
const redacted = "cmVkYWN0ZWQ="
