package decode

import (
	"os"
	"path/filepath"
	"testing"

	"render/render/inputs"
	"render/render/model"
	"render/render/places"
	"render/render/plan"
	"render/render/rules"
	"render/render/source"
)

func seeds(t testing.TB) [][]byte {
	t.Helper()
	names, err := filepath.Glob("../../examples/*/topology.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var out [][]byte
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}

// FuzzDecode reads any bytes as a topology: no panic, every diagnostic has a place
// inside the text, and what no rule refuses resolves and is taken by the schema.
func FuzzDecode(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text)
	}
	for _, text := range []string{
		"", "a", "- a", "a: *b", "&a {a: *a}", "\ufeffname: x", "a: {b: [}", "? a\n: b", "tiers: [{ip: [1, 2, 3], hosts: ['*']}]",
		"name: a\nkubernetes: 1.36\nmetallb: none\nistio: 1.31\ntiers: [{name: on, ip: 10.0.0.1, hosts: ['*'], tls: off, apps: [{name: a, image: a, port: 1, routes: [/, {regex: .*}, '/*']}]}]",
	} {
		f.Add([]byte(text))
	}
	s := readSchema(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		src := places.NewSource("topology.yaml", text)
		root, diagnostics := source.Parse(src)
		if root != nil {
			document, more := Decode(root)
			diagnostics = append(diagnostics, more...)
			plan := plan.Derive(document, plan.Options{BuiltIn: []string{"ha"}})
			more = rules.Check(plan, nil)
			diagnostics = append(diagnostics, more...)
			inputs.OfServers(plan)
			if !diagnostics.Failed() {
				model.Resolve(plan, nil)
				if bad := s.Check(s.Root, asEditor(root), ""); len(bad) > 0 {
					t.Errorf("the schema refuses what render takes: %v", bad)
				}
			}
		} else if !diagnostics.Failed() {
			t.Error("nothing was read, and no problem says why")
		}
		for _, p := range diagnostics {
			inside(t, src, p.Place, p.Header())
			for _, also := range p.Related {
				inside(t, src, also.Place, p.Header())
			}
		}
	})
}

func inside(t *testing.T, src *places.Source, p places.Place, header string) {
	t.Helper()
	switch {
	case p.Source != src:
		t.Errorf("points into no file: %s", header)
	case p.Line == 0:
	case p.Line < 0 || p.Line > src.Lines() || p.Column < 1 || p.Column > len([]rune(src.Line(p.Line)))+2:
		t.Errorf("points to %d:%d, and the text has %d lines: %s", p.Line, p.Column, src.Lines(), header)
	}
}
