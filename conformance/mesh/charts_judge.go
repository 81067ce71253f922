package mesh

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/yaml"

	"render/conformance/clauses"
)

// charts judges values by Istio's charts, and adds what of them is seen by others:
// istiod's Service, and the webhooks by which it injects gateways.
func (w *world) charts(document []byte) error {
	i, err := newInstalling(w.top, document, embedded(), ownCharts)
	if err != nil {
		return err
	}
	made, problems, err := i.judge()
	if err != nil {
		return err
	}
	w.warned = append(w.warned, problems...)
	for _, id := range slices.Sorted(maps.Keys(made["istiod"])) {
		o := made["istiod"][id]
		switch o.GetKind() {
		case "Deployment":
			w.learns(o)
		case "Service", "MutatingWebhookConfiguration":
			w.objects = append(w.objects, o)
		}
	}
	return nil
}

// judge is what the charts make of the values, and what is wrong with it.
func (i *installing) judge() (made map[string]map[string]*unstructured.Unstructured, problems []string, err error) {
	made = map[string]map[string]*unstructured.Unstructured{}
	for _, name := range i.names() {
		if made[name], err = i.rendered(name, i.values); err != nil {
			return nil, nil, err
		}
	}
	problems = slices.Concat(i.controlPlane(made["istiod"]), i.mesh(made["istiod"]), i.validation(made), i.plugin(made["cni"]))
	if strings.HasPrefix(i.top.Istio.Version+".", i.minor+".") { // other charts may know other values
		problems = append(problems, i.idle(made)...)
	}
	return made, problems, nil
}

// controlPlane judges istiod's Deployment.
func (i *installing) controlPlane(made map[string]*unstructured.Unstructured) []string {
	istio := &i.top.Istio
	name := istio.revised("istiod")
	d := made["Deployment "+name]
	if d == nil {
		return []string{clauses.Sprintf("the charts make no Deployment %s", name)}
	}
	var out []string
	if d.GetNamespace() != istio.Namespace {
		out = append(out, clauses.Sprintf("istiod is in namespace %q, want %q", d.GetNamespace(), istio.Namespace)) // no clause: helm's own flag says so
	}
	image := ""
	if containers, _, _ := unstructured.NestedSlice(d.Object, "spec", "template", "spec", "containers"); len(containers) > 0 {
		image, _ = containers[0].(map[string]any)["image"].(string)
	}
	if !strings.HasPrefix(image, istio.Hub) || istio.Tag != "" && !strings.HasSuffix(image, ":"+istio.Tag) {
		out = append(out, clauses.Sprintf("istiod's image is %q, want hub %q and tag %q", image, istio.Hub, istio.Tag))
	}
	return out
}

// mesh judges the mesh configuration: it says what the topology says, and the
// namespace of what is for the whole mesh.
func (i *installing) mesh(made map[string]*unstructured.Unstructured) []string {
	istio := &i.top.Istio
	name := istio.revised("istio")
	config := made["ConfigMap "+name]
	if config == nil {
		return nil // of a control plane elsewhere
	}
	text, _, _ := unstructured.NestedString(config.Object, "data", "mesh")
	mesh := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &mesh); err != nil {
		return []string{fmt.Sprintf("ConfigMap %s: %v", name, err)} // no clause: a chart's own text
	}
	var out []string
	want := maps.Clone(istio.MeshConfig)
	if want == nil {
		want = map[string]any{}
	}
	if want["rootNamespace"] == nil {
		want["rootNamespace"] = istio.Namespace
	}
	for _, leaf := range leaves(want, nil) {
		got, _, _ := unstructured.NestedFieldNoCopy(mesh, leaf.path...)
		if !reflect.DeepEqual(got, leaf.value) {
			out = append(out, clauses.Sprintf("the mesh has %s %v, want %v", strings.Join(leaf.path, "."), got, leaf.value))
		}
	}
	return out
}

// validation judges the webhook for objects of no revision: istiod answers it.
func (i *installing) validation(made map[string]map[string]*unstructured.Unstructured) []string {
	webhook := made["base"]["ValidatingWebhookConfiguration istiod-default-validator"]
	if webhook == nil {
		return []string{clauses.Sprintf("nobody validates objects of no revision")}
	}
	hooks, _, _ := unstructured.NestedSlice(webhook.Object, "webhooks")
	service, _, _ := unstructured.NestedStringMap(hooks[0].(map[string]any), "clientConfig", "service")
	if found := made["istiod"]["Service "+service["name"]]; found == nil || service["namespace"] != i.top.Istio.Namespace {
		return []string{clauses.Sprintf("objects of no revision are validated by %s/%s, which is not there", service["namespace"], service["name"])}
	}
	return nil
}

// plugin judges the CNI plugin's node agent: on microk8s it looks where that keeps
// plugins, unless the topology says where.
func (i *installing) plugin(made map[string]*unstructured.Unstructured) []string {
	if made == nil {
		return nil
	}
	agent := made["DaemonSet istio-cni-node"]
	if agent == nil {
		return []string{"the chart cni makes no DaemonSet istio-cni-node"} // no clause: no value takes it away
	}
	volumes, _, _ := unstructured.NestedSlice(agent.Object, "spec", "template", "spec", "volumes")
	paths := map[string]string{}
	for _, v := range volumes {
		name, _, _ := unstructured.NestedString(v.(map[string]any), "name")
		paths[name], _, _ = unstructured.NestedString(v.(map[string]any), "hostPath", "path")
	}
	var out []string
	for _, one := range []struct{ volume, key, own string }{
		{"cni-bin-dir", "cniBinDir", "/var/snap/microk8s/current/opt/cni/bin"},
		{"cni-net-dir", "cniConfDir", "/var/snap/microk8s/current/args/cni-network"},
	} {
		want, _, _ := unstructured.NestedString(i.top.Istio.Values, "cni", one.key)
		if want == "" && i.top.MicroK8s != "" {
			want = one.own
		}
		if want != "" && paths[one.volume] != want {
			out = append(out, clauses.Sprintf("the CNI plugin's %s is %q, want %q", one.key, paths[one.volume], want))
		}
	}
	return out
}

// idle finds values that do nothing: a chart passes over what it does not know. One
// that a chart has itself is no such one.
func (i *installing) idle(made map[string]map[string]*unstructured.Unstructured) (out []string) {
	for _, leaf := range leaves(i.values, nil) {
		without := runtime.DeepCopyJSON(i.values)
		unstructured.RemoveNestedField(without, leaf.path...)
		acts := func(name string) bool {
			if own, _, _ := unstructured.NestedFieldNoCopy(defaults(i.charts[name]), leaf.path...); reflect.DeepEqual(own, leaf.value) {
				return true
			}
			left, err := i.rendered(name, without)
			return err != nil || !reflect.DeepEqual(left, made[name]) // also where a chart can do nothing without it
		}
		if !slices.ContainsFunc(i.names(), acts) {
			out = append(out, clauses.Sprintf("no chart does anything with %s: %v", strings.Join(leaf.path, "."), leaf.value))
		}
	}
	return out
}

// leaf is a value and where it stands.
type leaf struct {
	path  []string
	value any
}

// leaves are the values of an object that are none themselves, in the order of keys.
func leaves(object map[string]any, above []string) []leaf {
	var out []leaf
	for _, key := range slices.Sorted(maps.Keys(object)) {
		path := append(slices.Clip(above), key)
		if inner, ok := object[key].(map[string]any); ok && len(inner) > 0 {
			out = append(out, leaves(inner, path)...)
		} else {
			out = append(out, leaf{path, object[key]})
		}
	}
	return out
}
