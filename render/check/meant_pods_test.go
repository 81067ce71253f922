package check

import (
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

// TestAddedForNobody: what the user adds for pods that nobody has is a warning where it seems meant for
// those that are rendered, and else may be for others.
func TestAddedForNobody(t *testing.T) {
	const filter = "---\n{apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: {name: limit, namespace: NS}, spec: {workloadSelector: {labels: {KEY}}}}\n"
	k := known()
	k.Added = func(m *manifest.Manifest) bool { return strings.HasSuffix(m.ID().Kind, "Filter") }
	for in, want := range map[string]string{
		"web app: shop":                      "",
		"web app: shpo":                      `none there has app="shpo" = did you mean "shop"?`,
		"web app: entirely-else":             "",
		"istio-system istio: ingresgateway":  `none there has istio="ingresgateway" = did you mean "ingressgateway"?`,
		"istio-system istio: egressgateway":  "",
		"web istio: ingressgateway":          `pods in "istio-system" have these labels = write: namespace: istio-system`,
		"istio-system istio: ingressgateway": "",
	} {
		namespace, label, _ := strings.Cut(in, " ")
		text := plain(t) + strings.NewReplacer("NS", namespace, "KEY", label).Replace(filter)
		got := strings.Join(told(References(objects.New(manifests(t, text)), k)), "\n")
		if want == "" && got != "" || !strings.HasSuffix(got, want) || want != "" && !strings.HasPrefix(got, "warning: EnvoyFilter") {
			t.Errorf("%s: told %q, want %q", in, got, want)
		}
	}
}
