package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"render/render/decode"
	"render/render/diag"
	"render/render/manifest"
	"render/render/model"
	"render/render/places"
	"render/render/plan"
	"render/render/rules"
	"render/render/source"
)

// resolved resolves a topology's text, with n more apps in its first tier.
func resolved(t *testing.T, text string) *model.Model {
	t.Helper()
	root, diagnostics := source.Parse(places.NewSource("topology.yaml", []byte(text)))
	if diagnostics.Failed() {
		t.Fatal(diagnostics.Err())
	}
	document, diagnostics := decode.Decode(root)
	if diagnostics.Failed() {
		t.Fatal(diagnostics.Err())
	}
	p := plan.Derive(document, plan.Options{BuiltIn: []string{"ha", "hardened"}})
	diagnostics = rules.Check(p, nil)
	if diagnostics.Failed() {
		t.Fatal(diagnostics.Err())
	}
	return model.Resolve(p, nil)
}

func examples(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../examples/*/topology.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	out := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[f] = string(text)
	}
	return out
}

// manyApps is a topology with many apps of a few shapes.
func manyApps() string {
	var b strings.Builder
	b.WriteString("name: many\nmicrok8s: '1.36'\nistio: '1.31'\ntiers:\n")
	const most = 40
	for tier := range 2 {
		fmt.Fprintf(&b, "- name: tier-%d\n  ip: 10.0.0.%d\n  hosts: [t%d.example.org]\n  apps:\n", tier, tier+1, tier)
		for i := range most + most/2 {
			below := "" // every other app overlaps with the one before it
			if i%2 == 1 {
				below = "/x"
			}
			fmt.Fprintf(&b, "  - {name: app-%d-%d, image: app, port: 80, replicas: %d, serviceAccount: a, routes: [/a%d%s/*]}\n", tier, i, i%3, i/4*4+i%4/2, below)
		}
	}
	return b.String()
}

// flat is components as one map from "component.key.key" to the object's JSON,
// whatever the pieces they came in.
func flat(t *testing.T, components []Component) map[string]string {
	t.Helper()
	out := map[string]string{}
	var walk func(prefix string, object map[string]any)
	walk = func(prefix string, object map[string]any) {
		if _, ok := object["kind"].(string); ok {
			text, err := json.Marshal(object)
			if err != nil {
				t.Fatal(err)
			}
			if _, twice := out[prefix]; twice {
				t.Errorf("%s came twice", prefix)
			}
			out[prefix] = string(text)
			return
		}
		for key, inner := range object {
			if below, ok := inner.(map[string]any); ok {
				walk(prefix+"."+key, below)
			} else { // of values, which are no object
				out[prefix+"."+key] = fmt.Sprint(inner)
			}
		}
	}
	for _, c := range components {
		walk(c.Stage+" "+c.Reader+" "+c.Name, manifest.Arrange(c.Objects).Map())
	}
	return out
}

// TestCompiledIsInterpreted: the library as it was compiled gives what its files
// give, for every example and for many apps, and no example needs the
// interpreter.
func TestCompiledIsInterpreted(t *testing.T) {
	interpreted := fromFiles()
	texts := examples(t)
	texts["many apps"] = manyApps()
	for name, text := range texts {
		one := resolved(t, text)
		got, ok := runCompiled(one.Record(), "")
		if !ok {
			t.Fatalf("%s: the compiled library gives up", name)
		}
		m := one.Value()
		want, err := interpreted(m)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(flat(t, want)) < 8 {
			t.Errorf("%s: only %d objects", name, len(flat(t, want)))
		}
		same(t, name, got, want)
	}
}

func same(t *testing.T, name string, got, want []Component) {
	t.Helper()
	a, b := flat(t, got), flat(t, want)
	if reflect.DeepEqual(a, b) {
		return
	}
	for key := range b {
		if a[key] != b[key] {
			t.Errorf("%s: %s:\n%s\nwant\n%s", name, key, a[key], b[key])
		}
	}
	t.Errorf("%s: %d objects, want %d", name, len(a), len(b))
}

// TestCompiledOfOddModels changes every value of models, one at a time, to one
// that Resolve never gives. The compiled library gives what the interpreter
// gives, or gives up, and then the interpreter is asked.
func TestCompiledOfOddModels(t *testing.T) {
	odd := []any{nil, "", "odd", true, 1.5, []any{}, map[string]any{}}
	interpreted := fromFiles()
	tried, gaveUp := 0, 0
	for _, name := range []string{"seed", "today", "dual-stack"} {
		m := resolved(t, examples(t)["../../examples/"+name+"/topology.yaml"]).Value()
		changed(m, func(path string) {
			got, ok := runCompiled(manifest.NewObject(m), "")
			tried++
			if !ok {
				gaveUp++
				return
			}
			want, err := interpreted(m)
			if err != nil {
				if wellFormed(got) {
					t.Errorf("%s: %s: jsonnet says %v, and the compiled library nothing", name, path, err)
				}
				return
			}
			if wellFormed(got) {
				same(t, name+" "+path, got, want)
			}
		}, odd)
	}
	if tried < 500 || gaveUp*2 > tried {
		t.Errorf("%d models tried, of which %d made it give up", tried, gaveUp)
	}
}

// wellFormed reports whether components hold nothing but manifests; what else a
// broken model makes of them is refused when they are collected.
func wellFormed(components []Component) bool {
	var walk func(map[string]any) bool
	walk = func(object map[string]any) bool {
		if _, ok := object["kind"].(string); ok {
			return true
		}
		for _, inner := range object {
			if m, ok := inner.(map[string]any); !ok || !walk(m) {
				return false
			}
		}
		return true
	}
	for _, c := range components {
		if !walk(manifest.Arrange(c.Objects).Map()) {
			return false
		}
	}
	return true
}

// changed puts each of the odd values, chosen by turns, in the place of each
// value below v in turn.
func changed(m map[string]any, try func(path string), odd []any) {
	turn := 0
	var walk func(v any, path string)
	replace := func(path string, old any, set func(any)) {
		turn++
		set(odd[turn%len(odd)])
		try(fmt.Sprintf("%s = %v", path, odd[turn%len(odd)]))
		set(old)
	}
	walk = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				replace(path+"."+key, v[key], func(to any) { v[key] = to })
				walk(v[key], path+"."+key)
			}
		case []any:
			for i := range v {
				replace(fmt.Sprintf("%s[%d]", path, i), v[i], func(to any) { v[i] = to })
				walk(v[i], fmt.Sprintf("%s[%d]", path, i))
			}
		}
	}
	walk(m, "t")
}

// fromFiles gives what evaluates the library's files over models. They are parsed
// once.
func fromFiles() func(m map[string]any) ([]Component, error) {
	e := newEvaluation(nil, nil)
	return func(m map[string]any) ([]Component, error) { return e.interpreted(m, "") }
}

// TestMixin: what a mixin changes is changed, what it adds is there, and what is
// wrong in it is told at its place.
func TestMixin(t *testing.T) {
	m := resolved(t, examples(t)["../../examples/small/topology.yaml"])
	run := func(text string) ([]Component, diag.List) {
		t.Helper()
		files := fstest.MapFS{"site.jsonnet": {Data: []byte(text)}, "lib/x.libsonnet": {Data: []byte(`{ a: error 'here' }`)}}
		out, diagnostics, err := Run(context.Background(), m, &Mixin{Path: "site.jsonnet", Mark: places.File(places.NewSource("topology.yaml", nil)), Name: "jsonnet"}, Config{
			Files: files, ExtStr: []Variable{{"colour", "blue"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return out, diagnostics
	}
	out, diagnostics := run(`function(t) { extra: { _stage:: 'gateways', x: { apiVersion: 'v1', kind: 'ConfigMap', data: { a: t.name + std.extVar('colour') } } } }`)
	if diagnostics.Failed() || flat(t, out)["gateways kubectl extra.x"] != `{"apiVersion":"v1","data":{"a":"homeblue"},"kind":"ConfigMap"}` {
		t.Errorf("%v\n%v", diagnostics, flat(t, out))
	}
	for text, want := range map[string]string{
		"{\n  apps+: { primary+: nothing },\n}":     `site.jsonnet:2:22: jsonnet: Unknown variable: nothing`,
		"{\n  apps: error 'no apps',\n}":            `site.jsonnet:2:9: jsonnet: no apps`,
		"(import 'lib/x.libsonnet').a":              `lib/x.libsonnet:1:6: jsonnet: here`,
		"import '../outside.libsonnet'":             `site.jsonnet:1:1: jsonnet: "../outside.libsonnet" is not there`,
		"import '/etc/hostname'":                    `site.jsonnet:1:1: jsonnet: "/etc/hostname" is an absolute path; import relative to this file, or through -J`,
		"{ apps: 5 }":                               `site.jsonnet:1:3: jsonnet: component "apps" is no object of manifests`,
		"local f(x) = f(x + 1) + 1; { apps: f(0) }": `site.jsonnet:1:14: jsonnet: max stack frames exceeded`,
	} {
		_, diagnostics := run(text)
		if len(diagnostics) != 1 || !strings.HasPrefix(diagnostics[0].Header(), want) {
			t.Errorf("%s:\n%v\nwant\n%s", text, diagnostics, want)
		}
	}
}

// TestTopology: a topology in jsonnet is evaluated with its arguments, and its
// faults have places.
func TestTopology(t *testing.T) {
	out, diagnostics, _ := Topology(context.Background(), "t.jsonnet", []byte("function(ip) { name: 'x', ip: ip }"), Config{TLAStr: []Variable{{"ip", "10.0.0.1"}}})
	if diagnostics.Failed() || !bytes.Contains(out, []byte(`"ip": "10.0.0.1"`)) {
		t.Errorf("%s %v", out, diagnostics)
	}
	for _, text := range []string{strings.Repeat("[", 20000), strings.Repeat("(", 501) + "1", strings.Repeat("local a = 1;", 20000) + "a",
		strings.Repeat("!", 20000) + "true"} {
		_, diagnostics, _ = Topology(context.Background(), "t.jsonnet", []byte(text), Config{})
		if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Header(), "more than") {
			t.Errorf("%.20s...: %v", text, diagnostics)
		}
	}
	out, diagnostics, _ = Topology(context.Background(), "t.jsonnet", []byte("{ a: '"+strings.Repeat("[", 600)+"' } // "+strings.Repeat("{", 600)), Config{})
	if diagnostics.Failed() || len(out) == 0 {
		t.Errorf("brackets in a text and a comment count: %v", diagnostics)
	}
	_, diagnostics, _ = Topology(context.Background(), "t.jsonnet", []byte("{\n  name: ,\n}"), Config{})
	if len(diagnostics) != 1 || !strings.HasPrefix(diagnostics[0].Header(), "t.jsonnet:2:9: jsonnet: ") {
		t.Errorf("%v", diagnostics)
	}
}
