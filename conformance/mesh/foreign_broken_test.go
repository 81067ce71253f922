package mesh

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTraceForeignBroken: what trace says of another text than istiod has is found: of
// ListenerSets, of listeners that are left out, of what Gateways name, of routes, and of
// what pages may ask.
func TestTraceForeignBroken(t *testing.T) {
	sources, err := istioSources()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, from, to string }{
		{"listeners.yaml", "selector: {matchLabels: {listeners: allowed}}", "selector: {matchLabels: {listeners: other}}"},
		{"listeners.yaml", `"2025-02-01T00:00:00Z"`, `"2024-02-01T00:00:00Z"`},
		{"listeners.yaml", "{name: again, port: 80,", "{name: again, port: 8082,"},
		{"listeners.yaml", "{name: connections, port: 8080,", "{name: connections, port: 8081,"},
		{"listeners.yaml", `hostname: "*.wild.example.org"`, `hostname: "*.tame.example.org"`},
		{"listeners.yaml", "name: young, sectionName: d", "name: young, sectionName: c"},
		{"listeners.yaml", "protocol: http,", "protocol: HTTP,"},
		{"certificates.yaml", "hostname: missing.example.org, tls: {certificateRefs: [{name: nowhere}]}", "hostname: missing.example.org, tls: {certificateRefs: [{name: pair}]}"},
		{"certificates.yaml", "certificateRefs: [{name: text}]", "certificateRefs: [{name: pair}]"},
		{"certificates.yaml", "kind: Gateway, namespace: edge", "kind: Gateway, namespace: other"},
		{"certificates.yaml", "kind: ConfigMap, name: nowhere", "kind: ConfigMap, name: authority"},
		{"certificates.yaml", "hostname: set.example.org, tls: {certificateRefs: [{name: nowhere}]}", "hostname: set.example.org, tls: {certificateRefs: [{name: pair}]}"},
		{"addresses.yaml", "value: two.edge.svc.cluster.local", "value: three.edge.svc.cluster.local"},
		{"addresses.yaml", "{type: Hostname, value: two}]", "{type: Hostname, value: three}]"},
		{"backends.yaml", "port: 8080, weight: 5", "port: 8080, weight: 6"},
		{"backends.yaml", "name: outside.example.com, namespace: edge, port", "name: outside.example.com, port"},
		{"backends.yaml", "{group: example.org, kind: Service, name: app", "{group: '', kind: Service, name: app"},
		{"backends.yaml", "sectionName: none}], rules: [{backendRefs: [{name: app, port: 80, weight: 0}", "sectionName: none}], rules: [{backendRefs: [{name: app, port: 80, weight: 1}"},
		{"backends.yaml", "hostnames: [zero.example.org], rules: [{backendRefs: [{name: app, port: 443, weight: 0}", "hostnames: [zero.example.org], rules: [{backendRefs: [{name: app, port: 443, weight: 1}"},
		{"backends.yaml", "ports: [{name: http, port: 80}]", "ports: [{name: http, port: 81}]"},
		{"backends.yaml", "hosts: [outside.example.com]", "hosts: [inside.example.com]"},
		{"paths.yaml", "DECODE_AND_MERGE_SLASHES", "MERGE_SLASHES"},
		{"paths.yaml", "DECODE_AND_MERGE_SLASHES", "NONE"},
		{"paths-as-they-are.yaml", "NONE", "BASE"},
		{"paths.yaml", `exact: "a%20b"`, "exact: a b"},
		{"virtualservices.yaml", "uri: {prefix: /a/b}", "uri: {prefix: /a/x}"},
		{"virtualservices.yaml", "/r[a-c]+/.*", "/r[d-f]+/.*"},
		{"virtualservices.yaml", "port: {number: 8080}}, weight: 3", "port: {number: 8080}}, weight: 4"},
		{"virtualservices.yaml", `name: wild-old, namespace: team-b, creationTimestamp: "2025-01-01T00:00:00Z"`, "name: wild-old, namespace: team-b"},
		{"virtualservices.yaml", "sniHosts: [a.pass.example.net]", "sniHosts: [d.pass.example.net]"},
		{"virtualservices.yaml", "exportTo: [istio-system]", "exportTo: [.]"},
		{"virtualservices.yaml", "spec: {exportTo: [.], http: [{route: [{destination: {host: hidden}}]}]}", "spec: {http: [{route: [{destination: {host: hidden}}]}]}"},
		{"cors.yaml", `prefix: "https://dev."`, `prefix: "https://app."`},
		{"cors.yaml", "https://[a-z]+.example.org", "https://[0-9]+.example.org"},
		{"cors.yaml", "unmatchedPreflights: IGNORE", "unmatchedPreflights: FORWARD"},
		{"cors.yaml", `allowOrigin: ["https://old`, `allowOrigin: ["https://new`},
		{"cors.yaml", `{type: CORS, cors: {allowOrigins: ["*"]}}`, "{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x-a]}}"},
		{"meshconfig.yaml", `[".", "shared"]`, `["*"]`},
		{"meshconfig.yaml", `spec: {exportTo: ["*"], http`, "spec: {http"},
		{"scoped.yaml", "PILOT_SCOPE_GATEWAY_TO_NAMESPACE", "PILOT_ANOTHER"},
		{conversion + "/testdata/mcs.yaml", "kind: ServiceImport", "kind: Bucket"},
		{conversion + "/testdata/reference-policy-service.yaml", "kind: HTTPRoute\n    namespace: istio-system", "kind: HTTPRoute\n    namespace: other"},
	} {
		t.Run(c.from, func(t *testing.T) {
			name, given := filepath.Join("testdata/foreign", c.file), givenPairs
			if strings.HasPrefix(c.file, conversion) {
				name, given = filepath.Join(sources, c.file), givenToConversion
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(text), c.from) != 1 {
				t.Fatalf("%s has it %d times", c.file, strings.Count(string(text), c.from))
			}
			if found, err := foreignOf(t, text, []byte(strings.Replace(string(text), c.from, c.to, 1)), given); err != nil || len(found.problems) == 0 {
				t.Errorf("%s with %q: none of %d requests is told otherwise (%v)", c.file, c.to, found.compared, err)
			}
		})
	}
}
