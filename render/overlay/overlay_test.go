package overlay

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// sample is a small rendered set-up. Numbers are float64 in it, as they come
// from the library.
const sample = `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system, labels: {istio-injection: disabled}}
---
apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: default, namespace: metallb-system}
spec: {addresses: [192.168.1.141-192.168.1.142], autoAssign: false}
---
apiVersion: networking.istio.io/v1beta1
kind: Gateway
metadata: {name: gateway-ingressgateway, namespace: default}
spec:
  selector: {istio: ingressgateway}
  servers:
  - port: {number: 80, name: http, protocol: HTTP}
    hosts: [microk8s.local]
  - port: {number: 443, name: https, protocol: HTTPS}
    hosts: [microk8s.local]
    tls: {mode: SIMPLE, credentialName: tls-credential}
---
apiVersion: v1
kind: Service
metadata: {name: helloworld, namespace: default, labels: {app: helloworld}}
spec:
  selector: {app: helloworld}
  ports: [{name: http, port: 5000}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: helloworld-v1
  namespace: default
  labels: {app: helloworld, version: v1, app.kubernetes.io/component: app}
spec:
  replicas: 1
  selector: {matchLabels: {app: helloworld, version: v1}}
  template:
    metadata: {labels: {app: helloworld, version: v1}}
    spec:
      containers:
      - name: helloworld
        image: docker.io/istio/examples-helloworld-v1:1.0
        args: []
        env: [{name: MODE, value: "on"}, {name: RELEASE, value: "1.10"}]
        resources: {requests: {cpu: 100m}}
        ports: [{containerPort: 5000}]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: default
  labels: {app: shop, app.kubernetes.io/component: app, render/own-security-context: "true", render/own-service-account: "true"}
spec:
  replicas: 3
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      securityContext: {runAsUser: 0}
      serviceAccountName: shop
      containers:
      - {name: shop, image: "registry.local:5000/shop:2@sha256:aa", ports: [{containerPort: 8080}]}
`

func decode(t testing.TB, text string) []manifest.Manifest {
	t.Helper()
	docs, diagnostics := source.ParseAll(places.NewSource("sample", []byte(text)))
	if diagnostics.Failed() {
		t.Fatal(diagnostics.Err())
	}
	r := &reading{}
	var list []manifest.Manifest
	for i, doc := range docs {
		v := r.value(doc, "")
		if len(r.diagnostics) > 0 {
			t.Fatal(r.diagnostics.Err())
		}
		m := manifest.Manifest{Object: manifest.NewObject(floats(v).(map[string]any)), Stage: manifest.Gateways, Tier: "primary"}
		m.Origin = manifest.Origin{Component: "sample", Keys: []string{string(rune('a' + i))}}
		list = append(list, m)
	}
	return list
}

func floats(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key := range v {
			v[key] = floats(v[key])
		}
	case []any:
		for i := range v {
			v[i] = floats(v[i])
		}
	case int64:
		return float64(v)
	}
	return v
}

func folder(name string, files map[string]string) Overlay {
	m := fstest.MapFS{}
	for path, text := range files {
		m[path] = &fstest.MapFile{Data: []byte(text)}
	}
	asked := places.NewSource("topology.yaml", []byte("overlays: ["+name+"]\n"))
	return Overlay{Name: name, Files: m, Place: asked.At(11, len(name)), Path: "overlays[0]"}
}

func single(text string) Overlay {
	return folder("site", map[string]string{"kustomization.yaml": text})
}

// applyAll is Apply with a context that nobody cancels.
func applyAll(t testing.TB, list []manifest.Manifest, overlays []Overlay) ([]manifest.Manifest, diag.List) {
	t.Helper()
	out, _, diagnostics, err := Apply(t.Context(), list, overlays)
	if err != nil {
		t.Fatal(err)
	}
	return out, diagnostics
}

