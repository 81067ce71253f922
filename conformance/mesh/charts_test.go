package mesh

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

var (
	chartsFolder = flag.String("charts", "", "TestCharts: judge by these charts, manifests/charts of a release of Istio, and not by the judge's own")
	chartsOf     = flag.String("istio", ownCharts+".1", "TestCharts: the version that those are of")
)

// chartTopologies are what helm is asked for, by name: fields of istio.
var chartTopologies = map[string]string{
	"nothing":     "",
	"revision":    "revision: canary",
	"namespace":   "namespace: mesh",
	"images":      "hub: registry.example.org/istio, tag: 1.2.3-distroless",
	"mesh":        "meshConfig: {accessLogFile: /dev/stdout, rootNamespace: roots, outboundTrafficPolicy: {mode: REGISTRY_ONLY}, defaultConfig: {holdApplicationUntilProxyStarts: true}}",
	"values":      "values: {pilot: {resources: {requests: {cpu: 100m}}, env: {A: b}}, global: {logAsJson: true, proxy: {logLevel: debug}}, sidecarInjectorWebhook: {rewriteAppHTTPProbe: false}, base: {enableCRDTemplates: CRDS}}",
	"validator":   "values: {defaultRevision: canary}, revision: canary",
	"CNI":         "values: {ASKS, cni: {excludeNamespaces: [other], cniConfDir: /etc/other}}",
	"demo":        "profile: demo",
	"preview":     "profile: preview",
	"stable":      "profile: stable",
	"openshift":   "profile: openshift",
	"all":         "revision: canary, namespace: mesh, hub: registry.example.org/istio, tag: x, mtls: strict, meshConfig: {accessLogFile: /dev/stdout}, values: {global: {logAsJson: true}}",
	"another CNI": "revision: canary, namespace: mesh, values: {ASKS}",
}

// TestCharts has the tool render values over all that they say, for one version, and
// has that version's charts render them. Istio's own are of one version; -charts is
// for others.
func TestCharts(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	charts := embedded()
	if *chartsFolder != "" {
		charts = os.DirFS(*chartsFolder)
	}
	judged := 0
	for _, name := range slices.Sorted(maps.Keys(chartTopologies)) {
		for _, cluster := range []string{"microk8s", "kubernetes"} {
			t.Run(name+" on "+cluster, func(t *testing.T) {
				written := chartTopology(*chartsOf, cluster, chartTopologies[name])
				text, ok := renders(t, tool, "--stage=istio", saved(t, written))
				if !ok {
					if !strings.HasPrefix(chartTopologies[name], "profile: ") {
						t.Fatalf("refused:\n%s", written)
					}
					return // a profile that the version has not
				}
				problems, err := judgedBy(*chartsOf, charts, written, text)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range problems {
					t.Errorf("%s\n%s\n%s", p, written, text)
				}
				judged++
			})
		}
	}
	if judged < 18 {
		t.Errorf("only %d judged", judged)
	}
}

// chartTopology is a topology for one version of Istio.
func chartTopology(version, cluster, fields string) []byte {
	var minor int
	_, _ = fmt.Sscanf(version, "1.%d", &minor)
	asks, crds := "pilot: {cni: {enabled: true}}", "false"
	if minor < 22 {
		asks = "istio_cni: {enabled: true}"
	}
	if minor < 24 { // what they are not without it
		crds = "true"
	}
	fields = strings.NewReplacer("ASKS", asks, "CRDS", crds).Replace(fields)
	about := fmt.Sprintf("%s: \"1.%d\"\nmetallb: %s\n", cluster, min(minor+9, 36), map[bool]string{true: "0.12.1", false: "0.14.8"}[minor < 14])
	return fmt.Appendf(nil, "name: charts\n%sistio: {version: %s, install: helm%s}\nsecrets: omit\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [home.example.org]\n"+
		"  apps:\n  - {name: shop, image: \"shop:1\", port: 5000, routes: [/*]}\n", about, version, strings.TrimSuffix(", "+fields, ", "))
}

