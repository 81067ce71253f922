package mesh

import (
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pkg/config"
)

// newIstiod starts an istiod that knows what is there in a state. One for the Gateway
// API reads its objects from a cluster.
func newIstiod(s *state) (*istiod, error) {
	var configs []config.Config
	gatewayAPI := false
	for i, o := range s.objects {
		gatewayAPI = gatewayAPI || o.GroupVersionKind().Group == gatewayGroup
		if o.config != nil {
			c := *o.config
			c.CreationTimestamp = born(s.ages[i])
			configs = append(configs, c)
		}
	}
	w := &world{objects: s.unstructured()}
	if !gatewayAPI {
		return w.startAlone(nil, configs)
	}
	objects, err := w.clusterObjects()
	if err != nil {
		return nil, err
	}
	return startImitated(configs, objects)
}

// unstructured are the objects with the time at which each was made.
func (s *state) unstructured() []*unstructured.Unstructured {
	var out []*unstructured.Unstructured
	for i, o := range s.objects {
		u := &unstructured.Unstructured{Object: map[string]any{}}
		for key, value := range o.Object {
			u.Object[key] = value
		}
		metadata := map[string]any{}
		for key, value := range o.Object["metadata"].(map[string]any) {
			metadata[key] = value
		}
		u.Object["metadata"] = metadata
		u.SetCreationTimestamp(metav1.NewTime(born(s.ages[i])))
		out = append(out, u)
	}
	return out
}

// serves reports whether an object is what a host of Istio's stands for.
func (o *object) serves(host string) bool {
	switch o.GetKind() {
	case "Service":
		return host == o.GetName()+"."+o.GetNamespace()+".svc.cluster.local"
	case "ServiceEntry":
		entry, _ := o.config.Spec.(*networking.ServiceEntry)
		for _, h := range entry.GetHosts() {
			if strings.EqualFold(h, host) {
				return true
			}
		}
	}
	return false
}