func apply(t testing.TB, list []manifest.Manifest, o ...Overlay) []manifest.Manifest {
	t.Helper()
	out, diagnostics := applyAll(t, list, o)
	if len(diagnostics) > 0 {
		var b strings.Builder
		_ = diag.Text(&b, diagnostics)
		t.Fatalf("unexpected problems:\n%s", b.String())
	}
	return out
}

func object(t testing.TB, list []manifest.Manifest, kind, name string) map[string]any {
	t.Helper()
	for i := range list {
		if id := list[i].ID(); id.Kind == kind && id.Name == name {
			return list[i].Object.Map()
		}
	}
	t.Fatalf("no %s %s", kind, name)
	return nil
}

func text(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(asMap(v))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestNoOverlayIsTheListItself(t *testing.T) {
	list := decode(t, sample)
	out, diagnostics := applyAll(t, list, nil)
	if len(diagnostics) > 0 || &out[0] != &list[0] || len(out) != len(list) {
		t.Fatal("without overlays the list itself comes back")
	}
}

// The input is shared with others and stays as it was; what travels with a
// manifest stays with it.
func TestInputStaysAndOriginTravels(t *testing.T) {
	list, before := decode(t, sample), decode(t, sample)
	out := apply(t, list, single(`
labels: [{pairs: {team: web}, includeTemplates: true}]
replicas: [{name: shop, count: 5}]
images: [{name: registry.local:5000/shop, newTag: "3"}]
patches:
- target: {kind: Gateway}
  patch: |-
    - {op: add, path: /spec/servers/0/hosts/-, value: b.local}
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: shop}
    spec: {template: {spec: {containers: [{name: shop, tty: true}]}}}
`))
	if !reflect.DeepEqual(list, before) {
		t.Fatal("the input has changed")
	}
	for i := range out {
		if out[i].Stage != list[i].Stage || out[i].Tier != list[i].Tier || !reflect.DeepEqual(out[i].Origin, list[i].Origin) {
			t.Errorf("%s: stage, tier or origin is lost", out[i].ID())
		}
		if manifest.At(out[i].Object, "metadata", "labels", "team") != "web" {
			t.Errorf("%s has no label", out[i].ID())
		}
	}
	shop := object(t, out, "Deployment", "shop")
	if got := text(t, manifest.At(shop, "spec", "template")); got != `{"metadata":{"labels":{"app":"shop","team":"web"}},"spec":{"containers":[{"image":"registry.local:5000/shop:3","name":"shop","ports":[{"containerPort":8080}],"tty":true}],"securityContext":{"runAsUser":0},"serviceAccountName":"shop"}}` {
		t.Error(got)
	}
	if shop["spec"].(map[string]any)["replicas"] != int64(5) {
		t.Error("replicas")
	}
	if got := text(t, manifest.At(object(t, out, "Gateway", "gateway-ingressgateway"), "spec", "servers")); !strings.Contains(got, `"hosts":["microk8s.local","b.local"],"port":{"name":"http","number":80`) {
		t.Error(got)
	}
}

// Values that YAML readers and writers like to alter.
func awkward() map[string]any {
	return map[string]any{
		"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": map[string]any{"name": "a", "namespace": "default", "creationTimestamp": nil, "annotations": map[string]any{}},
		"spec": map[string]any{
			"replicas": float64(1), "paused": false, "minReadySeconds": int64(30), "big": float64(1 << 53), "huge": 1e21, "small": 0.1,
			"exact": json.Number("9007199254740993"), "texts": []any{"on", "1.10", "012", "", "null", "~", "0x10", "2001-01-01", "a: b", "- c", "# d", " e ", "=", "<<"},
			"pem": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "trailing": "x \ny", "tab": "\tx\ny",
			"template": map[string]any{
				"metadata": map[string]any{"labels": map[string]any{"app": "a", "on": "yes"}},
				"spec": map[string]any{
					"securityContext": map[string]any{}, "volumes": []any{map[string]any{"name": "tmp", "emptyDir": map[string]any{}}},
					"containers": []any{
						map[string]any{"name": "a", "args": []any{}, "command": nil, "tty": false, "ports": []any{map[string]any{"containerPort": float64(80)}}},
						map[string]any{"name": "b", "args": []any{"1", "y"}, "resources": map[string]any{}, "env": []any{}},
					},
				},
			},
		},
	}
}

func TestAnOverlayThatChangesNothingIsTheIdentity(t *testing.T) {
	for name, o := range map[string]Overlay{
		"json":  single("patches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: replace, path: /spec/paused, value: false}\n"),
		"merge": single("patches:\n- target: {kind: Deployment}\n  patch: |-\n    {kind: Deployment, metadata: {name: any}, spec: {paused: false}}\n"),
		"list":  single("patches:\n- target: {kind: Deployment}\n  patch: |-\n    {kind: Deployment, metadata: {name: any}, spec: {template: {spec: {containers: [{name: a, tty: false}]}}}}\n"),
		"image": single("images: [{name: none, newTag: x}]\n"),
	} {
		o.Builtin = true
		list := []manifest.Manifest{{Object: manifest.NewObject(awkward())}}
		out := apply(t, list, o)
		if !reflect.DeepEqual(out[0].Object.Map(), awkward()) {
			t.Errorf("%s:\n got %s\nwant %s", name, text(t, out[0].Object), text(t, awkward()))
		}
	}
}

// kustomize adds a suffix twice where a container is found in two ways.
func TestTagSuffixOnce(t *testing.T) {
	out := apply(t, decode(t, sample), single("images: [{name: docker.io/istio/examples-helloworld-v1, tagSuffix: -debug}]\n"))
	if got := text(t, object(t, out, "Deployment", "helloworld-v1")); !strings.Contains(got, `"image":"docker.io/istio/examples-helloworld-v1:1.0-debug"`) {
		t.Error(got)
	}
}

// Several overlays in a row: a later one sees what an earlier one made, and a
// failing one leaves the list as it was.
func TestOrderOfOverlays(t *testing.T) {
	list := decode(t, sample)
	first := single("labels: [{pairs: {picked: \"1\"}}]\n")
	second := single("patches:\n- target: {kind: Service, labelSelector: picked=1}\n  patch: |-\n    - {op: add, path: /spec/type, value: ClusterIP}\n")
	out := apply(t, list, first, second)
	if manifest.At(object(t, out, "Service", "helloworld"), "spec", "type") != "ClusterIP" {
		t.Error("the second does not see what the first did")
	}
	back, diagnostics := applyAll(t, list, []Overlay{second, first})
	if !diagnostics.Failed() || !reflect.DeepEqual(back, decode(t, sample)) {
		t.Error("a failing overlay leaves the list as it was")
	}
}

func TestDeleteByOrderOnly(t *testing.T) {
	list := decode(t, sample)
	out := apply(t, list, single("patches:\n- target: {kind: Deployment, name: s.*}\n  patch: |-\n    {$patch: delete, kind: Deployment, metadata: {name: any}}\n"))
	if len(out) != len(list)-1 {
		t.Fatalf("%d objects are left of %d", len(out), len(list))
	}
}

func TestResources(t *testing.T) {
	out := apply(t, decode(t, sample), folder("site", map[string]string{
		"kustomization.yaml": "resources: [more/a.yaml]\npatches: [{target: {kind: ConfigMap}, path: p.yaml}]\n",
		"more/a.yaml":        "apiVersion: v1\nkind: Namespace\nmetadata: {name: extra}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: extra}\ndata: {a: \"1\"}\n",
		"p.yaml":             "[{\"op\": \"add\", \"path\": \"/data/b\", \"value\": \"2\"}]\n",
	}))
	namespace, configMap := out[len(out)-2], out[len(out)-1]
	if namespace.Stage != manifest.Namespaces || configMap.Stage != manifest.Apps || configMap.Origin.Component != "overlays" {
		t.Errorf("%v %v", namespace, configMap)
	}
	if got := text(t, configMap.Object.Get("data")); got != `{"a":"1","b":"2"}` {
		t.Error(got)
	}
}
