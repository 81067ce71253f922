package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

// TestReferencesOfGoldens breaks one reference after the other in what examples
// render to: subsets, entries, ports and hosts of connections, authorities.
func TestReferencesOfGoldens(t *testing.T) {
	services := map[string]bool{"default/legacy": true, "monitoring/grafana": true, "legacy/other": true}
	for name, c := range map[string]struct{ example, from, to, want string }{
		"versions":         {"versions", "", "", ""},
		"services":         {"services", "", "", ""},
		"mutual":           {"mutual", "", "", ""},
		"connections":      {"tcp-passthrough", "", "", ""},
		"rule's host":      {"versions", "  host: hello.default", "  host: hullo.default", `spec.host: Service "hullo.default.svc.cluster.local" is not among the objects = did you mean "hello.default.svc.cluster.local"?`},
		"rule's namespace": {"backends", "namespace: istio-system\n  labels:\n    app: nas\n", "namespace: monitoring\n  labels:\n    app: nas\n", `spec.exportTo[0]: the rule is for namespace "monitoring" alone, and no gateway runs there = write: istio-system`},
		"rule's authority": {"backends", "credentialName: argocd-server.argocd.svc.cluster.local-443\n", "credentialName: argocd\n", `spec.trafficPolicy.portLevelSettings[0].tls.credentialName: neither Secret "argocd-cacert" nor "argocd" is among the objects in namespace "istio-system", where the gateway's pods read it = `},
		"unknown subset":   {"versions", "subset: 2-0", "subset: 2-1", `spec.http[0].route[1].destination.subset: no DestinationRule has the subset "2-1" of Service "hello" = did you mean "2-0"?`},
		"subset twice":     {"versions", "name: 2-0", "name: v1", `spec.subsets[1]: subset "v1" is there twice = write: another name`},
		"subset's pods":    {"versions", "    labels:\n      version: v1\n", "    labels:\n      version: v3\n", `spec.subsets[0]: no pods of Service default/hello have the labels "version=v3" = write: the labels of some of its pods`},
		"entry's port":     {"services", "          number: 443\n", "          number: 444\n", `spec.http[0].route[0].destination.port: ServiceEntry.networking.istio.io default/weather has no port 444 = write: 443`},
		"not there":        {"services", "host: legacy\n", "host: legacies\n", `Service "legacies" is not among the objects = `},
		"no authority":     {"mutual", "name: tls-credential-cacert", "name: tls-cacert", `spec.servers[1].tls.mode: nothing holds the authority of clients' certificates: there is no Secret "tls-credential-cacert", and Secret istio-system/tls-credential has no ca.crt = add the Secret in namespace "istio-system"`},
		"own authority":    {"mutual", "  tls.crt: ", "  ca.crt: YQ==\n  tls.crt: ", ""},
		"TCP port":         {"tcp-passthrough", "- port: 31400\n", "- port: 31401\n", `spec.tcp[0].match[0]: port 31401 is none that its Gateways have for TCP = write one of: 5432, 31400`},
		"TLS port":         {"tcp-passthrough", "- port: 443\n      sniHosts", "- port: 80\n      sniHosts", `spec.tls[0].match[0]: port 80 is none that its Gateways have for TLS = write: 443`},
		"SNI host":         {"tcp-passthrough", "      sniHosts:\n      - two.vault", "      sniHosts:\n      - three.vault", `spec.tls[0].match[0].sniHosts: "three.vault.example.org" is not among the VirtualService's hosts = add it to spec.hosts`},
		"Gateway's port":   {"tcp-passthrough", "name: tcp-postgres\n      number: 5432", "name: tcp-postgres\n      number: 5433", `port 5433 is none of the Service of gateway "istio-ingressgateway" = `},
		"match no object":  {"tcp-passthrough", "- port: 31400\n", "- 31400\n", `spec.tcp[0].match[0] is not an object = write an object there`},
		"subsets no list":  {"versions", "  subsets:\n  - name: v1\n    labels:\n      version: v1\n  - name: 2-0\n    labels:\n      version: \"2.0\"\n", "  subsets: 1\n", `spec.subsets is not a list = write a list there`},
		"wider SNI host":   {"tcp-passthrough", "      - \"*.wild.example.org\"\n    route", "      - x.wild.example.org\n    route", ""},
		"policies":         {"isolation", "", "", ""},
		"policy's pods":    {"isolation", "  podSelector:\n    matchLabels:\n      app: orders", "  podSelector:\n    matchLabels:\n      app: oders", `spec.podSelector.matchLabels "app=oders" matches no pods in namespace "staff", so that the NetworkPolicy is for nobody: none there has app="oders" = did you mean "orders"?`},
		"policy's peers":   {"isolation", "          istio: ingressgateway-staff\n  - from", "          istio: edge\n  - from", `matches no pods in namespace "istio-system", so that connections which are meant to be allowed are not: none there has istio="edge" = write one of: ingressgateway, ingressgateway-staff`},
		"gateway's policy": {"access", "    matchLabels:\n      app: istio-ingressgateway\n      istio: ingressgateway\n", "    matchLabels:\n      istio: edge\n", `spec.selector.matchLabels "istio=edge" matches no pods`},
		"Gateway's name":   {"gateway-api-isolation", "      gateway.networking.k8s.io/gateway-name: gateway-ingressgateway-staff\n  policyTypes", "      gateway.networking.k8s.io/gateway-name: gateway\n  policyTypes", `so that the NetworkPolicy is for nobody`},
		"port of no entry": {"services", "kind: ServiceEntry\nmetadata:\n  name: weather", "kind: Entry\nmetadata:\n  name: weather", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var text string
			for _, file := range []string{"istio.yaml", "stream.yaml"} {
				part, err := os.ReadFile("../../golden/" + c.example + "/" + file)
				if err != nil {
					t.Fatal(err)
				}
				text += "---\n" + string(part)
			}
			if !strings.Contains(text, c.from) {
				t.Fatalf("the golden files have no %q", c.from)
			}
			k := known()
			k.Services = services
			got := told(References(objects.New(manifests(t, strings.Replace(text, c.from, c.to, 1))), k))
			if c.want == "" && len(got) > 0 || c.want != "" && !slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, c.want) }) {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), c.want)
			}
		})
	}
}

// TestScopesOfGoldens: of every kind that examples render to it is known whether
// its objects are in a namespace.
func TestScopesOfGoldens(t *testing.T) {
	names, err := filepath.Glob("../../golden/*/*.yaml")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		if strings.Contains(name, "/mixin/") {
			continue // has an object of its own
		}
		if filepath.Base(name) == "values.yaml" {
			continue // for helm, and no objects
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := manifest.ReadBack(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, object := range list {
			m := manifest.Manifest{Object: object}
			switch id := m.ID(); {
			case id.Kind == "":
				t.Errorf("%s has an object without a kind", name)
			case objects.ScopeOf(id.Group, id.Kind) == objects.UnknownScope:
				t.Errorf("%s: nothing in scope.go says whether a %s of %q is in a namespace", name, id.Kind, id.Group)
			}
		}
	}
}
