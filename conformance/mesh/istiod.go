package mesh

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/yaml"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/core"
	kubeservices "istio.io/istio/pilot/pkg/serviceregistry/kube"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/schema/gvr"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/test"
)

// istiod is one that has read everything. It runs until it is closed, and not as long
// as a test is known: of a parallel one, testing keeps what was to be cleaned up until
// all beside it have ended.
type istiod struct {
	*core.ConfigGenTest
	close func() error // which tells what failed since it started
}

// startImitated starts an istiod that reads objects from a cluster, which is imitated,
// and takes ten times as long to start.
func startImitated(configs []config.Config, objects []runtime.Object) (*istiod, error) {
	return startConfigured(nil, configs, objects)
}

// startConfigured starts one with a configuration of the mesh; nil is Istio's own.
func startConfigured(mesh *meshconfig.MeshConfig, configs []config.Config, objects []runtime.Object) (*istiod, error) {
	return start(func(t test.Failer) *core.ConfigGenTest {
		return xds.NewFakeDiscoveryServer(t, xds.FakeOptions{MeshConfig: mesh, Configs: configs, KubernetesObjects: objects, KubeClientModifier: func(c kube.Client) {
			clienttest.MakeCRD(t, c, gvr.ListenerSet) // which the imitation does not bring
		}}).ConfigGenTest
	})
}

// startAlone starts an istiod without a cluster, which has Services of a world's.
func (w *world) startAlone(settings *meshconfig.MeshConfig, configs []config.Config) (*istiod, error) {
	services, err := w.services()
	if err != nil {
		return nil, err
	}
	return start(func(t test.Failer) *core.ConfigGenTest {
		return core.NewConfigGenTest(t, core.TestOptions{MeshConfig: settings, Configs: configs, Services: services})
	})
}

// settings are what the topology says of the mesh; nil where it says nothing.
func (w *world) settings() (*meshconfig.MeshConfig, error) {
	if len(w.top.Istio.MeshConfig) == 0 {
		return nil, nil
	}
	text, err := yaml.Marshal(w.top.Istio.MeshConfig)
	if err != nil {
		return nil, err
	}
	return mesh.ApplyMeshConfigDefaults(string(text))
}

// start runs an istiod until it is closed.
func start(begin func(test.Failer) *core.ConfigGenTest) (*istiod, error) {
	i := &istiod{}
	ready, ended, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		err := test.Wrap(func(t test.Failer) {
			i.ConfigGenTest = begin(t)
			close(ready)
			<-ended
		})
		if err != nil {
			err = fmt.Errorf("istiod: %w", err) // no clause: istiod itself fails
		}
		done <- err
	}()
	i.close = func() error {
		close(ended)
		return <-done
	}
	select {
	case <-ready:
		return i, nil
	case err := <-done:
		return nil, err
	}
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
