package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// library makes a library of one component in a folder.
func library(t *testing.T, component string) string {
	t.Helper()
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "jsonnet", "components"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"main.libsonnet":         "local c = import 'components.libsonnet'; function(t) c",
		"components.libsonnet":   "{ c: import 'components/c.libsonnet' }",
		"components/c.libsonnet": component,
	} {
		if err := os.WriteFile(filepath.Join(root, "jsonnet", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// TestUnknownSyntax: what the compiler does not know it refuses with its place,
// and never passes over.
func TestUnknownSyntax(t *testing.T) {
	for component, want := range map[string]string{
		"{}":                                                                  "a component that is no function of the topology",
		"function(t) { a: { b:: 1 } }":                                        "a field with +: or ::",
		"function(t) { a+: { b: 1 } }":                                        "a field with +: or ::",
		"function(t) { _a+:: { b: 1 } }":                                      "a field with +: or ::",
		"function(t) { a: { b: 1, c: self.b } }":                              "self of anything but a component",
		"function(t) { a: { b: 1, c: $.a } }":                                 "which is no hidden field of the component",
		"function(t) { _a:: 1, _b:: self._a }":                                "self of anything but a component",
		"function(t) { assert true, a: {} }":                                  "an assert",
		"function(t) { a: { b: super.b } }":                                   "*ast.SuperIndex here",
		"function(t) { a: 'b' in super }":                                     "*ast.InSuper here",
		"function(t) { a: t.x[1:2] }":                                         "std.slice",
		"function(t) { a: t.x % 2 }":                                          "std.mod",
		"function(t) { a: t.x & 2 }":                                          "the operator &",
		"function(t) { a: t.x << 2 }":                                         "the operator <<",
		"function(t) { a: ~t.x }":                                             "the operator ~",
		"function(t) { a: std.format('', []) }":                               "std.format",
		"function(t) { a: std.extVar('a') }":                                  "std.extVar",
		"function(t) { a: std.length(t.x, t.y) }":                             "a call with too many arguments",
		"function(t) { a: std.join(',') }":                                    "std.join with so few arguments",
		"function(t) { a: std.map(t.x) }":                                     "std.map with so few arguments",
		"function(t) { a: std.map(function(x) x) }":                           "std.map with so few arguments",
		"function(t) { a: std.map(std.length, t.x) }":                         "a call of *ast.Index",
		"function(t) { a: std.filter(function() true, t.x) }":                 "std.filter of a function without a parameter",
		"function(t) { a: std.map(function(x, y) x, t.x) }":                   "a call without the argument y",
		"function(t) { a: std.length }":                                       `the name "std" here`,
		"function(t) local std = t; { a: std.x }":                             "",
		"function(t) local std = t; { a: std.length([]) }":                    "a std of one's own",
		"function(t) { a: t.f(1) }":                                           "a call of *ast.Index",
		"function(t) { a: t(1) }":                                             `a call of "t"`,
		"function(t) local f = if t.x then t.y else 0; {a: f(1)}":             "a call of *ast.Conditional",
		"function(t) { _a:: 1 } + { _a:: 2 }":                                 "a hidden field twice",
		"local f(a) = a; function(t) { a: f(1, 2) }":                          "a call with too many arguments",
		"local f(a) = a; function(t) { a: f() }":                              "a call without the argument a",
		"local f(a) = a; function(t) { a: f(b=1) }":                           "the argument b",
		"local f(a) = a; function(t) { a: f(1, a=1) }":                        "the argument a",
		"local f(a=b, b=1) = a; function(t) { a: f() }":                       `the name "b" here`,
		"function(t) { a: error 'no' }":                                       "*ast.Error here",
		"function(t) { a: importstr 'c.libsonnet' }":                          "*ast.ImportStr here",
		"function(t) { [if t.a then '_a']:: 1 }":                              "a hidden field with a computed name",
		"function(t) { a: { [k]+: 1 for k in t.x } }":                         "an object comprehension like this",
		"function(t) local f = function(x) x; { a: [f] }":                     "*ast.Function here",
		"function(t) { local c = self, a: { local d = self, b: d.x } }":       "a name for self that is not taken",
		"function(t) { _a:: 1 } + { local c = self, b: c._a, d: { e: c.b }}":  "which is no hidden field of the component",
		"function(t) { _a:: 1 } + { local c = self, b: c['_' + t.x] }":        "which is no hidden field of the component",
		"function(t) { _a:: 1 } + { local f(x) = { b: self._a }, c: f(t.x) }": "self of anything but a component",
		"function(t) local f() = { _b:: t.x, c: 1 }; { _a:: 1, b: f() }":      "a field with +: or ::",
		"function(t) { _a:: 1 } + (if t.x then { _b:: 1 } else {})":           "a field with +: or ::",
		"function(t) local f(x) = g(x), g(x) = [t.x, x[0:1]]; { a: f(t.y) }":  "std.slice",
	} {
		_, err := compiled(library(t, component))
		if want == "" {
			if err != nil {
				t.Errorf("%s: %v", component, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "components/c.libsonnet:1") {
			t.Errorf("%s:\n%v\nwant\n%s", component, err, want)
		}
	}
}

// TestTwoFilesOfOneName: no file of the library takes another's place.
func TestTwoFilesOfOneName(t *testing.T) {
	root := library(t, "function(t) {}")
	for name, text := range map[string]string{
		"components.libsonnet":            "{ 'lib-x': import 'components/lib-x.libsonnet', components: import 'components/components.libsonnet' }",
		"components/lib-x.libsonnet":      "local x = import '../lib/x.libsonnet'; function(t) { a: x(t) }",
		"lib/x.libsonnet":                 "function(t) t.x",
		"components/components.libsonnet": "function(t) {}",
	} {
		if err := os.MkdirAll(filepath.Join(root, "jsonnet", "lib"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, "jsonnet", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := compiled(root); err == nil || !strings.Contains(err.Error(), "another file is compiled to") {
		t.Errorf("%v", err)
	}
}

// TestStaleFiles: what nothing is compiled to any more goes, and nothing else.
func TestStaleFiles(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, compiledFolder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"apps.gen.go", "gone.gen.go", "operators.go"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stale, err := staleFiles(root, map[string]bool{compiledFolder + "/apps.gen.go": true})
	if err != nil || len(stale) != 1 || stale[0] != compiledFolder+"/gone.gen.go" {
		t.Errorf("%q, %v", stale, err)
	}
}
