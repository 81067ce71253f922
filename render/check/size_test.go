package check

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

func configMap(n int, text string) manifest.Manifest {
	return manifest.Manifest{Object: manifest.NewObject(map[string]any{"apiVersion": "v1", "kind": "ConfigMap",
		"metadata": map[string]any{"name": "x", "namespace": "default"}, "data": map[string]any{"a": strings.Repeat(text, n)}})}
}

func TestSizeIsExact(t *testing.T) {
	// "annotations":{} is what kubectl adds, and a newline what its encoder does.
	over := len("\n") + len(`"annotations":{},`) + len(lastApplied)
	for _, text := range []string{"a", "<", "\"", "é", "\n"} {
		one, _ := json.Marshal(configMap(1, text).Object)
		none, _ := json.Marshal(configMap(0, text).Object)
		fits := (maxAnnotations - over - len(none)) / (len(one) - len(none))
		if got := told(References(objects.New([]manifest.Manifest{configMap(fits, text)}), known())); len(got) > 0 {
			t.Errorf("%q, %d times: %q", text, fits, got)
		}
		size := over + len(none) + (fits+1)*(len(one)-len(none))
		want := []string{fmt.Sprintf("ConfigMap default/x: has %d bytes as JSON, and kubectl apply keeps 262144 at most = split it, or make it smaller", size)}
		if got := told(References(objects.New([]manifest.Manifest{configMap(fits+1, text)}), known())); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWhatFits(t *testing.T) {
	list := manifests(t, plain(t))
	object := list[len(list)-1].Object
	route := object.Object("spec").List("http")[0]
	list[len(list)-1].Object = object.With(slices.Repeat([]any{route}, 3000), "spec", "http")
	got := told(References(objects.New(list), known()))
	if len(got) != 1 || !strings.Contains(got[0], "of its 3000 routes fit into one") {
		t.Fatalf("%q", got)
	}
	list[len(list)-1].Reader = manifest.Istioctl
	if got := told(References(objects.New(list), known())); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

func TestConfigMapPools(t *testing.T) {
	text := plain(t)
	from := strings.Index(text, "apiVersion: metallb.io")
	to := strings.Index(text, "apiVersion: install.istio.io")
	pools := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config, namespace: metallb-system}\ndata:\n  config: |\n" +
		"    address-pools:\n    - name: a\n      protocol: layer2\n      addresses:\n      - 192.0.2.0/24\n      - 2001:db8::/64\n---\n"
	list := manifests(t, text[:from]+pools+text[to:])
	if got := told(References(objects.New(list), known())); len(got) > 0 {
		t.Errorf("%q", got)
	}
	list = manifests(t, text[:from]+strings.Replace(pools, "192.0.2.0/24", "192.0.2.0/28", 1)+text[to:])
	want := []string{"IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: address 192.0.2.21 is in none of the pools = add it to the addresses of a pool, or write: another address"}
	if got := told(References(objects.New(list), known())); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
