package objects_test

import (
	"fmt"
	"strings"
	"testing"

	"render/render/objects"
	"render/render/places"
)

// told is what Read says of a text, a diagnostic a line.
func told(text string) (*objects.World, string) {
	w, diagnostics := objects.Read(places.NewSource("in.yaml", []byte(text)))
	var lines []string
	for _, p := range diagnostics {
		lines = append(lines, p.Header())
	}
	return w, strings.Join(lines, "\n")
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ text, ids, diagnostics string }{
		"nothing":   {"", "", ""},
		"comments":  {"# a\n---\n# b\n", "", ""},
		"documents": {"kind: A\nmetadata: {name: a}\n---\n---\nkind: B\nmetadata: {name: b, namespace: web}\n", "A a, B web/b", ""},
		"JSON":      {`{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"}}`, "Deployment.apps a", ""},
		"List": {"apiVersion: v1\nkind: List\nitems:\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}\n- {kind: Service, metadata: {name: b}}\n",
			"Deployment.apps a, Service b", ""},
		"List of Lists": {"kind: List\nitems: [{kind: List, items: [{kind: A, metadata: {name: a}}]}, {kind: B, metadata: {name: b}}]", "A a, B b", ""},
		"list of a kind": {"apiVersion: networking.istio.io/v1\nkind: GatewayList\nitems: [{metadata: {name: a}}, {apiVersion: v1, kind: Pod, metadata: {name: b}}]",
			"Gateway.networking.istio.io a, Pod b", ""},
		"empty List":      {"kind: List\nitems: []", "", ""},
		"no items":        {"kind: AllowList\nmetadata: {name: a}\nspec: {items: [1]}", "AllowList a", ""},
		"items no list":   {"kind: List\nitems: {a: b}", "List ", ""},
		"items no object": {"kind: List\nitems:\n- kind: A\n- 3\n- [x]\n- ~\n- kind: B\n", "A , B ", "in.yaml:4:3: items[1]: is not an object\nin.yaml:5:3: items[2]: is not an object\nin.yaml:6:3: items[3]: is not an object"},
		"no object":       {"kind: A\n---\n- a\n---\ntext\n", "", "in.yaml:3:1: is a list, not an object\nin.yaml:5:1: is \"text\", not an object"},
		"no YAML":         {"a: [", "", "in.yaml:1:4: a bracket is not closed"},
		"key twice":       {"kind: A\nkind: B\n", "", "in.yaml:2:1: the key \"kind\" is there twice"},
		"lost digits":     {"kind: A\nspec: {size: 12345678901234567890123}\n", "", "in.yaml: document 1: spec.size: the number 1.2345678901234568e+22 is beyond what is kept exactly; write it as text"},
		"strange parts":   {"kind: 3\nmetadata: {name: [a], namespace: 4}\n", " ", ""},
		"metadata a list": {"apiVersion: {}\nkind: A\nmetadata: [a]\n", "A ", ""},
		"aliases":         {"a: &a [&b [x, x, x, x, x, x], *b, *b, *b, *b, *b]\nb: &c [*a, *a, *a, *a, *a, *a]\nc: &d [*c, *c, *c, *c, *c, *c]\nd: &e [*d, *d, *d, *d, *d]\ne: [*e, *e, *e, *e, *e]\n", "", "in.yaml:1:1: the aliases in it make it more than 20 times as large as it is written"},
		"deep":            {strings.Repeat("[", 70) + strings.Repeat("]", 70), "", "in.yaml:1:66: is nested more than 64 deep"},
	} {
		t.Run(name, func(t *testing.T) {
			w, diagnostics := told(c.text)
			var ids []string
			for o := range w.All() {
				ids = append(ids, o.ID().String())
			}
			if got := strings.Join(ids, ", "); got != c.ids {
				t.Errorf("objects %q, want %q", got, c.ids)
			}
			if diagnostics != c.diagnostics {
				t.Errorf("problems:\n%s\nwant:\n%s", diagnostics, c.diagnostics)
			}
		})
	}
}

// TestKubectl: what `kubectl get -o yaml` prints has its places in the List.
func TestKubectl(t *testing.T) {
	w := read(t, `apiVersion: v1
items:
- apiVersion: networking.istio.io/v1
  kind: Gateway
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"networking.istio.io/v1"}
    creationTimestamp: "2026-01-01T00:00:00Z"
    name: one
    namespace: web
  spec:
    servers:
    - port: {number: 443}
      hosts:
      - a.example.org
      - on: b.example.org
  status: {}
- apiVersion: v1
  kind: Service
  metadata: {name: shop, namespace: web}
kind: List
metadata:
  resourceVersion: ""
`)
	for g := range w.Gateways() {
		for _, server := range g.Servers().All() {
			number := server.Port().Number()
			if n, ok := number.Value(); !ok || n != 443 {
				t.Errorf("port %d, %v", n, ok)
			}
			at := func(f objects.Field) string {
				return fmt.Sprintf("%s:%d:%d", f.Path(), f.Place().Line, f.Place().Column)
			}
			host := server.Hosts().Item(1)
			for _, c := range [][2]string{
				{at(number.Field), "spec.servers[0].port.number:14:14"},
				{at(server.Hosts().Item(0).Field), "spec.servers[0].hosts[0]:16:9"},
				{at(server.TLS().Mode().Field), "spec.servers[0].tls.mode:14:7"}, // absent: where its server begins
				{at(host.Field), "spec.servers[0].hosts[1]:17:9"},
				{at(host.At("true")), "spec.servers[0].hosts[1].true:17:9"}, // "on" is true to kubectl
				{at(g.Metadata().Name().Field), "metadata.name:10:5"},
				{at(g.Field), ":3:3"},
				{at(server.Hosts().At("key", "below")), "spec.servers[0].hosts.key.below:15:7"}, // lists have no keys
				{at(g.At("status", "a", "b")), "status.a.b:18:3"},
			} {
				if c[0] != c[1] {
					t.Errorf("got %s, want %s", c[0], c[1])
				}
			}
			if host.Fits() || host.Value() != "" {
				t.Errorf("an object passes for a host: %q", host.Value())
			}
		}
	}
	if _, ok := w.Service("web", "shop"); !ok {
		t.Error("the Service is not found")
	}
}
