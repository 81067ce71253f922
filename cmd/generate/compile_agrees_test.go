package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-jsonnet"
)

// topology is what the components of this test read.
const topology = `{"yes": true, "no": false, "nothing": null, "one": 1, "two": 2.5, "zero": 0, "text": "höß", "name": "a",
	"list": [1, 2, 3], "texts": ["a", "b", "a"], "empty": [], "object": {"a": 1, "b": {"c": 2}}, "none": {},
	"tiers": [{"name": "x", "apps": [{"name": "p", "on": true, "port": 1}, {"name": "q", "on": false, "port": 2}]}, {"name": "y", "apps": []}]}`

// agreed are values of a component's field, with locals before it where there are
// some: "locals; value".
var agreed = []string{
	// operators
	"t.one + t.two", "t.one - t.two", "t.one * t.two", "t.one / t.two", "-t.one", "+t.one", "-0", "-t.zero", "1 + 2 * 3 - 4 / 5", "0 * -1",
	"'n' + t.one", "t.two + 'n'", "'' + t.yes + t.nothing", "t.text + '-' + -0", "1e21 + ''", "0.1 + ''", "t.list + [4]", "t.empty + []", "t.object { c: 1 }", "t.object + { a: 2 }",
	"t.one < t.two", "t.one <= 1", "'a' > 'b'", "'ä' >= 'z'", "[1, 2] < [1, 2, 0]", "[1, 'a'] >= [1, 'b']", "[] < [0]", "-0 < 0",
	"t.one == 1", "t.one != 1", "1 == '1'", "t.object == { b: { c: 2 }, a: 1 }", "null == null", "null == t.nothing", "t.nothing == null", "null != t.one", "-0 == 0",
	"t.yes && t.no", "t.yes || t.missing", "t.no && t.missing.x", "!t.yes", "!(t.yes && t.no) || t.no", "t.no || (local x = t.list; x == [1, 2, 3])",
	"'a' in t.object", "'z' in t.object", "!('a' in t.none)", "t.one + 1 == 2 && t.yes",
	// index
	"t.list[0]", "t.list[t.one]", "t.object['a']", "t.object[t.name]", "t['object']['b'].c", "t.text[1]", "t.tiers[0].apps[t.one].name", "[5][0]",
	// conditions
	"if t.yes then 1", "if t.no then 1", "if t.no then 1 else if t.yes then 2 else 3", "if t.one == 1 then {} else t.missing", "if 'x' == 'x' then [1]",
	"{ [if t.yes then 'a']: 1, [if t.no then 'b']: t.missing }", "{ [if t.no then 'a' else 'b']: 1 }", "{ [t.name]: 1 }", "{ [t.nothing]: 1, b: 2 }", "{ [if t.yes then t.name]: 1 }",
	"{ [if t.yes then 'a']: 1, [if t.no then 'a']: 2 }", "{ a: 1, [if t.no then 'a']: 2 }",
	// comprehensions
	"[x + 1 for x in t.list]", "[x for x in t.list if x > 1]", "[x for x in t.list if x > 1 if x < 3]", "[[x, y] for x in t.list for y in t.texts if y != 'a']",
	"[a.name for tier in t.tiers for a in tier.apps if a.on]", "[x for x in []]", "[1 for x in t.list]", "[[y for y in t.list if y != x] for x in t.list]",
	"{ [x]: 1 for x in ['a', 'b'] }", "{ [x + 'x']: { y: x } for x in t.texts if x != 'a' }", "{ [tier.name]: { [a.name]: a.port for a in tier.apps if a.on } for tier in t.tiers }",
	"{ [if x > 1 then 'n' + x]: x for x in t.list }", "{ local y = x * 2, ['n' + x]: y + y for x in t.list }", "local x = 'o'; { local x = 'i', [x]: x }",
	"{ [x + y]: 1 for x in ['a', 'b'] for y in ['c', 'd'] }", "{ a: 1 } + { ['b' + x]: x for x in t.list } + (if t.no then { c: 1 } else {})",
	// locals are evaluated where they are used first, and once
	"local x = t.missing; if t.yes then 1 else x", "local x = { a: t.one }; [x, x]", "local x = t.list, y = [x, x]; if t.yes then [y, x] else [x, y]",
	"local x = [a.name for a in t.tiers[0].apps]; [x + [y] for y in x]", "local x = t.missing.y; [x for y in t.empty]", "local x = [t.missing]; [y for y in t.list if t.yes || x == []]",
	"local a = [t.one], b = a + a; [[a, b, y] for y in t.list]", "local x = t.one + 1; if t.yes then (if t.yes then x else 0) + x else x", "local x = t.one + 1; t.yes && x == 2 && x + 1 == 3",
	"local x = 1, y = { x: x }; local x = 2; [x, y]", "{ local b = t.one + 1, a: b, c: { d: b } }", "local x = t.one + 1; { a: x, [if t.yes then 'b']: x, [if t.no then 'c']: x }",
	"local x = [t.one]; { ['n' + i]: x for i in t.list }", "local o = { p: [1] }; [o.p[0] + i for i in t.list]", "local x = y + 1, y = t.one + 1; [x, y]",
	// functions
	"local f(x) = x + 1; f(1) + f(x=2)", "local f(x, y=2) = [x, y]; [f(1), f(1, 3), f(y=4, x=0)]", "local f(x, y=x + x) = [x, y]; [f([1] + [2]), f(1, y=5), f(t.one)]",
	"local f(x) = x + t.one; f(1)", "local o = t.one + 1; local f(x, y=o) = [x, y, o]; [f(1), f(2, 3)]", "local f(n) = if n == 0 then [] else [n] + f(n - 1); f(3)",
	"local f(n) = if n == 0 then t.texts else f(n - 1); f(3)", "local f(x) = (local g(y) = x + y; g(1) + g(2)); f(1)", "local f = function(x) x; f({ a: 1 })", "(function(x) x + t.one)(1)",
	"local f(a) = { name: a.name, [if a.on then 'port']: a.port }; [f(a) for tier in t.tiers for a in tier.apps]", "local even(n) = n == 0 || odd(n - 1), odd(n) = n != 0 && even(n - 1); [even(3), odd(3)]",
	"local f(x=null) = x; [f(), f(1)]", "local t1 = 1, f(t1, own=2) = [t1, own]; f(3)", "local f(x) = if x == null then 'none' else x.a; [f(t.nothing), f(t.object)]", "{ local f(x) = [x, t.one], a: f(1), b: f(2) }",
	"local f(x) = [x, y], y = t.one + 1; [f(i) for i in t.list]", "local f(list) = [x * 2 for x in list]; f(t.list) + f([5])",
	// the standard library
	"std.get(t.object, 'a')", "std.get(t.object, 'z')", "std.get(t.object, 'z', 5)", "std.get(o=t.object, f='z', default=[1])", "std.length(t.text)", "std.length(t.list) + std.length(t.object)",
	"std.join(', ', t.texts)", "std.join(',', ['a', null, 'b'])", "std.join([0], [[1], [2]])", "std.join('', [])", "std.member(t.list, 2)", "std.member(t.texts, 'z')", "std.member('höß', 'ß')",
	"std.map(function(x) x + 1, t.list)", "std.map(function(x, y=x) [x, y], t.list)", "local f(x) = [x, t.one]; std.map(f, t.list)", "local f(x, y=2) = x + y; std.map(f, t.list)",
	"std.map(function(a) a.name, std.filter(function(a) a.on, t.tiers[0].apps))", "std.filter(function(x) x > t.one, t.list)", "local p(x) = x > 1; std.filter(p, t.list)", "local o = [t.one]; std.map(function(x) o + [x], t.list)",
	"std.filter(function(x) x != 'a', std.objectFields(t.object))", "std.objectFields({})", "std.objectFields(t.object { A: 1 })", "std.objectHas(t.object, 'a')", "if std.member(t.texts, 'a') then 1 else 2", "std.manifestYamlDoc(t.object, quote_keys=false)",
	"[if std.length(x.apps) > 0 then x.name for x in t.tiers]", "{ [k]: t.object[k] for k in std.objectFields(t.object) if k != 'a' }",
}

