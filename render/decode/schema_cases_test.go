package decode

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/internal/jsonschema"
	"render/render/diag"
	"render/render/format"
	"render/render/plan"
	"render/render/rules"
	"render/render/source"
)

// fewestSeen is the share of refusals about one field alone that the schema has
// to make too.
const minSeen = 0.9

// TestSchemaTakesExamples: the schema refuses none of the examples.
func TestSchemaTakesExamples(t *testing.T) {
	s := readSchema(t)
	for _, text := range seeds(t) {
		if bad := s.Check(s.Root, asEditor(parseText(string(text))), ""); len(bad) > 0 {
			t.Errorf("%v\n%s", bad, text)
		}
	}
}

// TestSchemaAgainstCases: what the decoder takes, the schema takes; and of the
// refusals that are about one field alone, the schema makes nine in ten. What
// an editor cannot see is how a value is spelled: 0777, 1_000 and "1e3" are
// numbers to it.
func TestSchemaAgainstCases(t *testing.T) {
	s := readSchema(t)
	names, err := filepath.Glob("../testdata/refused/*.txtar")
	if err != nil || len(names) < 300 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	accepted, alone, seen, spelling := 0, 0, 0, 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		raw := slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return f.Name == "flags" && strings.Contains(string(f.Data), "raw=") })
		root := parseText(string(archive.Files[0].Data))
		if root == nil || archive.Files[0].Name != "topology.yaml" || raw {
			continue
		}
		document, diagnostics := Decode(root)
		more := rules.Check(plan.Derive(document, plan.Options{BuiltIn: everything.BuiltIn, AllowOutside: true}), nil)
		bad := s.Check(s.Root, asEditor(root), "")
		if slices.ContainsFunc(diagnostics, func(p diag.Diagnostic) bool { return p.Code == "yaml-indentation" }) {
			continue // the schema sees what such lines seem to be, and not where they belong
		}
		if !diagnostics.Failed() {
			accepted++
		}
		all := append(slices.Clone(diagnostics), more...)
		for _, v := range bad {
			if !slices.ContainsFunc(all, func(p diag.Diagnostic) bool {
				return p.Severity == diag.Error && (sameField(v.Path, p.Path) || strings.HasPrefix(p.Help, "write it in "+v.Path+":") ||
					p.Code == "yaml-colon" && strings.HasPrefix(v.Path, p.Path)) // whose key has the value in it
			}) {
				t.Errorf("%s: the schema refuses what render takes: %v", filepath.Base(name), v)
			}
		}
		for _, p := range all.Sorted() {
			if strings.HasPrefix(string(p.Code), "object-") {
				continue // the schema hands on what other APIs take
			}
			if p.Severity != diag.Error || !aloneInItsField(p, root, diagnostics) {
				continue
			}
			alone++
			if slices.ContainsFunc(bad, func(v jsonschema.Violation) bool { return sameField(v.Path, p.Path) }) {
				seen++
				continue
			}
			if strings.Contains(p.Message, "YAML readers") || strings.Contains(p.Message, "JSON readers") || strings.HasSuffix(p.Message, "is not a whole number") {
				spelling++
			}
			t.Logf("%s: only render refuses: %s", filepath.Base(name), p.Header())
		}
	}
	t.Logf("of %d refusals about one field alone the schema makes %d, and %d are about a spelling that no editor hands on; it takes all of %d topologies that the decoder takes",
		alone, seen, spelling, accepted)
	if alone < 200 || float64(seen) < minSeen*float64(alone) {
		t.Errorf("of %d refusals about one field alone the schema makes %d", alone, seen)
	}
}

// everything is what flags may allow.
var everything = plan.Options{BuiltIn: []string{"ha", "hardened"}, AllowOutside: true, Secrets: "redacted"}

// sameField reports whether one path is the other or inside it.
func sameField(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	inside := func(long, short string) bool {
		rest, ok := strings.CutPrefix(long, short)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	}
	return inside(a, b) || inside(b, a)
}

// aloneInItsField reports whether a diagnostic is one of a single field: the decoder
// has it, which sees nothing else, or it stays when the field is all that is
// changed in a small topology.
func aloneInItsField(p diag.Diagnostic, root *source.Node, decoded diag.List) bool {
	if slices.ContainsFunc(decoded, func(d diag.Diagnostic) bool { return d.Path == p.Path && d.Message == p.Message }) {
		return true
	}
	steps, err := format.ParseSteps(p.Path)
	if err != nil || len(p.Related) > 0 {
		return false
	}
	value := root
	for _, step := range steps {
		if value = stepInto(value, step); value == nil {
			return false
		}
	}
	if value.Kind == source.Map {
		return false // its members are fields of their own
	}
	small := parseText("name: home\nmicrok8s: \"1.36\"\nistio: {version: \"1.31\"}\ntiers:\n- name: primary\n  ip: 192.168.1.141\n" +
		"  hosts: [home.example.org]\n  apps:\n  - {name: hello, image: hello:1.0, port: 5000, routes: [/hello]}\n")
	transplant(small, steps, value)
	document, diagnostics := Decode(small)
	if diagnostics.Failed() {
		return false // it needs others beside it
	}
	diagnostics = rules.Check(plan.Derive(document, everything), nil)
	return slices.ContainsFunc(diagnostics, func(q diag.Diagnostic) bool { return q.Message == p.Message })
}

func stepInto(n *source.Node, step string) *source.Node {
	item, isItem := strings.CutPrefix(step, "[")
	if !isItem {
		return n.Get(step)
	}
	found, fault := findItem(n, item)
	if fault.Found() {
		return nil
	}
	return *found
}

// transplant puts a value where it was in another topology, as the first item
// of each list on the way.
func transplant(n *source.Node, steps []string, value *source.Node) {
	for i, step := range steps {
		kind, next := source.Map, &source.Node{Place: value.Place}
		if i+1 < len(steps) && steps[i+1][0] == '[' {
			kind = source.List
		}
		next.Kind = kind
		if i == len(steps)-1 {
			next = value
		}
		if step[0] == '[' {
			if len(n.Items) == 0 || i == len(steps)-1 {
				n.Items = []*source.Node{next}
			}
			n = n.Items[0]
			continue
		}
		at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == step })
		switch {
		case at < 0:
			n.Keys, n.Values = append(n.Keys, &source.Node{Text: step, Place: value.Place}), append(n.Values, next)
			at = len(n.Keys) - 1
		case i == len(steps)-1 || n.Values[at].Kind != kind:
			n.Values[at] = next
		}
		n = n.Values[at]
	}
}
