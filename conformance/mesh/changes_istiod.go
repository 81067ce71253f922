package mesh

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/core"
	kubeservices "istio.io/istio/pilot/pkg/serviceregistry/kube"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/kube/krt"
	"istio.io/istio/pkg/test"
)

// istiod is one that knows what is there in a state.
type istiod struct {
	*core.ConfigGenTest
	ended chan struct{}
	close func()
}

// newIstiod starts an istiod. One for the Gateway API reads its objects from a
// cluster that is imitated, and takes ten times as long to start.
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
	if gatewayAPI {
		objects, err := (&world{objects: s.unstructured()}).clusterObjects()
		if err != nil {
			return nil, err
		}
		return start(func(t test.Failer) *core.ConfigGenTest {
			return xds.NewFakeDiscoveryServer(t, xds.FakeOptions{Configs: configs, KubernetesObjects: objects}).ConfigGenTest
		})
	}
	services, err := (&world{objects: s.unstructured()}).services()
	if err != nil {
		return nil, err
	}
	return start(func(t test.Failer) *core.ConfigGenTest {
		return core.NewConfigGenTest(t, core.TestOptions{Configs: configs, Services: services})
	})
}

// start runs an istiod until it is closed.
func start(begin func(test.Failer) *core.ConfigGenTest) (*istiod, error) {
	krt.GlobalDebugHandler = new(krt.DebugHandler) // which keeps all that was ever read
	c := &istiod{ended: make(chan struct{})}
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- test.Wrap(func(t test.Failer) {
			c.ConfigGenTest = begin(t)
			close(ready)
			<-c.ended
		})
	}()
	select {
	case <-ready:
	case err := <-done:
		return nil, fmt.Errorf("istiod: %w", err) // no clause: istiod itself fails
	}
	c.close = func() {
		close(c.ended)
		<-done
	}
	return c, nil
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

// services are the Services as istiod reads them from a cluster.
func (w *world) services() ([]*model.Service, error) {
	typed, err := of[corev1.Service](w, "Service")
	var out []*model.Service
	for _, s := range typed {
		out = append(out, kubeservices.ConvertService(s, nil, "cluster.local", "Kubernetes", "cluster.local"))
	}
	return out, err
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
