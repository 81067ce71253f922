package overlay

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/resid"

	"render/render/manifest"
)

// whole runs kustomize itself over the whole list.
func whole(t *testing.T, list []manifest.Manifest, kustomization string) resmap.ResMap {
	t.Helper()
	forget()
	disk := filesys.MakeFsInMemory()
	var all strings.Builder
	for _, m := range list {
		b, err := json.Marshal(m.Object)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString("---\n" + string(b) + "\n")
	}
	for name, text := range map[string]string{"all.yaml": all.String(), "kustomization.yaml": "resources: [all.yaml]\n" + kustomization} {
		if err := disk.WriteFile("/site/"+name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	out, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(disk, "/site")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sameAsKustomize applies a kustomization to a list, and holds the outcome against
// kustomize's own.
func sameAsKustomize(t *testing.T, list []manifest.Manifest, kustomization string) []manifest.Manifest {
	t.Helper()
	want := whole(t, list, kustomization).Resources()
	got := apply(t, list, single(kustomization))
	if len(got) != len(want) {
		t.Fatalf("%d objects, kustomize has %d", len(got), len(want))
	}
	for i := range got {
		m, err := want[i].Map()
		if err != nil {
			t.Fatal(err)
		}
		if a, b := text(t, got[i].Object), text(t, m); a != b {
			t.Errorf("\n render    %s\n kustomize %s", a, b)
		}
	}
	return got
}

// What comes out of an overlay is what kustomize makes of all objects together.
func TestSameAsKustomize(t *testing.T) {
	for name, kustomization := range map[string]string{
		"labels":               "labels: [{pairs: {team: web, tier: \"1\"}}]",
		"labels in templates":  "labels: [{pairs: {team: web}, includeTemplates: true}, {pairs: {x: \"\"}}]",
		"annotations":          "commonAnnotations: {example.org/a: \"on\", b: \"1.10\"}",
		"replicas":             "replicas: [{name: shop, count: 0}, {name: helloworld-v1, count: 4}]",
		"image tag":            "images: [{name: docker.io/istio/examples-helloworld-v1, newTag: \"1.1\"}]",
		"image digest":         "images: [{name: docker.io/istio/examples-helloworld-v1, newName: r.local:5000/h, digest: \"sha256:bb\"}]",
		"image name":           "images: [{name: registry.local:5000/shop, newName: r/s}]",
		"image tag for digest": "images: [{name: registry.local:5000/shop, newTag: \"3\"}]",
		"json patch": `
patches:
- target: {group: apps, kind: Deployment, labelSelector: app.kubernetes.io/component=app}
  patch: |-
    - {op: test, path: /kind, value: Deployment}
    - {op: add, path: /spec/template/spec/topologySpreadConstraints, value: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]}
    - {op: copy, from: /spec/selector, path: /spec/template/spec/topologySpreadConstraints/0/labelSelector}
    - {op: add, path: /metadata/annotations, value: {a~b: x, c/d: v}}
    - {op: replace, path: /metadata/annotations/a~0b, value: z}
    - {op: move, from: /metadata/annotations/c~1d, path: /metadata/annotations/e}
    - {op: add, path: /spec/template/spec/containers/0/args, value: [b]}
    - {op: add, path: /spec/template/spec/containers/0/args/0, value: a}
    - {op: add, path: /spec/template/spec/containers/0/args/-, value: c}
    - {op: remove, path: /spec/template/spec/containers/0/args/1}
`,
		"merge by name": `
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: helloworld-v1, annotations: {a: b}}
    spec:
      strategy: {type: Recreate}
      template:
        spec:
          containers:
          - {name: helloworld, env: [{name: MODE, value: "off"}, {name: NEW, value: "0"}], args: [x], resources: {requests: {cpu: null}, limits: {memory: 1Gi}}}
          - {name: second, image: b}
          tolerations: [{key: a, operator: Exists}]
`,
		"merge with orders": `
patches:
- target: {kind: Deployment, name: shop}
  patch: |-
    kind: Deployment
    metadata: {name: any}
    spec:
      template:
        spec:
          securityContext: {$patch: replace, runAsUser: 5}
          containers: [{name: shop, $patch: delete}, {name: new, image: x}]
`,
		"merge into custom resource": `
patches:
- target: {kind: IPAddressPool}
  patch: |-
    kind: IPAddressPool
    metadata: {name: any}
    spec: {autoAssign: true, avoidBuggyIPs: true}
`,
		"older fields": `
patchesStrategicMerge:
- |-
  apiVersion: v1
  kind: Service
  metadata: {name: helloworld, namespace: default}
  spec: {ports: [{port: 5000, name: web}, {port: 81, name: more}]}
patchesJson6902:
- target: {version: v1, kind: Service, name: helloworld}
  patch: |-
    [{"op": "add", "path": "/spec/type", "value": "ClusterIP"}]
`,
		"order": `
images: [{name: docker.io/istio/examples-helloworld-v1, newTag: last}]
replicas: [{name: helloworld-v1, count: 7}]
labels: [{pairs: {picked: "yes"}}]
patches:
- target: {kind: Deployment}
  patch: |-
    - {op: add, path: /metadata/labels/first, value: "1"}
    - {op: add, path: /spec/replicas, value: 9}
- target: {labelSelector: first=1}
  patch: |-
    - {op: add, path: /metadata/labels/second, value: "2"}
`,
	} {
		t.Run(name, func(t *testing.T) {
			changesAsKustomize(t, kustomization)
		})
	}
}

// A target selects what kustomize's own selection does.
func TestSelectsAsKustomize(t *testing.T) {
	list := decode(t, sample)
	all := whole(t, list, "")
	for _, target := range []string{
		"kind: Deployment", "kind: Deploy", "kind: Deploy.*", "kind: Deployment|Service", "group: apps", "group: .*istio.io", "version: v1",
		"version: v1beta1", "name: helloworld", "name: helloworld.*", "namespace: default", "namespace: istio-system", "namespace: metallb-.*",
		"namespace: ''\n  kind: Namespace", "labelSelector: app", "labelSelector: '!app'", "labelSelector: app=shop", "labelSelector: app!=shop",
		"labelSelector: app in (shop,helloworld),version notin (v2)", "labelSelector: app.kubernetes.io/component=app,!render/own-service-account",
		"kind: Deployment\n  annotationSelector: '!a'", "annotationSelector: a=b", "kind: .*\n  name: .*", "name: '[a-z]+'",
	} {
		t.Run(target, func(t *testing.T) {
			o := single("patches:\n- path: p\n  target:\n    " + strings.ReplaceAll(target, "\n  ", "\n    ") + "\n")
			r := &reading{overlay: o}
			root := parse(t, o)
			s := r.selector(root.Get("patches").Items[0].Get("target"), "")
			if len(r.diagnostics) > 0 {
				t.Fatal(r.diagnostics.Err())
			}
			var got []string
			for _, i := range s.choose(newWork(list, Overlay{Builtin: true})) {
				got = append(got, list[i].ID().String())
			}
			want := types.Selector{ResId: resid.ResId{}}
			for _, term := range s.terms {
				for field, to := range map[string]*string{"group": &want.Group, "version": &want.Version, "kind": &want.Kind, "name": &want.Name,
					"namespace": &want.Namespace, "labelSelector": &want.LabelSelector, "annotationSelector": &want.AnnotationSelector} {
					if term.field == field {
						*to = term.text
					}
				}
			}
			found, err := all.Select(want)
			if err != nil {
				t.Fatal(err)
			}
			var expected []string
			for _, res := range found {
				expected = append(expected, manifest.ID{Group: res.GetGvk().Group, Kind: res.GetKind(), Namespace: res.GetNamespace(), Name: res.GetName()}.String())
			}
			if !slices.Equal(got, expected) {
				t.Errorf("render %v\nkustomize %v", got, expected)
			}
		})
	}
}

// changesAsKustomize holds a kustomization of the sample against kustomize's own output,
// which is another than the sample.
func changesAsKustomize(t *testing.T, kustomization string) {
	t.Helper()
	list := decode(t, sample)
	changed := false
	for i, m := range sameAsKustomize(t, list, kustomization) {
		changed = changed || text(t, m.Object) != text(t, list[i].Object)
	}
	if !changed {
		t.Error("the case changes nothing")
	}
}
