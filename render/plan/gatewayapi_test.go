package plan_test

import (
	"strings"
	"testing"

	"render/render/decode"
	"render/render/places"
	"render/render/plan"
	"render/render/source"
)

// TestCallsBesideRequests: where a host of calls and one of an HTTPRoute have a name in
// common, both are HTTPRoutes; the Gateway API has one refused else.
func TestCallsBesideRequests(t *testing.T) {
	for name, c := range map[string]struct{ hosts, apps, kind string }{
		"alone":                        {`[grpc.a.net, b.net]`, ``, "GRPCRoute"},
		"beside another host":          {`[grpc.a.net, b.net]`, `- {name: web, port: 80, hosts: [b.net], routes: [/*]}`, "GRPCRoute"},
		"one host":                     {`[grpc.a.net, b.net]`, `- {name: web, port: 80, hosts: [grpc.a.net], routes: [/web]}`, "HTTPRoute"},
		"below a wildcard":             {`[grpc.a.net, "*.a.net"]`, `- {name: web, port: 80, hosts: ["*.a.net"], routes: [/*]}`, "HTTPRoute"},
		"below one of calls":           {`[grpc.a.net, "*.a.net"]`, `- {name: web, port: {port: 80, protocol: grpc}, hosts: ["*.a.net"], routes: [/*]}`, "GRPCRoute"},
		"below one that becomes so":    {`[grpc.a.net, "*.a.net", b.a.net]`, "- {name: web, port: {port: 80, protocol: grpc}, hosts: [\"*.a.net\"], routes: [/*]}\n  - {name: more, port: 80, hosts: [b.a.net], routes: [/more]}", "HTTPRoute"},
		"below what port 80 redirects": {`[grpc.a.net, {host: "*.a.net", tls: {redirect: true}}]`, ``, "HTTPRoute"},
		"redirected too":               {`[{host: [grpc.a.net, "*.a.net"], tls: {redirect: true}}]`, ``, "GRPCRoute"},
	} {
		root, _ := source.Parse(places.NewSource("topology.yaml", []byte(`
name: calls
istio: "1.31"
kubernetes: "1.36"
routing: gateway-api
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: `+c.hosts+`
  apps:
  - {name: calls, port: {port: 9000, protocol: grpc}, hosts: [grpc.a.net], routes: [/*]}
  `+c.apps+"\n")))
		document, diagnostics := decode.Decode(root)
		if len(diagnostics) > 0 {
			t.Fatalf("%s: %v", name, diagnostics)
		}
		var got []string
		for _, r := range plan.Derive(document, plan.Options{}).Tiers[0].Apps[0].HTTP {
			got = append(got, r.Kind)
		}
		if strings.Join(got, " ") != c.kind {
			t.Errorf("%s: %q, want one %s", name, got, c.kind)
		}
	}
}
