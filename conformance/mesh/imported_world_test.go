package mesh

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pkg/test"
)

// importedWorld is one side: what package trace reads of it, and its gateways by their
// Services.
type importedWorld struct {
	*world
	text      string
	followers map[string]*follower
}

// importedSide is the world of a text, with others that stay in the cluster, and with an
// istiod of its own; nil where it is none for istiod.
func importedSide(t *testing.T, given []byte, add func(*testing.T, *world), others []*unstructured.Unstructured) *importedWorld {
	t.Helper()
	w, err := foreignWorld(t, given, nil)
	if err != nil {
		return nil
	}
	for _, o := range others {
		if !w.has(o.GetKind(), o.GetNamespace(), o.GetName()) {
			w.objects = append(w.objects, o)
		}
	}
	if add != nil && others == nil {
		add(t, w)
	}
	if err := w.givePairs(add == nil); err != nil {
		t.Fatal(err)
	}
	if err := w.givePods(); err != nil {
		t.Fatal(err)
	}
	if err := w.deployGateways(); err != nil {
		t.Fatal(err)
	}
	out := &importedWorld{world: w, followers: map[string]*follower{}}
	stream, err := w.stream()
	if err != nil {
		t.Fatal(err)
	}
	out.text = string(stream)
	gateways, err := w.foreignGateways()
	if err != nil {
		t.Fatal(err)
	}
	test.SetForTest(t, &features.ScopeGatewayToNamespace, w.scoped())
	server, err := w.foreignIstiod()
	if err != nil {
		return nil
	}
	t.Cleanup(func() { _ = server.close() })
	services, err := of[*corev1.Service](w, "Service")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range services { // of which a gateway's may be called anything
		if len(s.Spec.Selector) > 0 {
			g := foreignGateway{namespace: s.Namespace, name: s.Name, labels: s.Spec.Selector, targets: targetsOf(s)}
			g.ports = slices.Collect(maps.Keys(g.targets))
			gateways = append(gateways, g)
		}
	}
	for _, g := range gateways {
		out.followers[g.namespace+"/"+g.name] = newForeignFollower(t, w, server, g)
	}
	return out
}

// givePairs puts a certificate with its key into each Secret that is redacted, into that of
// each Certificate, and, if asked, into those that Gateways name.
func (w *world) givePairs(named bool) error {
	pair, err := anyPair()
	if err != nil {
		return err
	}
	for _, o := range w.objects[:len(w.objects):len(w.objects)] {
		if name, _, _ := unstructured.NestedString(o.Object, "spec", "secretName"); o.GetKind() == "Certificate" && !w.has("Secret", o.GetNamespace(), name) {
			w.addObject("v1", "Secret", o.GetNamespace(), name, map[string]any{"type": "kubernetes.io/tls", "data": pair})
		}
		if named {
			w.givePairsOf(o, pair)
		}
		if o.GetKind() != "Secret" {
			continue
		}
		data, _ := o.Object["data"].(map[string]any)
		for key := range data {
			if value, ok := pair[key]; ok && data[key] == redacted {
				data[key] = value
			}
		}
	}
	return nil
}

// givePairsOf adds the Secrets that listeners of a Gateway name and that are in no file
// beside it: nobody keeps keys there.
func (w *world) givePairsOf(o *unstructured.Unstructured, pair map[string]any) {
	listeners, _, _ := unstructured.NestedSlice(o.Object, "spec", "listeners")
	for _, l := range listeners {
		listener, _ := l.(map[string]any)
		refs, _, _ := unstructured.NestedSlice(listener, "tls", "certificateRefs")
		for _, r := range refs {
			ref, _ := r.(map[string]any)
			kind, _ := ref["kind"].(string)
			name, _ := ref["name"].(string)
			namespace, elsewhere := ref["namespace"].(string)
			if !elsewhere {
				namespace = o.GetNamespace()
			}
			if (kind == "" || kind == "Secret") && name != "" && !w.has("Secret", namespace, name) {
				w.addObject("v1", "Secret", namespace, name, map[string]any{"type": "kubernetes.io/tls", "data": pair})
			}
		}
	}
}

// givePods adds pods to each Service that has none, as is so where they are in a file of
// their own.
func (w *world) givePods() error {
	services, err := of[*corev1.Service](w, "Service")
	if err != nil {
		return err
	}
	for _, s := range services {
		if len(s.Spec.Selector) == 0 || w.has("Deployment", s.Namespace, s.Name) {
			continue
		}
		labels := map[string]any{}
		for key, value := range s.Spec.Selector {
			labels[key] = value
		}
		w.addObject("apps/v1", "Deployment", s.Namespace, s.Name, map[string]any{"spec": map[string]any{
			"selector": map[string]any{"matchLabels": labels},
			"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{"containers": []any{map[string]any{"name": "app", "image": "app"}}}}}})
	}
	return nil
}

// stays are the objects of a cluster that nobody renders, beside those that were read.
func (w *importedWorld) stays() (out []*unstructured.Unstructured) {
	for _, o := range w.objects {
		if slices.Contains([]string{"Namespace", "Service", "Deployment", "Secret", "ConfigMap", "ReferenceGrant", "GatewayClass"}, o.GetKind()) {
			out = append(out, o.DeepCopy())
		}
	}
	return out
}

// named are all that routes may name as a Service, "namespace/name".
func (w *importedWorld) named() map[string]bool {
	out := map[string]bool{}
	for _, o := range w.objects {
		collect(o.Object["spec"], "", func(key string, value any) {
			if name, _ := value.(string); key == "host" || key == "name" {
				name, rest, _ := strings.Cut(name, ".")
				namespace, _, _ := strings.Cut(rest, ".")
				out[cmp.Or(namespace, o.GetNamespace())+"/"+name] = true
			}
		})
	}
	return out
}

func (w *importedWorld) follow(service string, r *foreignRequest) answer {
	f := w.followers[service]
	if f == nil {
		return answer{end: end{err: fmt.Errorf("no gateway %q", service)}}
	}
	got := f.foreign(r)
	for _, cluster := range f.missing(got.clusters) {
		host := cluster[strings.LastIndex(cluster, "|")+1:]
		name, rest, _ := strings.Cut(host, ".")
		namespace, _, _ := strings.Cut(rest, ".")
		if got.err == nil && (cluster == "UnknownService" || w.has("Service", namespace, name)) {
			got.err = fmt.Errorf("a share of it goes to %q, which istiod does not know", cluster)
		}
	}
	return got
}
