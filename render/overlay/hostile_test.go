package overlay

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render/bounded"
	"render/render/places"
	"render/render/source"
)

func parse(t testing.TB, o Overlay) *source.Node {
	t.Helper()
	b, err := fs.ReadFile(o.Files, "kustomization.yaml")
	if err != nil {
		t.Fatal(err)
	}
	root, diagnostics := source.Parse(places.NewSource("kustomization.yaml", b))
	if diagnostics.Failed() {
		t.Fatal(diagnostics.Err())
	}
	return root
}

// What is made to take for ever, or all memory, ends in an error soon.
func TestHostileOverlaysEnd(t *testing.T) {
	var double strings.Builder
	double.WriteString("patches:\n- target: {kind: Gateway}\n  patch: |-\n    - {op: add, path: /spec/a, value: {x: 1}}\n")
	for i := range 60 {
		fmt.Fprintf(&double, "    - {op: copy, from: /spec, path: /spec/a/c%d}\n", i)
	}
	wide := "patches:\n- target: {kind: Deployment}\n  patch: |-\n    {kind: Deployment, metadata: {name: a}, spec: {template: {spec: {containers: [" +
		strings.Repeat("{name: a},", 30_000) + "]}}}}\n"
	merge := "patches:\n- target: {kind: Deployment}\n  patch: |-\n    {kind: Deployment, metadata: {name: a}, spec: {template: {spec: {containers: ["
	for i := range maxItems {
		merge += fmt.Sprintf("{name: a%d, image: b},", i)
	}
	merge += "]}}}}\n"
	square := "patches:\n- target: {kind: Deployment}\n  patch: |-\n    {kind: Deployment, metadata: {name: a}, spec: {template: {spec: {containers: ["
	for i := range 200 {
		square += fmt.Sprintf("{name: a%d, image: b, env: [", i)
		for k := range 20 {
			square += fmt.Sprintf("{name: e%d, value: x},", k)
		}
		square += "]},"
	}
	square += "]}}}}\n"
	deep := "patches:\n- target: {kind: Gateway}\n  patch: |-\n    - {op: add, path: /spec/a, value: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}\n"
	laughs := "patches:\n- target: {kind: Gateway}\n  patch: |-\n    - {op: add, path: /spec/a, value: {a0: &a0 [x,x,x,x,x,x,x,x,x,x]"
	for i := range 9 {
		laughs += fmt.Sprintf(", a%d: &a%d [%s]", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i), 10), ","))
	}
	laughs += "}}\n"
	for name, c := range map[string]struct {
		text string
		fine bool
	}{
		"copies that double": {double.String(), false},
		"many items":         {wide, false},
		"items to merge":     {merge, true},
		"lists in lists":     {square, true},
		"deep":               {deep, false},
		"aliases":            {laughs, false},
		"operations":         {"patches:\n- target: {kind: Gateway}\n  patch: |-\n" + strings.Repeat("    - {op: test, path: /kind, value: Gateway}\n", 1001), false},
		"huge file":          {"#" + strings.Repeat("x", bounded.MaxOverlay), false},
		"expression":         {"patches:\n- target: {name: '(a{0,1000}){0,1000}'}\n  patch: '[]'\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			_, diagnostics := applyAll(t, decode(t, sample), []Overlay{single(c.text)})
			if diagnostics.Failed() == c.fine {
				t.Errorf("failed: %v, expected otherwise: %v", !c.fine, diagnostics.Err())
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

type panics struct{ fs.FS }

func (panics) Open(string) (fs.File, error) { panic("no") }

func TestAPanicIsToldAsAFault(t *testing.T) {
	o := single("")
	o.Files = panics{o.Files}
	_, diagnostics := applyAll(t, decode(t, sample), []Overlay{o})
	const want = `topology.yaml:1:12: overlays[0]: the overlay "site" could not be applied because of a fault in render or in kustomize`
	if len(diagnostics) != 1 || diagnostics[0].Header() != want {
		t.Fatalf("%v", diagnostics)
	}
}

func TestSymbolicLinksAreRefused(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"file":   {"kustomization.yaml": {Data: []byte("patches: [{path: p.yaml}]\n")}, "p.yaml": {Data: []byte("../secret"), Mode: fs.ModeSymlink}},
		"folder": {"kustomization.yaml": {Data: []byte("resources: [d/p.yaml]\n")}, "d": {Data: []byte("/etc"), Mode: fs.ModeSymlink}},
		"itself": {"kustomization.yaml": {Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink}},
	} {
		o := single("")
		o.Files = files
		_, diagnostics := applyAll(t, nil, []Overlay{o})
		if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Message, "goes through a symbolic link") {
			t.Errorf("%s: %v", name, diagnostics)
		}
	}
}

// FuzzKustomization: no panic, every diagnostic has a place, and what has no
// diagnostic can be applied twice with the same result.
func FuzzKustomization(f *testing.F) {
	for _, seed := range []string{
		"labels: [{pairs: {a: b}}]", "images: [{name: a, newTag: b}]", "patches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: remove, path: /spec/replicas}\n",
		"patches:\n- patch: |-\n    {apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}, spec: {template: {spec: {containers: [{name: shop, $patch: delete}]}}}}\n",
		"patches:\n- target: {kind: Gateway}\n  patch: |-\n    {kind: Gateway, metadata: {name: a}, spec: {servers: [{port: {name: https}, hosts: [a]}, {port: {number: 80}, $patch: delete}]}}\n",
		"patches:\n- target: {kind: Gateway}\n  patch: |-\n    {kind: Gateway, metadata: {name: a}, spec: {servers: [$patch: replace, {port: {name: https}}]}}\n",
		"patches:\n- target: {kind: Service}\n  options: {allowNameChange: true}\n  patch: |-\n    - {op: replace, path: /metadata/name, value: other}\n",
		"replicas: [{name: shop, count: 2}]", "commonAnnotations: {a: b}", "namePrefix: x", "namePrefix: x-\nnameSuffix: -y\nnamespace: z\nresources: [a.yaml]", "namespace: default\nreplicas: [{name: shop, count: 2}]", "patches: [{path: ../x}]", "a: &a [*a]",
	} {
		f.Add([]byte(seed))
	}
	list := decode(f, sample)
	f.Fuzz(func(t *testing.T, b []byte) {
		out, diagnostics := applyAll(t, list, []Overlay{single(string(b))})
		for _, p := range diagnostics {
			if strings.Contains(p.Message, "because of a fault") {
				t.Fatal(p.Header())
			}
			if p.Place.IsZero() || p.Place.Line > p.Place.Source.Lines() {
				t.Fatalf("a problem without a place: %+v", p)
			}
		}
		again, _ := applyAll(t, list, []Overlay{single(string(b))})
		if text(t, out) != text(t, again) {
			t.Fatal("twice is not the same")
		}
	})
}
