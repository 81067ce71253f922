package gitops

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"render/conformance/clauses"
)

// State is how an object of the cluster is.
type State string

// The states of objects.
const (
	Pending State = "pending"
	Ready   State = "ready"
	Failed  State = "failed"
)

// Cluster is a cluster of which no more is there than who reads the objects can see:
// objects, and the statuses that their controllers give them.
type Cluster struct {
	mutex   sync.Mutex
	objects map[kube.ResourceKey]*unstructured.Unstructured
	// Never has the state of objects that are never ready.
	Never func(*unstructured.Unstructured) State
	// Applied are the objects as they came, and Deleted those that went.
	Applied []*unstructured.Unstructured
	Deleted []kube.ResourceKey
	// Watch is asked of each object before it is there.
	Watch func(*unstructured.Unstructured) error
	// Wrong is what Watch said.
	Wrong []error
	ages  map[kube.ResourceKey]int
}

// NewCluster is an empty one.
func NewCluster() *Cluster {
	return &Cluster{objects: map[kube.ResourceKey]*unstructured.Unstructured{}, ages: map[kube.ResourceKey]int{}}
}

// apply makes or changes an object.
func (c *Cluster) apply(object *unstructured.Unstructured) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if err := c.admit(object); err != nil {
		return err
	}
	if c.Watch != nil {
		if err := c.Watch(object); err != nil {
			c.Wrong = append(c.Wrong, err)
		}
	}
	key := kube.GetResourceKey(object)
	next := object.DeepCopy()
	next.SetGeneration(1)
	next.SetUID(types.UID(key.String()))
	if before := c.objects[key]; before != nil {
		next.SetGeneration(before.GetGeneration())
		if !same(before, object) {
			next.SetGeneration(before.GetGeneration() + 1)
			c.ages[key] = 0
		}
		if status, ok := before.Object["status"]; ok {
			next.Object["status"] = status
		}
	}
	c.objects[key] = next
	c.Applied = append(c.Applied, object)
	return nil
}

func same(live, object *unstructured.Unstructured) bool {
	one, _ := json.Marshal(live.Object["spec"])
	other, _ := json.Marshal(object.Object["spec"])
	return bytes.Equal(one, other)
}

func (c *Cluster) remove(key kube.ResourceKey) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.objects, key)
	delete(c.ages, key)
	c.Deleted = append(c.Deleted, key)
}

// admit is MetalLB's webhook: no address is in two pools.
func (c *Cluster) admit(object *unstructured.Unstructured) error {
	if object.GetKind() != "IPAddressPool" {
		return nil
	}
	own := addresses(object)
	for key, other := range c.objects {
		if key.Kind != "IPAddressPool" || key.Name == object.GetName() {
			continue
		}
		for _, a := range addresses(other) {
			if slices.Contains(own, a) {
				return clauses.Errorf("CIDR %q in pool %q overlaps with already defined CIDR of pool %q", a, object.GetName(), key.Name)
			}
		}
	}
	return nil
}

func addresses(pool *unstructured.Unstructured) []string {
	list, _, _ := unstructured.NestedStringSlice(pool.Object, "spec", "addresses")
	return list
}

// tick lets the controllers work for a while: an object is pending at first, and
// ready, or what Never says, later.
func (c *Cluster) tick() {
	for key, object := range c.objects {
		c.ages[key]++
		if object.GetKind() == "Application" {
			continue // told by who applies it
		}
		object.Object["status"] = statusOf(object, c.State(object))
		if object.Object["status"] == nil {
			delete(object.Object, "status")
		}
	}
}

// State is how an object is.
func (c *Cluster) State(object *unstructured.Unstructured) State {
	key := kube.GetResourceKey(object)
	if c.Never != nil {
		if state := c.Never(object); state != "" {
			return state
		}
	}
	if c.ages[key] < 2 || loadBalancer(object) && c.taken(object) || dependent(object) && !c.hasGateway() {
		return Pending
	}
	return Ready
}

// taken reports whether another Service has the address that a Service asks for.
func (c *Cluster) taken(service *unstructured.Unstructured) bool {
	for key, other := range c.objects {
		if other.GetName() != service.GetName() && loadBalancer(other) && key.Kind == "Service" && asked(other) == asked(service) && other.Object["status"] != nil && c.ages[key] >= 2 {
			return true
		}
	}
	return false
}

func loadBalancer(object *unstructured.Unstructured) bool {
	kind, _, _ := unstructured.NestedString(object.Object, "spec", "type")
	return object.GetKind() == "Service" && object.GroupVersionKind().Group == "" && kind == "LoadBalancer"
}

// asked is the address that a Service asks for.
func asked(service *unstructured.Unstructured) string {
	for key, text := range service.GetAnnotations() {
		if strings.HasSuffix(key, "/loadBalancerIPs") {
			return text
		}
	}
	ip, _, _ := unstructured.NestedString(service.Object, "spec", "loadBalancerIP")
	return ip
}

// dependent reports whether an object is ready only with a Gateway of the Gateway API.
func dependent(object *unstructured.Unstructured) bool {
	return object.GroupVersionKind().Group == gatewayGroup && strings.HasSuffix(object.GetKind(), "Route")
}

func (c *Cluster) hasGateway() bool {
	for key := range c.objects {
		if key.Group == gatewayGroup && key.Kind == "Gateway" {
			return true
		}
	}
	return false
}

const gatewayGroup = "gateway.networking.k8s.io"

// live are copies of the objects.
func (c *Cluster) live() map[kube.ResourceKey]*unstructured.Unstructured {
	out := map[kube.ResourceKey]*unstructured.Unstructured{}
	for key, object := range c.objects {
		out[key] = object.DeepCopy()
	}
	return out
}

// discovery answers which kinds there are, without a server. known are objects of
// them.
type discovery struct{ known []*unstructured.Unstructured }

// RoundTrip answers a request of client-go's.
func (d discovery) RoundTrip(r *http.Request) (*http.Response, error) {
	if _, name, ok := strings.Cut(r.URL.Path, "/customresourcedefinitions/"); ok { // what the engine asks for until it is established
		return answer(r, http.StatusOK, map[string]any{
			"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": map[string]any{"name": name},
			"status": map[string]any{"conditions": []any{map[string]any{"type": "Established", "status": "True"}}},
		})
	}
	gv := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/apis/"), "/api/")
	list := metav1.APIResourceList{TypeMeta: metav1.TypeMeta{Kind: "APIResourceList", APIVersion: "v1"}, GroupVersion: gv}
	for _, object := range d.known {
		if object.GetAPIVersion() == gv && !slices.ContainsFunc(list.APIResources, func(a metav1.APIResource) bool { return a.Kind == object.GetKind() }) {
			list.APIResources = append(list.APIResources, metav1.APIResource{
				Name: strings.ToLower(object.GetKind()) + "s", Kind: object.GetKind(), Namespaced: object.GetNamespace() != "",
				Verbs: metav1.Verbs{"get", "list", "create", "delete", "patch"},
			})
		}
	}
	if len(list.APIResources) == 0 {
		return answer(r, http.StatusNotFound, metav1.Status{TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}, Status: metav1.StatusFailure, Reason: metav1.StatusReasonNotFound, Code: http.StatusNotFound})
	}
	return answer(r, http.StatusOK, list)
}

func answer(r *http.Request, code int, body any) (*http.Response, error) {
	text, err := json.Marshal(body)
	return &http.Response{StatusCode: code, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(text)), Request: r}, err
}
