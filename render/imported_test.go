package render_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
)

// imported is what an import of an example's golden files differs in from them: the text
// of the topology, and a line for each object or field.
func imported(t *testing.T, name string) (text string, differences []string) {
	t.Helper()
	return importedOf(t, name, goldenObjects(t, name))
}

// importedOf is the same of other objects of an example's topology.
func importedOf(t *testing.T, name string, old []manifest.Manifest) (text string, differences []string) {
	t.Helper()
	known := knownOf(t, name)
	made, err := importing.Import(old, known)
	if err != nil {
		return "", []string{err.Error()}
	}
	text = made.Text
	out, err := render.Render(context.Background(), sealing(render.Input{Name: "topology.yaml", Text: []byte(text), Files: os.DirFS(filepath.Join(examplesDir, name)), WithoutKeys: true, Revision: true}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		var printed bytes.Buffer
		_ = diag.Text(&printed, out.Diagnostics)
		return text, []string{"refused: " + printed.String()}
	}
	one, other, _ := align.Sides(old, out.Manifests)
	for _, c := range compare.Compare(objects.New(one), objects.New(other)).Changes {
		if c.Kind != compare.Changed {
			differences = append(differences, fmt.Sprintf("%s %s", c.Kind, c.ID()))
		}
		for _, f := range c.Fields {
			differences = append(differences, fmt.Sprintf("%s %s: %v -> %v", c.ID(), f.Path, f.Old, f.New))
		}
	}
	return text, differences
}

const (
	patchedIn  = "an overlay or a mixin put it there, and no field of a topology does"
	ciphertext = "what encrypts or fetches Secrets says nothing that its topology could be told by"
)

// notImported are the examples that an import does not give back whole, why, and how many
// objects and fields differ.
var notImported = map[string]struct {
	why string
	n   int
}{
	"hardened":                {patchedIn, 26},
	"helm":                    {"Helm's values are no object, and the note of their sum is of them", 1},
	"misdirected":             {patchedIn, 1},
	"mixin":                   {patchedIn, 1},
	"passthrough-by-host":     {"hosts come in the order of their Gateways", 1},
	"patched":                 {patchedIn, 2},
	"renamed":                 {patchedIn, 23},
	"sealed":                  {ciphertext, 6},
	"sops":                    {ciphertext, 8},
	"wildcards":               {"a host that only a wildcard lists is not seen: the Gateway has the wildcard alone", 5},
	"flux":                    {ciphertext, 4},
	"gateway-api-connections": {"hosts that no route is for are in no object of the Gateway API", 1},
	"gateway-api-helm":        {"Helm's values are no object, and the note of their sum is of them", 2},
}

// TestImported: what init --from makes of each example's objects renders to them again.
// Those that do not are listed with the reason and with how much differs, so that no
// entry outlives its reason, and nothing more is lost than it says.
func TestImported(t *testing.T) {
	same := 0
	for _, name := range exampleNames(t) {
		text, differences := imported(t, name)
		not, listed := notImported[name]
		if len(differences) == 0 {
			same++
		}
		switch {
		case listed && len(differences) == 0:
			t.Errorf("%s is the same after its import: take it off the list", name)
		case listed && len(differences) != not.n:
			t.Errorf("%s: %d objects or fields differ, and %d are listed (%s):\n%s\n%s", name, len(differences), not.n, not.why, strings.Join(differences, "\n"), text)
		case !listed && len(differences) > 0:
			t.Errorf("%s differs after its import:\n%s\n%s", name, strings.Join(differences, "\n"), text)
		}
	}
	for name := range notImported {
		if _, err := os.Stat(filepath.Join(goldenDir, name)); err != nil {
			t.Errorf("%s is listed, and no example", name)
		}
	}
	if same < 75 {
		t.Errorf("only %d examples are the same after their import", same)
	}
}

// knownOf are the versions that an example's topology says, which no object does.
func knownOf(t *testing.T, name string) importing.Known {
	content, err := os.ReadFile(filepath.Join(examplesDir, name, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return knownIn(t, content)
}

// knownIn are the versions that a topology says.
func knownIn(t *testing.T, content []byte) importing.Known {
	t.Helper()
	list, err := manifest.Decode(content)
	if err != nil || len(list) != 1 {
		t.Fatal(err)
	}
	text := func(key string) string {
		if v := list[0].Get(key); v != nil {
			if o, ok := v.(manifest.Object); ok {
				v = o.Get("version")
			}
			if v != nil && v != "none" {
				return fmt.Sprint(v)
			}
		}
		return ""
	}
	return importing.Known{MicroK8s: text("microk8s"), Kubernetes: text("kubernetes"), MetalLB: text("metallb"), Istio: text("istio")}
}

// TestImportedAnything: whatever stands in a field, an import ends with a text or an error.
func TestImportedAnything(t *testing.T) {
	imports := 0
	for _, name := range []string{"seed", "versions", "ports", "requests", "backends", "pods", "none", "proxies", "gateway-api", "gateway-api-passthrough", "gateway-api-redirect-but-not-acme", "gateway-api-connections", "bgp", "bgp-old", "external", "cert-manager", "access", "gateway-api-access"} {
		imports += importedOddly(t, goldenObjects(t, name))
	}
	imports += importedOddly(t, manifests(t, someIngresses))
	if imports < 2000 {
		t.Errorf("only %d imports", imports)
	}
}

// someIngresses are Ingresses with all that is read of them.
const someIngresses = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a, namespace: web, annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$2, nginx.ingress.kubernetes.io/backend-protocol: HTTPS}}
spec:
  ingressClassName: nginx
  tls: [{hosts: [a.example.org], secretName: a-tls}]
  rules: [{host: a.example.org, http: {paths: [{path: "/api(/|$)(.*)", pathType: Prefix, backend: {service: {name: a, port: {name: http}}}}]}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: b, namespace: web, annotations: {nginx.ingress.kubernetes.io/permanent-redirect: "https://a.example.org/x", nginx.ingress.kubernetes.io/use-regex: "true"}}
spec: {defaultBackend: {}, rules: [{host: b.example.org, http: {paths: [{path: "/b", pathType: Exact, backend: {}}]}}]}
---
apiVersion: v1
kind: Service
metadata: {name: a, namespace: web}
spec: {selector: {app: a}, ports: [{name: http, port: 80}]}
`

// manifests are the objects of a text.
func manifests(t *testing.T, text string) (out []manifest.Manifest) {
	t.Helper()
	list, err := manifest.ReadBack([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range list {
		out = append(out, manifest.Manifest{Object: o})
	}
	return out
}

// importedOddly imports objects with something odd in place of each of their values, and
// gives how many times that was.
func importedOddly(t *testing.T, list []manifest.Manifest) (imports int) {
	t.Helper()
	oddities := []any{nil, "", int64(-1), true, []any{}, []any{nil, "x"}, manifest.Object{}}
	for i := range list {
		values := 0
		count := func(_ []string, v any) (any, error) { values++; return v, nil }
		if _, err := manifest.Replace(list[i].Object, count); err != nil {
			t.Fatal(err)
		}
		for at := range values {
			odd := oddities[(at+i)%len(oddities)]
			n := -1
			object, err := manifest.Replace(list[i].Object, func(_ []string, v any) (any, error) {
				if n++; n == at {
					return odd, nil
				}
				return v, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			other := slices.Clone(list)
			other[i].Object = object
			_, _ = importing.Import(align.Placed(other), importing.Known{IPs: []string{"192.168.1.8"}})
			_, _ = importing.ReadIngresses(other).Missed(object)
			imports++
		}
	}
	return imports
}

// goldenObjects are the objects of an example's golden files.
func goldenObjects(t *testing.T, name string) []manifest.Manifest {
	return changedObjects(t, name, "", "")
}

// changedObjects are those of an example with another text in the place of one that is
// there.
func changedObjects(t *testing.T, name, from, to string) (out []manifest.Manifest) {
	found := false
	for _, file := range []string{"stream.yaml", "istio.yaml"} {
		content, err := os.ReadFile(filepath.Join(goldenDir, name, file))
		if err != nil {
			continue // where istioctl reads nothing
		}
		if from != "" {
			found = found || strings.Contains(string(content), from)
			content = []byte(strings.ReplaceAll(string(content), from, to))
		}
		list, err := manifest.ReadBack(content)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range list {
			out = append(out, manifest.Manifest{Object: o})
		}
	}
	if from != "" && !found {
		t.Fatalf("%q is not in what %s renders to", from, name)
	}
	return out
}
