package overlay

import (
	"reflect"
	"strings"
	"testing"

	"render/overlays"
	"render/render/manifest"
)

func TestBuiltins(t *testing.T) {
	for _, name := range overlays.Names() {
		files, ok := overlays.FS(name)
		if !ok {
			t.Fatalf("%s has no folder", name)
		}
		o := Overlay{Name: name, Files: files, Builtin: true, Path: "overlays"}
		defaults, diagnostics := Defaults(o)
		if diagnostics.Failed() || defaults == nil || defaults.Name() != name+"/defaults.yaml" {
			t.Errorf("%s: %v %v", name, defaults, diagnostics)
		}
		apply(t, nil, o) // a topology that none of its patches fits
		out := apply(t, decode(t, sample), o)
		if name != "hardened" {
			continue
		}
		hello := manifest.At(object(t, out, "Deployment", "helloworld-v1"), "spec", "template", "spec")
		if got, want := text(t, hello), `{"automountServiceAccountToken":false,"containers":[{"args":[],"env":[{"name":"MODE","value":"on"},{"name":"RELEASE","value":"1.10"}],"image":"docker.io/istio/examples-helloworld-v1:1.0","name":"helloworld","ports":[{"containerPort":5000}],"resources":{"requests":{"cpu":"100m"}},"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"readOnlyRootFilesystem":true},"volumeMounts":[{"mountPath":"/tmp","name":"tmp"}]}],"securityContext":{"fsGroup":10001,"runAsGroup":10001,"runAsNonRoot":true,"runAsUser":10001,"seccompProfile":{"type":"RuntimeDefault"}},"volumes":[{"emptyDir":{},"name":"tmp"}]}`; got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
		if !reflect.DeepEqual(object(t, out, "Deployment", "shop"), object(t, decode(t, sample), "Deployment", "shop")) {
			t.Error("an app with its own security context and service account is left alone")
		}
	}
	if _, ok := overlays.FS("hardend"); ok {
		t.Error("there is no overlay of that name")
	}
}

func TestLowPort(t *testing.T) {
	list := decode(t, strings.Replace(sample, "version: v1, app.kubernetes.io/component: app}", "app.kubernetes.io/component: app, render/low-port: \"true\"}", 1))
	files, _ := overlays.FS("hardened")
	out := apply(t, list, Overlay{Name: "hardened", Files: files, Builtin: true})
	pod := manifest.At(object(t, out, "Deployment", "helloworld-v1"), "spec", "template", "spec").(map[string]any)
	if got := text(t, pod["securityContext"]); got != `{"seccompProfile":{"type":"RuntimeDefault"}}` || pod["volumes"] != nil {
		t.Error(got, pod["volumes"])
	}
}
