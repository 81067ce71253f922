package plan_test

import (
	"fmt"
	"testing"

	"render/render/decode"
	"render/render/places"
	"render/render/plan"
	"render/render/source"
)

// TestShown: with isolated apps a ServiceEntry is for its own namespace, the other apps of its host and the
// gateways that send something there; without, and where a provider of the mesh is there, for all.
func TestShown(t *testing.T) {
	for _, c := range []struct{ isolation, provider, want string }{
		{"true", "", "[. edge istio-system staff]"},
		{"{apps: true}", "", "[. edge istio-system staff]"},
		{"{gateways: true}", "", "[]"},
		{"false", "", "[]"},
		{"true", "{name: spans, zipkin: {service: nas.lan, port: 80}}", "[]"},
		{"true", "{name: spans, zipkin: {service: default/nas.lan, port: 80}}", "[]"},
		{"true", "{name: spans, zipkin: {service: nas2.lan, port: 80}}", "[. edge istio-system staff]"},
	} {
		root, _ := source.Parse(places.NewSource("topology.yaml", fmt.Appendf(nil, `name: home
namespace: default
istio: {version: "1.31", meshConfig: {extensionProviders: [%s]}}
isolation: %s
tiers:
- name: primary
  hosts: [a.example.org]
  apps: [{name: nas, outside: nas.lan, port: 80, routes: [/*]}]
- name: staff
  namespace: staff
  gatewayNamespace: edge
  hosts: [b.example.org]
  apps: [{name: files, outside: nas.lan, port: 80, routes: [/*]}]
- name: other
  namespace: other
  gatewayNamespace: other
  hosts: [c.example.org]
  apps: [{name: printer, outside: printer.lan, port: 80, routes: [/*]}]
`, c.provider, c.isolation)))
		document, _ := decode.Decode(root)
		p := plan.Derive(document, plan.Options{})
		if got := fmt.Sprint(p.Tiers[0].Apps[0].Backend.ShownTo); got != c.want {
			t.Errorf("isolation %s, provider %q: for %s, want %s", c.isolation, c.provider, got, c.want)
		}
		if got := fmt.Sprint(p.Tiers[2].Apps[0].Backend.ShownTo); c.want != "[]" && got != "[.]" {
			t.Errorf("isolation %s: an entry beside its gateway is for %s", c.isolation, got)
		}
	}
}
