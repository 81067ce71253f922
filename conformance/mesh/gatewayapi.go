package mesh

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	gatewayv1beta1 "sigs.k8s.io/gateway-api/apis/v1beta1"
	"sigs.k8s.io/yaml"
)

const gatewayGroup = "gateway.networking.k8s.io"

// clusterObjects are those that istiod reads from the cluster itself.
func (w *world) clusterObjects() ([]runtime.Object, error) {
	var out []runtime.Object
	for _, o := range w.objects {
		var typed runtime.Object
		switch o.GroupVersionKind().GroupKind().String() {
		case "Service":
			typed = &corev1.Service{}
		case "Namespace":
			typed = &corev1.Namespace{}
		case "Secret":
			typed = &corev1.Secret{}
		case "ConfigMap":
			typed = &corev1.ConfigMap{}
		case "GatewayClass." + gatewayGroup:
			typed = &gatewayv1.GatewayClass{}
		case "Gateway." + gatewayGroup:
			typed = &gatewayv1.Gateway{}
		case "ListenerSet." + gatewayGroup:
			typed = &gatewayv1.ListenerSet{}
		case "HTTPRoute." + gatewayGroup:
			typed = &gatewayv1.HTTPRoute{}
		case "GRPCRoute." + gatewayGroup:
			typed = &gatewayv1.GRPCRoute{}
		case "TLSRoute." + gatewayGroup:
			typed = &gatewayv1.TLSRoute{}
		case "TCPRoute." + gatewayGroup:
			typed = &gatewayv1.TCPRoute{}
		case "ReferenceGrant." + gatewayGroup:
			typed = &gatewayv1beta1.ReferenceGrant{} // which the API has in v1 too
		case "BackendTLSPolicy." + gatewayGroup:
			typed = &gatewayv1.BackendTLSPolicy{}
		default:
			continue
		}
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(o.Object, typed); err != nil {
			return nil, fmt.Errorf("%s %s: %w", o.GetKind(), o.GetName(), err) // no clause: module conformance decodes strictly
		}
		out = append(out, typed)
	}
	return out, nil
}

// deployGateways adds the Deployment and the Service that Istio makes of each
// Gateway of the Gateway API, with what the Gateway's ConfigMap says of the
// Service. Istio's own controller does this against a cluster only.
func (w *world) deployGateways() error {
	for _, o := range w.objects[:len(w.objects):len(w.objects)] {
		if o.GroupVersionKind().GroupKind().String() != "Gateway."+gatewayGroup {
			continue
		}
		name, namespace := o.GetName()+"-istio", o.GetNamespace()
		if w.has("Service", namespace, name) || !slices.Contains(gatewayServices(o), namespace+"/"+name) {
			continue // somebody brings it, or the Gateway is for another's pods
		}
		labels := map[string]any{"gateway.networking.k8s.io/gateway-name": o.GetName()}
		metadata := func() map[string]any {
			return map[string]any{"name": name, "namespace": namespace, "labels": labels}
		}
		deployment := map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata(), "spec": map[string]any{
			"selector": map[string]any{"matchLabels": labels},
			"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{
				"containers": []any{map[string]any{"name": "istio-proxy", "image": "proxyv2"}}}},
		}}
		service := map[string]any{"apiVersion": "v1", "kind": "Service", "metadata": metadata(), "spec": map[string]any{
			"type":     cmp.Or(o.GetAnnotations()["networking.istio.io/service-type"], "LoadBalancer"),
			"selector": labels, "ports": w.listenerPorts(o),
		}}
		if addresses, _, _ := unstructured.NestedSlice(o.Object, "spec", "addresses"); len(addresses) == 1 {
			service["spec"].(map[string]any)["loadBalancerIP"] = addresses[0].(map[string]any)["value"]
		}
		if annotations, _, _ := unstructured.NestedMap(o.Object, "spec", "infrastructure", "annotations"); annotations != nil {
			service["metadata"].(map[string]any)["annotations"] = annotations
		}
		if err := w.patch(service, o); err != nil {
			return err
		}
		w.objects = append(w.objects, &unstructured.Unstructured{Object: deployment}, &unstructured.Unstructured{Object: service})
	}
	return nil
}

// gatewayServices are the Services "namespace/name" of a Gateway of the Gateway API: that
// which istiod makes, or those of its own namespace that it names.
func gatewayServices(gateway *unstructured.Unstructured) (out []string) {
	named := false
	addresses, _, _ := unstructured.NestedSlice(gateway.Object, "spec", "addresses")
	for _, a := range addresses {
		value, _, _ := unstructured.NestedString(a.(map[string]any), "value")
		if kind, _, _ := unstructured.NestedString(a.(map[string]any), "type"); kind != "Hostname" {
			named = named || len(addresses) > 1
			continue
		}
		named = true
		name, rest, dotted := strings.Cut(value, ".")
		if !dotted || rest == gateway.GetNamespace()+".svc.cluster.local" {
			out = append(out, gateway.GetNamespace()+"/"+name)
		}
	}
	if named {
		return out
	}
	class, _, _ := unstructured.NestedString(gateway.Object, "spec", "gatewayClassName")
	return []string{gateway.GetNamespace() + "/" + gateway.GetName() + "-" + class}
}

