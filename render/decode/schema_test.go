package decode

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"render/render/format"
	"render/render/places"
	"render/render/reference"
	"render/render/source"
)

func parseText(text string) *source.Node {
	root, diagnostics := source.Parse(places.NewSource("topology.yaml", []byte(text)))
	if diagnostics.Failed() {
		return nil
	}
	return root
}

// everyField calls f for each field of each type of the format.
func everyField(f func(t reflect.Type, d reference.Described)) {
	seen := map[reflect.Type]bool{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		p := format.LayoutOf(t)
		for i := range p.Fields {
			d := reference.Describe(t, p.Fields[i])
			f(t, d)
			if inner, object := format.Element(d.Typ); object {
				visit(inner)
			}
		}
	}
	visit(format.DocumentType())
}

// TestReferenceIsWhole: every field has a text and an example, the schema knows
// every field that is rendered and no other, and explain finds it.
func TestReferenceIsWhole(t *testing.T) {
	definitions := readSchema(t).Root["definitions"].(map[string]any)
	fields := 0
	everyField(func(owner reflect.Type, d reference.Described) {
		fields++
		name := owner.Name() + "." + d.Name
		if text, example := d.Text(); text == "" || example == "" {
			t.Errorf("%s: text %q, example %q", name, text, example)
		}
		definition, ok := definitions[owner.Name()].(map[string]any)
		if !ok || d.Key == "" {
			if !ok {
				t.Errorf("%s: the schema has no definition of its type", name)
			}
			return
		}
		if alternatives, ok := definition["anyOf"].([]any); ok {
			definition = alternatives[len(alternatives)-1].(map[string]any)
		}
		if _, ok := definition["properties"].(map[string]any)[d.Key]; !ok {
			t.Errorf("%s is not in the schema", name)
		}
	})
	if fields < 150 {
		t.Errorf("only %d fields", fields)
	}
}

// TestExamplesOfFields: every field's example is read by the decoder for that
// field, and taken by the schema.
func TestExamplesOfFields(t *testing.T) {
	s := readSchema(t)
	everyField(func(owner reflect.Type, d reference.Described) {
		name := owner.Name() + "." + d.Name
		_, example := d.Text()
		text := example
		if d.Key != "" {
			text = d.Key + ": " + example
		}
		node := parseText(text)
		if node == nil {
			t.Errorf("%s: its example is not YAML: %s", name, text)
			return
		}
		v := reflect.New(owner)
		decoder := &decoder{}
		decoder.value(v.Elem(), &format.Field{Max: -1}, node, format.Top(node.Place))
		for _, p := range decoder.diagnostics {
			if !strings.Contains(p.Message, "is missing") || p.Path != "" {
				t.Errorf("%s: its example %q is refused: %s", name, text, p.Header())
			}
		}
		if d.Key == "" {
			return
		}
		definition := s.Root["definitions"].(map[string]any)[owner.Name()].(map[string]any)
		if alternatives, ok := definition["anyOf"].([]any); ok {
			definition = alternatives[len(alternatives)-1].(map[string]any)
		}
		definition = maps.Clone(definition)
		delete(definition, "required")
		if bad := s.Check(definition, asEditor(node), ""); len(bad) > 0 {
			t.Errorf("%s: the schema refuses its example %q: %v", name, text, bad)
		}
	})
}

// TestExplain: every field is found by its path, and a slip is answered.
func TestExplain(t *testing.T) {
	var visit func(at reflect.Type, path string, depth int)
	visit = func(at reflect.Type, path string, depth int) {
		for _, f := range format.LayoutOf(at).Fields {
			if f.Key == "" {
				continue
			}
			full := strings.TrimPrefix(path+"."+f.Key, ".")
			text, err := reference.Explain(full)
			if err != nil || !strings.HasPrefix(text, full+": ") {
				t.Errorf("%s: %v\n%s", full, err, text)
			}
			if inner, object := format.Element(reference.Describe(at, f).Typ); object && depth < 6 {
				visit(inner, full, depth+1)
			}
		}
	}
	visit(format.DocumentType(), "", 0)
	for path, want := range map[string]string{
		"tiers.app":         `no field "app" in "tiers"; did you mean "apps"?`,
		"tiers.prox":        `no field "prox" in "tiers"; did you mean "proxies"?`,
		"tiers.apps.rout":   `no field "rout" in "tiers.apps"; did you mean "routes"?`,
		"tier":              `no field "tier"; did you mean "tiers"?`,
		"name.first":        `"name" has no fields`,
		"solver":            `no field "solver"; write: secrets.cert-manager.solver`,
		"tiers.attach":      `no field "attach" in "tiers"; write: tiers.gateway.attach`,
		"gateway":           `no field "gateway"; write one of: tiers.gateway, tiers.names.gateway`,
		"tiers[0].apps[x]":  "",
		"tiers[0].hosts[0]": "",
	} {
		_, err := reference.Explain(path)
		if got := fmt.Sprint(err); err != nil && got != want || err == nil && want != "" {
			t.Errorf("%s: %v, wanted %s", path, err, want)
		}
	}
}

// TestExplainAlone: what may stand for an object is told, with its words.
func TestExplainAlone(t *testing.T) {
	for path, want := range map[string][]string{
		"tiers.gateway.attach": {"\ndefault   own\n", "\nalone     own, all\n"},
		"tiers.service":        {"\nalone     type: LoadBalancer, NodePort, ClusterIP\n"},
		"tiers.hosts":          {"\nalone     host\n", "\n  host  The DNS name, or several (required)\n"},
	} {
		text, err := reference.Explain(path)
		if err != nil {
			t.Error(err)
		}
		for _, line := range want {
			if !strings.Contains(text, line) {
				t.Errorf("%s lacks %q:\n%s", path, line, text)
			}
		}
	}
}

// TestSchemaFile: the same bytes each time, and JSON.
func TestSchemaFile(t *testing.T) {
	if !slices.Equal(reference.Schema(Example), reference.Schema(Example)) || !json.Valid(reference.Schema(Example)) {
		t.Error("the schema is not the same JSON twice")
	}
}