// TestCompiledAgrees compiles components to Go, runs them, and compares with what
// jsonnet makes of the same text.
func TestCompiledAgrees(t *testing.T) {
	var component strings.Builder
	component.WriteString("function(t) { _own:: 'mine', _other:: t.one } + {\n local c = self,\n own: c._own, inner: { own: [c._own for x in t.list] }, called: (local f(x) = [x, c._own]; f(1)),\n")
	for i, text := range agreed {
		fmt.Fprintf(&component, "  v%d: (%s),\n", i, text)
	}
	component.WriteString("}")
	root := library(t, component.String())
	files, err := compiled(root)
	if err != nil {
		t.Fatal(err)
	}
	vm := jsonnet.MakeVM()
	vm.TLACode("t", topology)
	wanted, err := vm.EvaluateAnonymousSnippet("c", component.String())
	if err != nil {
		t.Fatal(err)
	}
	want, got := map[string]any{}, map[string]any{}
	for text, into := range map[string]*map[string]any{wanted: &want, runCompiled(t, files): &got} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err, text)
		}
	}
	for i, text := range agreed {
		name := fmt.Sprintf("v%d", i)
		if a, b := printed(t, got[name]), printed(t, want[name]); a != b {
			t.Errorf("%s:\n%s\nwant\n%s", text, a, b)
		}
	}
	if !reflect.DeepEqual(got, want) || len(want) != len(agreed)+3 {
		t.Errorf("%d fields, want %d", len(got), len(want))
	}
	if list := string(files[compiledFolder+"/components.gen.go"]); !strings.Contains(list, `{"c", []string{"_own", "_other"}, []string{"_own"}, cHidden, cObjects}`) {
		t.Errorf("the list of components is\n%s", list)
	}
}

