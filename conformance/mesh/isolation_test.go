package mesh

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"istio.io/istio/pkg/config"
)

// apps reports whether apps are isolated.
func (i *isolated) apps() bool {
	of, _ := i.Isolation.(map[string]any)
	return i.Isolation == true || of["apps"] == true
}

// keptApart are topologies beside the examples: each way to install, and both routings, with the
// mesh's trust domain called otherwise or not. %s are routing, install, version and mesh.
const keptApart = `name: tried
kubernetes: "1.30"
metallb: none
secrets: omit
isolation: {apps: true}
%s
istio: {version: %s, install: %s%s}
tiers:
- name: primary
  hosts: [shop.example.org]
  apps:
  - {name: shop, image: "shop:1", port: 8080, allowFrom: [orders, jobs/nightly], routes: [/*]}
  - {name: open, image: "open:1", port: 8080, allowFrom: [monitoring, shop], routes: [/open]}
- name: staff
  hosts: [staff.example.org]
  namespace: staff
  apps:
  - {name: orders, image: "orders:1", serviceAccount: orders, port: 8080, routes: [/*]}
  - {name: catalog, service: shop.default, port: 8080, routes: ["/catalog/*"]}
`

// TestIsolation: an app lets in the identities of its own tiers' gateways, as Istio makes them,
// and of whom it names, and nobody else's, by the filters that istiod makes of the policies.
func TestIsolation(t *testing.T) {
	asked := 0
	judge := func(name string, written []byte, streams ...[]byte) {
		wrong, n := wronglyIsolated(t, written, streams...)
		asked += n
		for _, w := range wrong {
			t.Errorf("%s: %s", name, w)
		}
	}
	for _, example := range examples(t) {
		if written, streams := golden(t, example, same); regexp.MustCompile(`(?m)^isolation: `).Match(written) {
			judge(example, written, streams...)
		}
	}
	for name, text := range keptApartTopologies() {
		judge(name, []byte(text), renderedText(t, text)...)
	}
	t.Logf("%d identities asked of apps", asked)
	if asked < 400 {
		t.Errorf("only %d identities were asked of apps", asked)
	}
}

func keptApartTopologies() map[string]string {
	out := map[string]string{}
	for _, install := range []string{"operator", "istioctl", "sail", "helm", "none"} {
		for _, routing := range []string{"routing: istio", "routing: gateway-api"} {
			for _, mesh := range []string{", mtls: strict", ", mtls: permissive", ", meshConfig: {trustDomain: apart.example.org}"} {
				version := "1.31.0"
				switch {
				case install == "operator" && strings.HasSuffix(routing, "api"):
					continue
				case install == "operator":
					version = "1.22.8"
				case install == "none" && strings.Contains(mesh, "trustDomain"):
					continue // that istiod is told by somebody else
				}
				text := fmt.Sprintf(keptApart, routing, version, install, mesh)
				if version == "1.31.0" {
					text = strings.Replace(text, `"1.30"`, `"1.33"`, 1)
				}
				out[install+", "+routing+mesh] = text
			}
		}
	}
	return out
}

// renderedText is what the tool makes of a topology.
func renderedText(t *testing.T, text string) [][]byte {
	t.Helper()
	name, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "topology.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for _, args := range [][]string{{file}, {"--stage", "istio", file}} {
		stream, ok := renders(t, name, args...)
		if !ok && len(out) == 0 {
			t.Fatalf("refused:\n%s", text)
		}
		if ok && (len(out) == 0 || strings.Contains(text, "istioctl")) {
			out = append(out, stream)
		}
	}
	return out
}

// wronglyIsolated are the identities that an app lets in or keeps out against what the topology
// says, and how many were asked.
func wronglyIsolated(t *testing.T, written []byte, streams ...[]byte) (wrong []string, asked int) {
	t.Helper()
	w, err := newWorld(written, streams...)
	if err != nil {
		t.Fatal(err)
	}
	top := &isolated{}
	if err := yaml.Unmarshal(written, top); err != nil {
		t.Fatal(err)
	}
	if !top.apps() {
		return nil, 0
	}
	server, err := w.istiod(securityOf(t, w), nil)
	if err != nil {
		t.Fatal(err)
	}
	q := get("shop.example.org", "/")
	for i := range top.Tiers {
		for j := range top.Tiers[i].Apps {
			a := &top.Tiers[i].Apps[j]
			if a.Service != "" || a.Outside != "" {
				continue
			}
			home := w.top.Tiers[i].apps(w.top)[a.Name]
			pods := newInside(t, server, home, map[string]string{"app": a.Name})
			for identity, may := range identitiesFor(w, top, home+"/"+a.Name, a.AllowFrom) {
				got, err := pods.admitted(&q, 8080, identity, netip.MustParseAddr("10.1.0.9"))
				if err != nil {
					t.Fatal(err)
				}
				if asked++; (got.refused == "") != may {
					wrong = append(wrong, fmt.Sprintf("app %s/%s and %q: %q, and it is to be let in: %v", home, a.Name, identity, got.refused, may))
				}
			}
		}
	}
	if err := server.close(); err != nil {
		t.Fatal(err)
	}
	return wrong, asked
}

// securityOf are the objects that istiod reads for this.
func securityOf(t *testing.T, w *world) []config.Config {
	t.Helper()
	all, err := w.configs()
	if err != nil {
		t.Fatal(err)
	}
	var out []config.Config
	for _, c := range all {
		if c.GroupVersionKind.Group == "security.istio.io" {
			c.Domain = "cluster.local"
			out = append(out, c)
		}
	}
	return out
}

// TestIsolationBroken: policies that let in others, or keep out whom they ought to let in, are
// found wrong.
func TestIsolationBroken(t *testing.T) {
	for change, says := range map[string]string{
		"sa/istio-ingressgateway-staff-service-account=sa/istio-ingressgateway-service-account": "app staff/orders and \"spiffe://apart.example.org/ns/istio-system/sa/istio-ingressgateway-service-account\": \"\"",
		"action: ALLOW=action: AUDIT":                                                            "app default/shop and \"spiffe://apart.example.org/ns/elsewhere/sa/default\": \"\"",
		"cluster.local/ns/jobs/sa/nightly=cluster.local/ns/jobs/sa/*":                            "app default/shop and \"spiffe://apart.example.org/ns/jobs/sa/other\": \"\"",
		"cluster.local/ns/staff/sa/orders=another.local/ns/staff/sa/orders":                      "app default/shop and \"spiffe://apart.example.org/ns/staff/sa/orders\"",
		"        namespaces:\n        - monitoring=        notNamespaces:\n        - monitoring": "app staff/orders and \"spiffe://apart.example.org/ns/monitoring/sa/default\"",
		"      app: shop\n  action=      app: shops\n  action":                                   "app default/shop and \"spiffe://apart.example.org/ns/elsewhere/sa/default\": \"\"",
	} {
		from, to, _ := strings.Cut(change, "=")
		changed := false
		written, streams := golden(t, "isolation", func(text string) string {
			changed = changed || strings.Contains(text, from)
			return strings.ReplaceAll(text, from, to)
		})
		wrong, _ := wronglyIsolated(t, written, streams...)
		if !changed || !strings.Contains(strings.Join(wrong, "\n"), says) {
			t.Errorf("%s: changed %v, nobody says %s: %q", change, changed, says, wrong)
		}
	}
}
