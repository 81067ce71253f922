package topology

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

func parseText(text string) *source.Node {
	root, problems := source.Parse(places.NewSource("topology.yaml", []byte(text)))
	if problems.Failed() {
		return nil
	}
	return root
}

// everyField calls f for each field of each type of the format.
func everyField(f func(t reflect.Type, d described)) {
	seen := map[reflect.Type]bool{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		p := layoutOf(t)
		for i := range p.fields {
			d := describe(t, p.fields[i])
			f(t, d)
			if inner, object := element(d.typ); object {
				visit(inner)
			}
		}
	}
	visit(documentType)
}

// TestReferenceIsWhole: every field has a text and an example, the schema knows
// every field that is rendered and no other, and explain finds it.
func TestReferenceIsWhole(t *testing.T) {
	definitions := readSchema(t).root["definitions"].(map[string]any)
	fields := 0
	everyField(func(owner reflect.Type, d described) {
		fields++
		name := owner.Name() + "." + d.name
		if text, example := d.text(); text == "" || example == "" {
			t.Errorf("%s: text %q, example %q", name, text, example)
		}
		definition, ok := definitions[owner.Name()].(map[string]any)
		if !ok || d.key == "" {
			if !ok {
				t.Errorf("%s: the schema has no definition of its type", name)
			}
			return
		}
		if alternatives, ok := definition["anyOf"].([]any); ok {
			definition = alternatives[len(alternatives)-1].(map[string]any)
		}
		if _, ok := definition["properties"].(map[string]any)[d.key]; !ok {
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
	everyField(func(owner reflect.Type, d described) {
		name := owner.Name() + "." + d.name
		_, example := d.text()
		text := example
		if d.key != "" {
			text = d.key + ": " + example
		}
		node := parseText(text)
		if node == nil {
			t.Errorf("%s: its example is not YAML: %s", name, text)
			return
		}
		v := reflect.New(owner)
		decoder := &decoder{layouts: map[reflect.Type]*layout{}}
		decoder.value(v.Elem(), &field{max: -1}, node, Origin{Place: node.Place})
		for _, p := range decoder.problems {
			if !strings.Contains(p.Message, "is missing") || p.Path != "" {
				t.Errorf("%s: its example %q is refused: %s", name, text, p.Header())
			}
		}
		if d.key == "" {
			return
		}
		definition := s.root["definitions"].(map[string]any)[owner.Name()].(map[string]any)
		if alternatives, ok := definition["anyOf"].([]any); ok {
			definition = alternatives[len(alternatives)-1].(map[string]any)
		}
		definition = maps.Clone(definition)
		delete(definition, "required")
		if bad := s.check(definition, asEditor(node), ""); len(bad) > 0 {
			t.Errorf("%s: the schema refuses its example %q: %v", name, text, bad)
		}
	})
}

// TestExplain: every field is found by its path, and a slip is answered.
func TestExplain(t *testing.T) {
	var visit func(at reflect.Type, path string, depth int)
	visit = func(at reflect.Type, path string, depth int) {
		for _, f := range layoutOf(at).fields {
			if f.key == "" {
				continue
			}
			full := strings.TrimPrefix(path+"."+f.key, ".")
			text, err := Explain(full)
			if err != nil || !strings.HasPrefix(text, full+": ") {
				t.Errorf("%s: %v\n%s", full, err, text)
			}
			if inner, object := element(describe(at, f).typ); object && depth < 6 {
				visit(inner, full, depth+1)
			}
		}
	}
	visit(documentType, "", 0)
	for path, want := range map[string]string{
		"tiers.app":         `no field "app" in "tiers"; did you mean "apps"?`,
		"tier":              `no field "tier"; did you mean "tiers"?`,
		"name.first":        `"name" has no fields`,
		"tiers[0].apps[x]":  "",
		"tiers[0].hosts[0]": "",
	} {
		_, err := Explain(path)
		if got := fmt.Sprint(err); err != nil && got != want || err == nil && want != "" {
			t.Errorf("%s: %v, wanted %s", path, err, want)
		}
	}
}

// TestSchemaFile: the same bytes each time, and JSON.
func TestSchemaFile(t *testing.T) {
	if !slices.Equal(Schema(Example), Schema(Example)) || !json.Valid(Schema(Example)) {
		t.Error("the schema is not the same JSON twice")
	}
}
