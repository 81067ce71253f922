package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"
	"github.com/google/go-jsonnet/toolutils"

	library "render/jsonnet"
	"render/render/diag"
	"render/render/source"
	"render/render/topology"
)

// model resolves a topology's text, with n more apps in its first tier.
func model(t *testing.T, text string) *topology.Model {
	t.Helper()
	root, problems := source.Parse(diag.NewSource("topology.yaml", []byte(text)))
	if problems.Failed() {
		t.Fatal(problems.Err())
	}
	document, problems := topology.Decode(root)
	if problems.Failed() {
		t.Fatal(problems.Err())
	}
	plan, problems := topology.Validate(document, topology.Options{BuiltIn: []string{"ha", "hardened"}})
	if problems.Failed() {
		t.Fatal(problems.Err())
	}
	return topology.Resolve(plan)
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
			walk(prefix+"."+key, inner.(map[string]any))
		}
	}
	for _, c := range components {
		walk(c.Stage+" "+c.Reader+" "+c.Name, c.Objects)
	}
	return out
}

// TestStandInsChangeNothing: with stand-ins and in pieces the library gives what
// it gives whole, from its sources, for every example and for many apps.
func TestStandInsChangeNothing(t *testing.T) {
	texts := examples(t)
	texts["many apps"] = manyApps()
	for name, text := range texts {
		m := model(t, text)
		got, problems, err := Run(m, nil, Config{})
		if err != nil || problems.Failed() {
			t.Fatalf("%s: %v %v", name, err, problems)
		}
		want, err := fromSources(m)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a, b := flat(t, got), flat(t, want)
		if len(b) < 8 {
			t.Errorf("%s: only %d objects", name, len(b))
		}
		if !reflect.DeepEqual(a, b) {
			for key := range b {
				if a[key] != b[key] {
					t.Errorf("%s: %s:\n%s\nwant\n%s", name, key, a[key], b[key])
				}
			}
			t.Errorf("%s: %d objects, want %d", name, len(a), len(b))
		}
	}
}

// fromSources evaluates the library's files, not its prebuilt tree, over the
// whole model.
func fromSources(m *topology.Model) ([]Component, error) {
	vm := jsonnet.MakeVM()
	vm.Importer(&embedded{map[string]jsonnet.Contents{}})
	return evaluate(vm, m.Value(nil), mustAST(`import 'lib/alone.libsonnet'`))
}

func mustAST(text string) ast.Node {
	node, err := jsonnet.SnippetToAST("", text)
	if err != nil {
		panic(err)
	}
	return node
}

type embedded struct{ seen map[string]jsonnet.Contents }

func (e *embedded) Import(from, name string) (jsonnet.Contents, string, error) {
	full := path.Join(path.Dir(from), name)
	if c, ok := e.seen[full]; ok {
		return c, full, nil
	}
	text, err := fs.ReadFile(library.Files, full)
	e.seen[full] = jsonnet.MakeContentsRaw(text)
	return e.seen[full], full, err
}