// listenerPorts are a Service's ports for a Gateway's listeners, called as the
// first of each number is, over UDP too where those are for HTTP/3.
func (w *world) listenerPorts(gateway *unstructured.Unstructured) []any {
	out := []any{map[string]any{"name": "status-port", "port": int64(15021), "protocol": "TCP", "appProtocol": "tcp"}}
	seen := map[int64]bool{}
	for _, l := range w.listeners(gateway) {
		number := asInt(l.(map[string]any)["port"])
		if seen[number] {
			continue
		}
		seen[number] = true
		protocol := strings.ToLower(fmt.Sprint(l.(map[string]any)["protocol"]))
		name := strings.ReplaceAll(fmt.Sprint(l.(map[string]any)["name"]), ".", "-")
		out = append(out, map[string]any{"name": name[:min(len(name), 63)], "port": number, "protocol": "TCP", "appProtocol": protocol})
		if w.quic && protocol == "https" {
			name = name[:min(len(name), 58)] + "-quic"
			out = append(out, map[string]any{"name": name, "port": number, "protocol": "UDP", "appProtocol": protocol})
		}
	}
	return out
}

// listeners are a Gateway's own, and those that ListenerSets add which it allows: of all
// namespaces, or of one that has a label.
func (w *world) listeners(gateway *unstructured.Unstructured) []any {
	out, _, _ := unstructured.NestedSlice(gateway.Object, "spec", "listeners")
	from, _, _ := unstructured.NestedString(gateway.Object, "spec", "allowedListeners", "namespaces", "from")
	labels, _, _ := unstructured.NestedStringMap(gateway.Object, "spec", "allowedListeners", "namespaces", "selector", "matchLabels")
	for _, o := range w.objects {
		name, _, _ := unstructured.NestedString(o.Object, "spec", "parentRef", "name")
		namespace, said, _ := unstructured.NestedString(o.Object, "spec", "parentRef", "namespace")
		if !said {
			namespace = o.GetNamespace()
		}
		allowed := from == "All" || from == "Same" && o.GetNamespace() == gateway.GetNamespace()
		if in := w.find("Namespace", "", o.GetNamespace()); from == "Selector" && in != nil {
			allowed = true
			for key, value := range labels {
				allowed = allowed && in.GetLabels()[key] == value
			}
		}
		if o.GetKind() == "ListenerSet" && allowed && name == gateway.GetName() && namespace == gateway.GetNamespace() {
			more, _, _ := unstructured.NestedSlice(o.Object, "spec", "listeners")
			out = append(out, more...)
		}
	}
	return slices.DeleteFunc(out, func(l any) bool { return asInt(l.(map[string]any)["port"]) == 0 })
}

func asInt(v any) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case float64:
		return int64(v)
	}
	return 0
}

// patch merges what a Gateway's ConfigMap says of its Service, as Istio's controller does.
func (w *world) patch(service map[string]any, gateway *unstructured.Unstructured) error {
	name, _, _ := unstructured.NestedString(gateway.Object, "spec", "infrastructure", "parametersRef", "name")
	for _, o := range w.objects {
		if name == "" || o.GetKind() != "ConfigMap" || o.GetName() != name || o.GetNamespace() != gateway.GetNamespace() {
			continue
		}
		text, _, _ := unstructured.NestedString(o.Object, "data", "service")
		patch, own := map[string]any{}, map[string]any{}
		if err := yaml.Unmarshal([]byte(text), &patch); err != nil {
			return err
		}
		if err := reread(service, &own); err != nil {
			return err
		}
		merged, err := strategicpatch.StrategicMergeMapPatch(own, patch, corev1.Service{})
		if err != nil {
			return err
		}
		maps.Copy(service, merged)
	}
	return pointed(service)
}

// reread writes an object and reads it, as Istio's controller reads it: with numbers of the
// type that a patch has.
func reread(object map[string]any, into *map[string]any) error {
	text, err := yaml.Marshal(object)
	if err != nil {
		return err
	}
	return yaml.Unmarshal(text, into)
}

// pointed has each port of a Service lead to the pod's of its own number where nothing
// else is said, as the API does.
func pointed(service map[string]any) error {
	ports, _, err := unstructured.NestedSlice(service, "spec", "ports")
	for _, p := range ports {
		if port := p.(map[string]any); port["targetPort"] == nil {
			port["targetPort"] = port["port"]
		}
	}
	if err != nil {
		return err
	}
	return unstructured.SetNestedSlice(service, ports, "spec", "ports")
}
