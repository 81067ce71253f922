package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// webApp is an app behind a gateway, of which the Deployment's selector and its pods' labels are
// to be filled in.
const webApp = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gw, namespace: default}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.org]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: default}
spec: {hosts: [a.example.org], gateways: [gw], http: [{route: [{destination: {host: web, port: {number: 80}}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {selector: SERVICE, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  selector: {matchLabels: SELECTOR}
  template:
    metadata: {labels: LABELS}
    spec: {containers: [{name: web, image: "registry.example.org/web:1", ports: [{containerPort: 8080}]}]}
`

// importedText is the topology of a text, what is said of it, and where it is.
func importedText(t *testing.T, text string) (topology, told, folder string) {
	t.Helper()
	folder = t.TempDir()
	from, to := filepath.Join(folder, "from.yaml"), filepath.Join(folder, "topology.yaml")
	if err := os.WriteFile(from, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"init", "--from", from, "-o", to}
	if flags, _, is := strings.Cut(strings.TrimPrefix(text, "# "), "\n"); is && strings.HasPrefix(flags, "--") {
		args = append(args, strings.Fields(flags)...)
	} else if !strings.Contains(text, "loadBalancer: {ingress:") { // else a gateway has an address
		args = append(args, "--ip", "192.168.1.141")
	}
	code, out, told := started(args)
	if code != exitOK && code != exitDiffers {
		t.Fatalf("exit code %d:\n%s", code, told)
	}
	written, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return string(written), told + out, folder
}

// TestSelectorsKept: a Deployment keeps the selector that it has, by itself or by the patch that is told.
func TestSelectorsKept(t *testing.T) {
	patched := regexp.MustCompile(`by a patch of an overlay, (\[.*\]), or write another name`)
	for _, one := range []struct {
		service, selector, labels string
		told                      bool
	}{
		{"{app: web}", "{app: web}", "{app: web, version: v1}", false},
		{"{app: web}", "{app: web, version: v1}", "{app: web, version: v1}", false},
		{"{app: web}", "{app: web, tier: front}", "{app: web, tier: front}", true},
		{"{k8s-app: web}", "{app.kubernetes.io/instance: x, app.kubernetes.io/name: other}", "{app.kubernetes.io/instance: x, app.kubernetes.io/name: other, k8s-app: web}", true},
	} {
		text := strings.NewReplacer("SERVICE", one.service, "SELECTOR", one.selector, "LABELS", one.labels).Replace(webApp)
		topology, told, folder := importedText(t, text)
		found := patched.FindStringSubmatch(told)
		if one.told != (found != nil) || strings.Contains(told, "immutable-field") != one.told {
			t.Errorf("%s: told %v:\n%s", one.selector, found, told)
			continue
		}
		name := filepath.Join(folder, "topology.yaml")
		if found != nil {
			if err := os.Mkdir(filepath.Join(folder, "kept"), 0o700); err != nil {
				t.Fatal(err)
			}
			patch := "patches:\n- target: {kind: Deployment, name: web}\n  patch: '" + found[1] + "'\n"
			if err := os.WriteFile(filepath.Join(folder, "kept", "kustomization.yaml"), []byte(patch), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte("overlays: [kept]\n"+topology), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		code, out, wrong := started([]string{"diff", filepath.Join(folder, "from.yaml"), name})
		if code != exitDiffers || strings.Contains(out, "immutable-field") || strings.Contains(out, "spec.selector.matchLabels") && !strings.Contains(out, "Service default/web") {
			t.Errorf("%s: another selector:\n%s%s", one.selector, out, wrong)
		}
	}
}

// TestRunningIstio: the version that objects say runs is the topology's.
func TestRunningIstio(t *testing.T) {
	app := strings.NewReplacer("SERVICE", "{app: web}", "SELECTOR", "{app: web}", "LABELS", "{app: web}").Replace(webApp)
	plane := "\n---\napiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: istio-control-plane, namespace: istio-system}\nspec: {SPEC, components: {ingressGateways: [{name: istio-ingressgateway, enabled: true, k8s: {service: {type: LoadBalancer}}}]}}\n"
	istiod := "\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: istiod, namespace: istio-system}\nspec: {selector: {matchLabels: {app: istiod}}, template: {metadata: {labels: {app: istiod}}, spec: {containers: [{name: discovery, image: IMAGE}]}}}\n"
	for want, text := range map[string]string{
		"1.28.1": strings.Replace(plane, "SPEC", "tag: 1.28.1", 1),
		"1.27.3": strings.Replace(plane, "SPEC", "values: {global: {tag: 1.27.3-distroless}}", 1),
		"1.26":   strings.Replace(plane, "SPEC", "revision: 1-26", 1),
		"1.26.2": strings.Replace(plane, "SPEC", "revision: 1-26-2", 1),
		"1.29.0": strings.Replace(istiod, "IMAGE", `"docker.io/istio/pilot:1.29.0"`, 1),
		"1.25.4": "\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {istio.io/rev: 1-25-4}}\n",
	} {
		topology, told, _ := importedText(t, app+text)
		if found := regexp.MustCompile(`istio:.*\b` + regexp.QuoteMeta(want) + `[",}\n]`).FindString(topology); found == "" || strings.Contains(topology, "no object says which version") || strings.Contains(told, "istio-skips-minors") {
			t.Errorf("%s is not there:\n%s%s", want, topology, told)
		}
	}
}

// TestRunningRoutes: what a cluster serves by Gateways and routes without anybody's labels is the
// old side, though the topology's have other names, and what nobody takes up has its place.
func TestRunningRoutes(t *testing.T) {
	app := strings.NewReplacer("SERVICE", "{app: web}", "SELECTOR", "{app: web}", "LABELS", "{app: web}").Replace(webApp)
	other := strings.NewReplacer("web", "api").Replace(app)
	text := strings.Replace(app, "{name: web, namespace: default}\nspec: {hosts: [a.example.org], gateways: [gw], http: [{",
		"{name: all, namespace: default}\nspec: {hosts: [a.example.org], gateways: [gw], http: [{match: [{uri: {prefix: /api/}}], route: [{destination: {host: api, port: {number: 80}}}]}, {", 1) +
		other[strings.Index(other, "---\napiVersion: v1\n"):] +
		"---\napiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {name: all, namespace: default}\nspec: {egress: [{hosts: ['*/*']}]}\n"
	text = strings.ReplaceAll(text, "metadata: {name: ", "metadata: {uid: x, name: ")
	_, told, folder := importedText(t, text)
	for what, want := range map[string]bool{
		"\narrives   ": false, "404": false, "[not-deleted]": true, "removed  VirtualService.networking.istio.io default/all": true,
		filepath.Join(folder, "from.yaml") + ":39:1: Sidecar.networking.istio.io default/all: is not taken up\n": true,
	} {
		if strings.Contains(told, what) != want {
			t.Errorf("%q is told: %v\n%s", what, !want, told)
		}
	}
}

// TestSaysTheSame: a Gateway's servers in another order, and the Gateway
// of a route that lives elsewhere from now on, are no loss; another Gateway is one, and so is the name of a port.
func TestSaysTheSame(t *testing.T) {
	member := func(names ...string) (out compare.Path) {
		for _, name := range names {
			out = append(out, compare.Step{Member: name})
		}
		return out
	}
	item := compare.Step{Item: true, Key: "edge/gw"}
	route := &readObject{of: manifest.ID{Group: objects.IstioNetworking, Kind: "VirtualService"}, new: manifest.Object{}.With([]any{"default/gw"}, "spec", "gateways")}
	gateway := &readObject{of: manifest.ID{Group: objects.IstioNetworking, Kind: "Gateway"}}
	for i, c := range []struct {
		of   *readObject
		f    compare.Field
		want bool
	}{
		{route, compare.Field{Path: append(member("spec", "gateways"), item), Old: "edge/gw"}, true},
		{route, compare.Field{Path: append(member("spec", "gateways"), item), Old: "edge/other"}, false},
		{gateway, compare.Field{Path: member("spec", "servers"), Old: "in another", New: "order"}, true},
		{gateway, compare.Field{Path: append(append(member("spec", "servers"), item), member("port", "name")...), Old: "https", New: "https-gw"}, false},
		{gateway, compare.Field{Path: append(append(member("spec", "servers"), item), member("port", "protocol")...), Old: "HTTP", New: "TCP"}, false},
	} {
		if got := c.of.alike(&c.f); got != c.want {
			t.Errorf("%d: %v", i, got)
		}
	}
}