// TestOpaqueFieldsAreHandedOn proves, over the library's syntax, what stand-ins
// rely on: a field that is opaque is read only to be the value of a field, or to
// be added to an object.
func TestOpaqueFieldsAreHandedOn(t *testing.T) {
	fields := topology.OpaqueFields()
	// What components call the parts of the model that have opaque fields.
	opaque := map[ast.Identifier][]string{
		"a": fields["app"], "v": fields["virtualService"], "o": fields["operator"],
		"c": fields["connections"], "d": fields["destinationRule"], "e": fields["serviceEntry"],
		"g": append(slices.Clone(fields["ingress"]), fields["gateway"]...),
	}
	seen := map[string]bool{}
	err := fs.WalkDir(library.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(library.Files, name)
		if err != nil {
			return err
		}
		node, err := jsonnet.SnippetToAST(name, string(text))
		if err != nil {
			return err
		}
		handedOn(t, node, nil, opaque, seen)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for part, names := range opaque {
		if len(names) == 0 {
			t.Errorf("%s has no opaque field", part)
		}
		for _, field := range names {
			if !seen[string(part)+"."+field] {
				t.Errorf("no component reads the opaque field %s.%s", part, field)
			}
		}
	}
}

// TestAppsOneByOne proves the other half: a component that says it goes through
// apps one by one reads a tier's apps in a comprehension over them, and nowhere
// else.
func TestAppsOneByOne(t *testing.T) {
	files, err := fs.Glob(library.Files, "components/*.libsonnet")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		text, err := fs.ReadFile(library.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		reads := strings.Count(string(text), ".apps")
		reads -= strings.Count(string(text), "tiers[].apps") // in its first comment
		if !strings.Contains(string(text), "_each:: 'app'") {
			if reads != 0 {
				t.Errorf("%s reads apps and does not say _each:: 'app'", name)
			}
			continue
		}
		found++
		if loops := strings.Count(string(text), "\n      for a in tier.apps\n"); loops != 1 || reads != 1 {
			t.Errorf("%s reads apps %d times, %d of them in a comprehension", name, reads, loops)
		}
	}
	if found < 2 {
		t.Errorf("only %d components go through apps", found)
	}
}

func handedOn(t *testing.T, node, parent ast.Node, opaque map[ast.Identifier][]string, seen map[string]bool) {
	if index, ok := node.(*ast.Index); ok {
		name, literal := index.Index.(*ast.LiteralString)
		v, variable := index.Target.(*ast.Var)
		if literal && variable && slices.Contains(opaque[v.Id], name.Value) {
			field := string(v.Id) + "." + name.Value
			seen[field] = true
			if !fine(node, parent, field) {
				t.Errorf("%s: %s is opaque, and here it is more than handed on", index.Loc(), field)
			}
		}
	}
	for _, child := range toolutils.Children(node) {
		handedOn(t, child, node, opaque, seen)
	}
}

func fine(node, parent ast.Node, field string) bool {
	switch parent := parent.(type) {
	case *ast.DesugaredObject:
		for _, f := range parent.Fields {
			if f.Name == node {
				return slices.Contains([]string{"a.key", "v.name", "c.name", "d.name", "e.name"}, field) // unique by the model, and so are stand-ins
			}
		}
		return true
	case *ast.Binary:
		added := parent.Op == ast.BopPlus && parent.Right == node && (field == "a.container" || field == "a.pod")
		isNull := false
		if _, null := parent.Right.(*ast.LiteralNull); null && field == "a.pod" {
			isNull = parent.Op == ast.BopManifestEqual // what is added is null for none, with stand-ins too
		}
		return added || isNull
	}
	return false
}

// TestMixin: what a mixin changes is changed, what it adds is there, and what is
// wrong in it is told at its place.
func TestMixin(t *testing.T) {
	m := model(t, examples(t)["../../examples/small/topology.yaml"])
	run := func(text string) ([]Component, diag.List) {
		t.Helper()
		files := fstest.MapFS{"site.jsonnet": {Data: []byte(text)}, "lib/x.libsonnet": {Data: []byte(`{ a: error 'here' }`)}}
		out, problems, err := Run(m, &Mixin{Path: "site.jsonnet", Mark: diag.File(diag.NewSource("topology.yaml", nil)), Name: "jsonnet"}, Config{
			Files: files, ExtStr: []Variable{{"colour", "blue"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return out, problems
	}
	out, problems := run(`function(t) { extra: { _stage:: 'gateways', x: { apiVersion: 'v1', kind: 'ConfigMap', data: { a: t.name + std.extVar('colour') } } } }`)
	if problems.Failed() || flat(t, out)["gateways kubectl extra.x"] != `{"apiVersion":"v1","data":{"a":"homeblue"},"kind":"ConfigMap"}` {
		t.Errorf("%v\n%v", problems, flat(t, out))
	}
	for text, want := range map[string]string{
		"{\n  apps+: { primary+: nothing },\n}":     `site.jsonnet:2:22: jsonnet: Unknown variable: nothing`,
		"{\n  apps: error 'no apps',\n}":            `site.jsonnet:2:9: jsonnet: no apps`,
		"(import 'lib/x.libsonnet').a":              `lib/x.libsonnet:1:6: jsonnet: here`,
		"import '../outside.libsonnet'":             `site.jsonnet:1:1: jsonnet: "../outside.libsonnet" is not there`,
		"import '/etc/hostname'":                    `site.jsonnet:1:1: jsonnet: "/etc/hostname" is an absolute path; import relative to this file, or through -J`,
		"{ apps: 5 }":                               `topology.yaml: jsonnet: component "apps" is no object of manifests`,
		"local f(x) = f(x + 1) + 1; { apps: f(0) }": `site.jsonnet:1:14: jsonnet: max stack frames exceeded`,
	} {
		_, problems := run(text)
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Header(), want) {
			t.Errorf("%s:\n%v\nwant\n%s", text, problems, want)
		}
	}
}

// TestTopology: a topology in jsonnet is evaluated with its arguments, and its
// faults have places.
func TestTopology(t *testing.T) {
	out, problems := Topology("t.jsonnet", []byte("function(ip) { name: 'x', ip: ip }"), Config{TLAStr: []Variable{{"ip", "10.0.0.1"}}})
	if problems.Failed() || !bytes.Contains(out, []byte(`"ip": "10.0.0.1"`)) {
		t.Errorf("%s %v", out, problems)
	}
	for _, text := range []string{strings.Repeat("[", 20000), strings.Repeat("(", 501) + "1", strings.Repeat("local a = 1;", 20000) + "a",
		strings.Repeat("!", 20000) + "true"} {
		_, problems = Topology("t.jsonnet", []byte(text), Config{})
		if len(problems) != 1 || !strings.Contains(problems[0].Header(), "more than") {
			t.Errorf("%.20s...: %v", text, problems)
		}
	}
	out, problems = Topology("t.jsonnet", []byte("{ a: '"+strings.Repeat("[", 600)+"' } // "+strings.Repeat("{", 600)), Config{})
	if problems.Failed() || len(out) == 0 {
		t.Errorf("brackets in a text and a comment count: %v", problems)
	}
	_, problems = Topology("t.jsonnet", []byte("{\n  name: ,\n}"), Config{})
	if len(problems) != 1 || !strings.HasPrefix(problems[0].Header(), "t.jsonnet:2:9: jsonnet: ") {
		t.Errorf("%v", problems)
	}
}
