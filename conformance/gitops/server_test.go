package gitops

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/client-go/applyconfigurations"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"

	"render/render/manifest"
)

// definitionFolders are where definitions of custom resources are published.
var definitionFolders = []string{
	"go.universe.tf/metallb@v0.16.2/config/crd/bases/*.yaml", "sigs.k8s.io/gateway-api@v1.6.0/config/crd/standard/*.yaml",
	"github.com/cert-manager/cert-manager@v1.21.2/deploy/crds/*.yaml", "github.com/external-secrets/external-secrets@v1.3.2/config/crds/bases/*.yaml",
	"github.com/bitnami-labs/sealed-secrets@v0.40.0/helm/sealed-secrets/crds/*.yaml", "istio.io/api@v1.31.1/kubernetes/customresourcedefinitions.gen.yaml",
	"sigs.k8s.io/external-dns@v0.22.0/config/crd/standard/*.yaml",
}

// customResources are the definitions of what is rendered, by kind and group and version.
var customResources = sync.OnceValues(func() (map[string]definition, error) {
	all := map[string]definition{}
	for _, folder := range definitionFolders {
		module, pattern, _ := strings.Cut(folder, "@")
		version, pattern, _ := strings.Cut(pattern, "/")
		in, err := fetched(module + "@" + version)
		if err != nil {
			return nil, err
		}
		files, err := filepath.Glob(filepath.Join(in, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			return nil, fmt.Errorf("%s: no definitions, %v", module, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			for document := range strings.SplitSeq(string(text), "\n---") {
				if !strings.Contains(document, "kind: CustomResourceDefinition") {
					continue
				}
				if err := define(all, []byte(document)); err != nil {
					return nil, fmt.Errorf("%s: %w", file, err)
				}
			}
		}
	}
	return all, nil
})

// served is an object as an API server gives it back, with what it and the usual
// controllers write.
func served(t *testing.T, object manifest.Object, by way) *unstructured.Unstructured {
	t.Helper()
	text, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	sent := &unstructured.Unstructured{}
	if err := sent.UnmarshalJSON(text); err != nil {
		t.Fatal(err)
	}
	manager := "kubectl"
	switch by {
	case byArgoCD:
		tracked(sent, "annotations", "argocd.argoproj.io/tracking-id", "home:apps/Deployment:default/web")
		if text, err = sent.MarshalJSON(); err != nil {
			t.Fatal(err)
		}
		by = clientSide
	case byFlux:
		tracked(sent, "labels", "kustomize.toolkit.fluxcd.io/name", "home-apps")
		tracked(sent, "labels", "kustomize.toolkit.fluxcd.io/namespace", "flux-system")
		manager, by = "kustomize-controller", serverSide
	}
	o := defaulted(t, sent)
	written(o)
	metadata := o.Object["metadata"].(map[string]any)
	metadata["uid"], metadata["resourceVersion"], metadata["generation"], metadata["creationTimestamp"] = "0c1f5e0c-6f0b-4c3e-8f4b-3b0a6f0e7f11", "4711", int64(1), "2026-11-26T10:00:00Z"
	switch by {
	case clientSide:
		annotate(o, map[string]any{"kubectl.kubernetes.io/last-applied-configuration": string(text) + "\n"})
	case serverSide:
		metadata["managedFields"] = []any{
			map[string]any{"manager": manager, "operation": "Apply", "apiVersion": o.GetAPIVersion(), "fieldsType": "FieldsV1", "fieldsV1": applied(t, sent), "time": "2026-11-26T10:00:00Z"},
			map[string]any{"manager": "kube-controller-manager", "operation": "Update", "apiVersion": o.GetAPIVersion(), "fieldsType": "FieldsV1", "subresource": "status",
				"fieldsV1": map[string]any{"f:status": map[string]any{}}, "time": "2026-11-26T10:00:01Z"},
		}
	}
	return o
}

// defaulted is an object with the defaults of its kind: of a built-in one by the API
// server's own functions, of a custom resource by its definition.
func defaulted(t *testing.T, sent *unstructured.Unstructured) *unstructured.Unstructured {
	t.Helper()
	gvk := sent.GroupVersionKind()
	out := sent.DeepCopy()
	if legacyscheme.Scheme.Recognizes(gvk) {
		typed, err := legacyscheme.Scheme.New(gvk)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(sent)
		if err == nil {
			err = json.Unmarshal(text, typed)
		}
		if err != nil {
			t.Fatal(gvk, err)
		}
		legacyscheme.Scheme.Default(typed)
		if text, err = json.Marshal(typed); err == nil {
			err = out.UnmarshalJSON(text)
		}
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	all, err := customResources()
	if err != nil {
		t.Fatal(err)
	}
	if d, known := all[gvk.Kind+"."+gvk.Group+"/"+gvk.Version]; known {
		defaulting.PruneNonNullableNullsWithoutDefaults(out.Object, d.schema)
		defaulting.Default(out.Object, d.schema)
	}
	return out
}

var (
	builtIn = sync.OnceValue(func() managedfields.TypeConverter { return applyconfigurations.NewTypeConverter(legacyscheme.Scheme) })
	custom  = managedfields.NewDeducedTypeConverter()
)

// applied are the fields that a server-side apply of an object owns.
func applied(t *testing.T, sent *unstructured.Unstructured) map[string]any {
	t.Helper()
	converter := custom
	if legacyscheme.Scheme.Recognizes(sent.GroupVersionKind()) {
		converter = builtIn()
	}
	typed, err := converter.ObjectToTyped(sent)
	if err != nil {
		t.Fatal(sent.GroupVersionKind(), err)
	}
	set, err := typed.ToFieldSet()
	if err != nil {
		t.Fatal(err)
	}
	text, err := set.ToJSON()
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"f:apiVersion", "f:kind"} {
		delete(out, key)
	}
	if metadata, ok := out["f:metadata"].(map[string]any); ok {
		delete(metadata, "f:name")
		delete(metadata, "f:namespace")
	}
	return out
}

// tracked gives an object a label or an annotation of who applies it.
func tracked(o *unstructured.Unstructured, where, key, value string) {
	_ = unstructured.SetNestedField(o.Object, value, "metadata", where, key)
}

func annotate(o *unstructured.Unstructured, with map[string]any) {
	for key, value := range with {
		_ = unstructured.SetNestedField(o.Object, value, "metadata", "annotations", key)
	}
}

// written adds what allocators and controllers write into an object.
func written(o *unstructured.Unstructured) {
	set := func(value any, path ...string) { _ = unstructured.SetNestedField(o.Object, value, path...) }
	set(map[string]any{"observedGeneration": int64(1), "conditions": []any{map[string]any{"type": "Ready", "status": "True"}}}, "status")
	switch o.GetKind() {
	case "Namespace":
		set(o.GetName(), "metadata", "labels", "kubernetes.io/metadata.name")
		set([]any{"kubernetes"}, "spec", "finalizers")
		set(map[string]any{"phase": "Active"}, "status")
	case "Deployment":
		annotate(o, map[string]any{"deployment.kubernetes.io/revision": "3"})
	case "DaemonSet":
		annotate(o, map[string]any{"deprecated.daemonset.template.generation": "2"})
	case "ServiceAccount":
		set([]any{map[string]any{"name": o.GetName() + "-token-x7x2k"}}, "secrets")
		unstructured.RemoveNestedField(o.Object, "status")
	case "Service":
		withAllocated(o, set)
	case "IPAddressPool", "L2Advertisement", "Secret", "ConfigMap":
		set([]any{"a.controller/finalizer"}, "metadata", "finalizers")
		unstructured.RemoveNestedField(o.Object, "status")
	}
}

// withAllocated adds what a Service is given.
func withAllocated(o *unstructured.Unstructured, set func(any, ...string)) {
	set("10.152.183.44", "spec", "clusterIP")
	set([]any{"10.152.183.44"}, "spec", "clusterIPs")
	if _, there, _ := unstructured.NestedSlice(o.Object, "spec", "ipFamilies"); !there {
		set([]any{"IPv4"}, "spec", "ipFamilies")
	}
	if _, there, _ := unstructured.NestedString(o.Object, "spec", "ipFamilyPolicy"); !there {
		set("SingleStack", "spec", "ipFamilyPolicy")
	}
	if kind, _, _ := unstructured.NestedString(o.Object, "spec", "type"); kind != "LoadBalancer" && kind != "NodePort" {
		return
	}
	ports, _, _ := unstructured.NestedSlice(o.Object, "spec", "ports")
	for i := range ports {
		port := ports[i].(map[string]any)
		if port["nodePort"] == nil {
			port["nodePort"] = int64(30100 + i)
		}
	}
	set(ports, "spec", "ports")
	set(int64(31999), "spec", "healthCheckNodePort")
	set([]any{"service.kubernetes.io/load-balancer-cleanup"}, "metadata", "finalizers")
	annotate(o, map[string]any{"metallb.universe.tf/ip-allocated-from-pool": "default", "metallb.io/ip-allocated-from-pool": "default"})
	set(map[string]any{"loadBalancer": map[string]any{"ingress": []any{map[string]any{"ip": "192.168.1.141"}}}}, "status")
}

// others are objects of a cluster that nobody rendered, or that follow from what is.
func others(t *testing.T) []manifest.Object {
	t.Helper()
	const text = `{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt, namespace: default, uid: a}, data: {ca.crt: x}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: default, uid: b}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: kube-system, uid: c, labels: {kubernetes.io/metadata.name: kube-system}}}
---
{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: helloworld-5d4f, namespace: default, uid: d, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: home},
  ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: helloworld, uid: e}]}, spec: {replicas: 1}}
---
{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: helloworld-x, namespace: default, uid: f, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: home},
  ownerReferences: [{apiVersion: v1, kind: Service, name: helloworld, uid: e}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: theirs, namespace: default, uid: g, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: another}}, spec: {replicas: 1}}
`
	list, err := manifest.ReadBack([]byte(text))
	if err != nil || len(list) != 6 {
		t.Fatal(len(list), err)
	}
	return list
}