func printed(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// runCompiled builds a program of files of the compiled library, in the place of
// those that are there, and gives what it prints: the one component as JSON.
func runCompiled(t *testing.T, files map[string][]byte) string {
	t.Helper()
	folder, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	there, err := staleFiles(folder, nil)
	if err != nil || len(there) == 0 {
		t.Fatal(there, err)
	}
	temp := t.TempDir()
	replace := map[string]string{}
	for _, name := range there {
		replace[filepath.Join(folder, name)] = ""
	}
	const program = compiledFolder + "/tried"
	all := map[string][]byte{program + "/main.go": []byte("package main\n\nimport (\n\t\"encoding/json\"\n\t\"os\"\n\n\t\"render/" + compiledFolder + "\"\n\t\"render/render/manifest\"\n)\n\n" +
		"func main() {\n\tvar t manifest.Object\n\tif json.Unmarshal([]byte(os.Args[1]), &t) != nil {\n\t\tos.Exit(1)\n\t}\n" +
		"\tc := compiled.Components()[0]\n\tif json.NewEncoder(os.Stdout).Encode(c.Objects(t, c.Hidden(t))) != nil {\n\t\tos.Exit(1)\n\t}\n}\n")}
	for name, text := range files {
		all[name] = text
	}
	for name, text := range all {
		file := filepath.Join(temp, filepath.Base(name))
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(folder, name)] = file
	}
	overlay := filepath.Join(temp, "overlay.json")
	if err := os.WriteFile(overlay, []byte(printed(t, map[string]any{"Replace": replace})), 0o644); err != nil {
		t.Fatal(err)
	}
	run := exec.Command("go", "run", "-overlay", overlay, "./"+program, topology)
	run.Dir = folder
	var stderr bytes.Buffer
	run.Stderr = &stderr
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, &stderr, files[compiledFolder+"/c.gen.go"])
	}
	return string(out)
}
