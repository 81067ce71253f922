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
		"{}":                                                                 "a component that is no function of the topology",
		"function(t) { a: { b:: 1 } }":                                       "a field with +: or ::",
		"function(t) { a+: { b: 1 } }":                                       "a field with +: or ::",
		"function(t) { a: { b: 1, c: self.b } }":                             "self of anything but a component",
		"function(t) { a: { b: 1, c: $.a } }":                                "a name for self that is not taken",
		"function(t) { assert true, a: {} }":                                 "an assert",
		"function(t) { a: { b: super.b } }":                                  "*ast.SuperIndex here",
		"function(t) { a: t.x[0] }":                                          "an index that is no name",
		"function(t) { a: t.x % 2 }":                                         "std.mod",
		"function(t) { a: t.x < 2 }":                                         "the operator <",
		"function(t) { a: std.format('', []) }":                              "std.format",
		"function(t) { a: t.f(1) }":                                          "a call of *ast.Index",
		"function(t) local o = t.x; local f(a) = a + o; { a: f(1) }":         `a function that uses "o" from around it`,
		"function(t) { _a:: 1 } + { _a:: 2 }":                                "a hidden field twice",
		"local f(a) = a; function(t) { a: f(1, 2) }":                         "a call with too many arguments",
		"local f(a) = a; function(t) { a: f() }":                             "a call without the argument a",
		"function(t) { a: error 'no' }":                                      "*ast.Error here",
		"function(t) { [if t.a then '_a']:: 1 }":                             "a hidden field with a computed name",
		"function(t) { a: { [k]+: 1 for k in t.x } }":                        "an object comprehension like this",
		"function(t) { a: std.map(function(x) x, t.x) }":                     "std.map",
		"function(t) local f = function(x) x; { a: [f] }":                    "*ast.Function here",
		"function(t) { local c = self, a: { local d = self, b: d.x } }":      "a name for self that is not taken",
		"function(t) { _a:: 1 } + { local c = self, b: c._a, d: { e: c.b }}": "which is no hidden field to the left of the object",
	} {
		_, err := compiled(library(t, component))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "components/c.libsonnet:1") {
			t.Errorf("%s:\n%v\nwant\n%s", component, err, want)
		}
	}
}

// TestKnownSyntax: right sides of && and || are evaluated only where they count,
// names are taken from where they are spelled.
func TestKnownSyntax(t *testing.T) {
	files, err := compiled(library(t, `local f(a, b=[x for x in []]) = a + b;
function(t) { _s:: 'x' } + { local c = self, a: if t.a == null || [x for x in t.a] == [] then c._s else f(t.b), [if t.c && !t.d then 'b']: std.length(t.e) }`))
	if err != nil {
		t.Fatal(err)
	}
	text := string(files["render/eval/compiled.go"])
	for _, want := range []string{
		"b4 := (field(t, \"a\") == nil)\n\tif !b4 {\n\t\tall2 := []any{}",
		"= \"x\"\n\t} else {", "if truth(field(t, \"c\")) && !truth(field(t, \"d\")) {", `length(field(t, "e"))`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
