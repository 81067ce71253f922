package eval

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestNamed: what a mixin can change is read off its text, and what cannot be is not
// guessed.
func TestNamed(t *testing.T) {
	files := map[string]string{"object.libsonnet": "{ far: 1 }", "site.libsonnet": "function(t) { far+: { near: 1 } }", "circle.libsonnet": "import 'circle.libsonnet'",
		"twice.libsonnet": "{ far+: {} } + import 'twice.libsonnet'", "wrong.libsonnet": "{ far+: "}
	for text, want := range map[string]string{
		"{}":                                "",
		"{ a+: {} }":                        "a()",
		"{ a+: { x: 1, y:: 2, z+: 3 } }":    "a(x y z)",
		"{ a+:: { 'x y': 1, [\"z\"]: 2 } }": "a(x y z)",
		"function(t) { a+: { x: t } }":      "a(x)",
		"local f(x) = x; function(t) local y = 1; { a+: local z = 2; { x: z } }": "a(x)",
		"{ a+: { x: 1 } } + { a+: { y: 1 }, b+: {} }":                            "a(x y) b()",
		"{ a+: { x: 1 } + { y: 1 } }":                                            "a(x y)",
		"{ a+: { x: 1 } { y: 1 } }":                                              "a(x y)",
		"{ a+: if true then { x: 1 } else { y: 1 } }":                            "a(x y)",
		"if true then { a+: { x: 1 } } else function(t) { b+: {} }":              "a(x) b()",
		"import 'site.libsonnet'":                                                "far(near)",
		"{ a+: import 'object.libsonnet' }":                                      "a(far)",
		"(import 'object.libsonnet') + { a+: {} }":                               "a()",

		"{ a: { x: 1 }, b+: {} }":                      "b()",
		"{ a+: {} } + { a: {} }":                       "",
		"{ a+: { x: 1 } + super.b, c+: {} }":           "c()",
		"{ a+: { [if true then 'x']: 1 }, c+: {} }":    "c()",
		"{ a+: { [k]: 1 for k in ['x'] }, c+: {} }":    "c()",
		"{ a+: { assert true, x: 1 }, c+: {} }":        "c()",
		"{ a+: if true then {} else super.a, c+: {} }": "c()",
		"{ a+: std.mergePatch({}, {}), c+: {} }":       "c()",
		"{ a+: function(x) { x: 1 }, c+: {} }":         "c()",
		"{ a+: import 'missing.libsonnet', c+: {} }":   "c()",
		"{ a+: import 'wrong.libsonnet', c+: {} }":     "c()",
		"{ a+: import 'circle.libsonnet', c+: {} }":    "c()",
		"{ a+: {}, ['b']+: {} }":                       "a() b()",
		"{ a+: {}, ['b' + 'c']+: {} }":                 "",
		"{ assert true, a+: {} }":                      "",
		"local site = { a+: {} }; site":                "",
		"import 'twice.libsonnet'":                     "",
		"{ a+: {} } - { b+: {} }":                      "",
		"local m = { a+: { y: 1 } }; { a+: {} } + m":   "",
		"local m = { a+: { y: 1 } }; m + { a+: {} }":   "",
		"{ a+: {} } + std.mergePatch({}, {})":          "",
		"function(t) function(u) { a+: {} }":           "",
		"{ [k]+: {} for k in ['a'] }":                  "",
		"(function(t) { a+: {} })({})":                 "",
		"'a+: {}'":                                     "",
	} {
		e := newEvaluation(func(_, name string) Opened {
			if name == "mixin.jsonnet" {
				return Opened{Text: []byte(text), Found: name}
			}
			found, ok := files[name]
			if !ok {
				return Opened{Refused: "is not there"}
			}
			return Opened{Text: []byte(found), Found: name}
		}, nil)
		named := e.named("mixin.jsonnet")
		var got []string
		for _, component := range slices.Sorted(maps.Keys(named)) {
			got = append(got, component+"("+strings.Join(slices.Sorted(slices.Values(named[component])), " ")+")")
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", text, got, want)
		}
	}
}