// saved is a file of its own with a topology.
func saved(t *testing.T, written []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "topology.yaml")
	if err := os.WriteFile(name, written, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// judgedBy are the problems of values with some charts.
func judgedBy(version string, charts fs.FS, written, text []byte) ([]string, error) {
	top, err := readTopology(written)
	if err != nil {
		return nil, err
	}
	i, err := newInstalling(top, text, charts, strings.Join(strings.SplitN(version, ".", 3)[:2], "."))
	if err != nil {
		return nil, err
	}
	_, problems, err := i.judge()
	return problems, err
}

// TestHelmIsIstioctl: with the same topology Istio's charts make what its installer
// makes of an IstioOperator, the CNI plugin too, but for gateways, for labels that name
// who installed it, and for what the installer makes in a cluster.
func TestHelmIsIstioctl(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, name := range []string{"nothing", "revision", "namespace", "images", "mesh", "values", "demo", "preview", "stable", "all", "CNI", "another CNI"} {
		t.Run(name, func(t *testing.T) {
			written := chartTopology(ownCharts+".1", "kubernetes", chartTopologies[name])
			file := saved(t, written)
			text, _ := renders(t, tool, "--stage=istio", file)
			operator, _ := renders(t, tool, "--stage=istio", "--set=istio.install=istioctl", file)
			got, want := byCharts(t, written, text), byInstaller(t, operator)
			maps.DeleteFunc(got, func(id string, _ any) bool { return inCluster[id] })
			maps.DeleteFunc(want, func(id string, _ any) bool { return inCluster[id] })
			for id, o := range want {
				for _, d := range differing(id, got[id], o) {
					t.Error(d)
				}
				compared++
			}
			for id := range got {
				if want[id] == nil {
					t.Errorf("%s is of the charts alone", id)
				}
			}
		})
	}
	if compared < 150 {
		t.Errorf("only %d objects are compared", compared)
	}
}

// inCluster are what the installer makes for the default revision once it sees that
// there is none, and definitions, which are left out of what it makes.
var inCluster = map[string]bool{
	"ValidatingWebhookConfiguration istiod-default-validator":                         true,
	"ValidatingAdmissionPolicy stable-channel-default-policy.istio.io":                true,
	"ValidatingAdmissionPolicyBinding stable-channel-default-policy-binding.istio.io": true,
	"CustomResourceDefinition all.istio.io":                                           true,
	"ConfigMap values":                                                                true, "ConfigMap values-canary": true, // what was asked for, as a record
}

func byCharts(t *testing.T, written, text []byte) map[string]any {
	t.Helper()
	top, err := readTopology(written)
	if err != nil {
		t.Fatal(err)
	}
	i, err := newInstalling(top, text, embedded(), ownCharts)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	for _, name := range i.names() {
		made, err := i.rendered(name, i.values)
		if err != nil {
			t.Fatal(err)
		}
		for id, o := range made {
			out[id] = anonymous(t, o)
		}
	}
	return out
}

func byInstaller(t *testing.T, operator []byte) map[string]any {
	t.Helper()
	made := installed(string(operator))
	if made.err != nil {
		t.Fatal(made.err)
	}
	out := map[string]any{}
	for _, set := range made.sets {
		if set.Component == "IngressGateways" || set.Component == "EgressGateways" {
			continue
		}
		for _, m := range set.Manifests {
			out[m.GetKind()+" "+m.GetName()] = anonymous(t, m.Unstructured)
		}
	}
	return out
}

// anonymous is an object without what names who installed it, and in which words.
func anonymous(t *testing.T, o *unstructured.Unstructured) any {
	t.Helper()
	o = o.DeepCopy()
	for _, path := range [][]string{{"metadata"}, {"spec", "template", "metadata"}} {
		for _, key := range []string{"release", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by", "install.operator.istio.io/owning-resource",
			"install.operator.istio.io/owning-resource-namespace", "operator.istio.io/managed", "operator.istio.io/version", "helm.sh/chart"} {
			unstructured.RemoveNestedField(o.Object, append(slices.Clone(path), "labels", key)...)
		}
	}
	out := map[string]any{} // with numbers of one kind
	if err := reread(o.Object, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// differing is where two values differ.
func differing(at string, a, b any) []string {
	var out []string
	x, one := a.(map[string]any)
	y, two := b.(map[string]any)
	if one && two {
		keys := slices.Sorted(maps.Keys(x))
		for key := range y {
			if _, there := x[key]; !there {
				keys = append(keys, key)
			}
		}
		for _, key := range keys {
			out = append(out, differing(at+"."+key, x[key], y[key])...)
		}
		return out
	}
	v, one := a.([]any)
	w, two := b.([]any)
	if one && two && len(v) == len(w) {
		for i := range v {
			out = append(out, differing(fmt.Sprintf("%s[%d]", at, i), v[i], w[i])...)
		}
		return out
	}
	if !reflect.DeepEqual(a, b) {
		out = append(out, fmt.Sprintf("%s: the charts make %v, and the installer %v", at, a, b))
	}
	return out
}
