package topology

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"render/render/diag"
	"render/render/source"
)

// schema is the JSON Schema as an editor reads it, for the keywords it uses.
type schema struct{ root map[string]any }

func readSchema(t *testing.T) *schema {
	t.Helper()
	s := &schema{}
	if err := json.Unmarshal(Schema(), &s.root); err != nil {
		t.Fatal(err)
	}
	return s
}

// check is what the schema has against a value; "" for nothing.
func (s *schema) check(rule map[string]any, v any) string {
	for keyword, want := range rule {
		var bad string
		switch keyword {
		case "$schema", "title", "definitions", "description", "default", "examples":
		case "$ref":
			name := strings.TrimPrefix(want.(string), "#/definitions/")
			bad = s.check(s.root["definitions"].(map[string]any)[name].(map[string]any), v)
		case "allOf":
			for _, r := range want.([]any) {
				bad += s.check(r.(map[string]any), v)
			}
		case "anyOf":
			bad = s.anyOf(want.([]any), v)
		case "type":
			bad = typeProblem(want, v)
		case "enum":
			if !slices.ContainsFunc(want.([]any), func(w any) bool { return reflect.DeepEqual(w, v) }) {
				bad = fmt.Sprintf("%v is none of %v; ", v, want)
			}
		case "properties", "additionalProperties", "required":
			bad = s.members(keyword, rule, v)
		case "items":
			if list, ok := v.([]any); ok {
				for _, item := range list {
					bad += s.check(want.(map[string]any), item)
				}
			}
		default:
			bad = limitProblem(keyword, want, v)
		}
		if bad != "" {
			return bad
		}
	}
	return ""
}

func (s *schema) anyOf(rules []any, v any) string {
	var all string
	for _, r := range rules {
		bad := s.check(r.(map[string]any), v)
		if bad == "" {
			return ""
		}
		all += bad
	}
	return all
}

func (s *schema) members(keyword string, rule map[string]any, v any) string {
	object, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	properties, _ := rule["properties"].(map[string]any)
	var bad string
	switch keyword {
	case "required":
		for _, name := range rule["required"].([]any) {
			if _, ok := object[name.(string)]; !ok {
				bad += fmt.Sprintf("%v is missing; ", name)
			}
		}
	case "properties":
		for name, r := range properties {
			if inner, ok := object[name]; ok {
				bad += s.check(r.(map[string]any), inner)
			}
		}
	case "additionalProperties":
		for name, inner := range object {
			if properties[name] != nil {
				continue
			}
			if r, ok := rule[keyword].(map[string]any); ok {
				bad += s.check(r, inner)
			} else if rule[keyword] == false {
				bad += name + " is not known; "
			}
		}
	}
	return bad
}

func typeProblem(want, v any) string {
	is := "string"
	switch x := v.(type) {
	case map[string]any:
		is = "object"
	case []any:
		is = "array"
	case bool:
		is = "boolean"
	case nil:
		is = "null"
	case float64:
		is = "number"
		if x == float64(int64(x)) && want == "integer" {
			is = "integer"
		}
	}
	if list, ok := want.([]any); ok && slices.Contains(list, any(is)) || want == is {
		return ""
	}
	return fmt.Sprintf("%v is not of type %v; ", v, want)
}

func limitProblem(keyword string, want, v any) string {
	var ok bool
	text, isText := v.(string)
	number, isNumber := v.(float64)
	list, isList := v.([]any)
	switch keyword {
	case "pattern":
		ok = !isText || regexp.MustCompile(want.(string)).MatchString(text)
	case "maxLength":
		ok = !isText || utf8.RuneCountInString(text) <= int(want.(float64))
	case "minimum":
		ok = !isNumber || number >= want.(float64)
	case "maximum":
		ok = !isNumber || number <= want.(float64)
	case "minItems":
		ok = !isList || len(list) >= int(want.(float64))
	}
	if ok {
		return ""
	}
	return fmt.Sprintf("%v against %s %v; ", v, keyword, want) // an unknown keyword ends here too
}

// asEditor is a text as an editor with YAML 1.2 reads it.
func asEditor(n *source.Node) any {
	switch n.Kind {
	case source.List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = asEditor(item)
		}
		return out
	case source.Map:
		out := map[string]any{}
		for i, k := range n.Keys {
			out[k.Text] = asEditor(n.Values[i])
		}
		return out
	}
	var v any
	if !n.Quoted && json.Unmarshal([]byte(n.Text), &v) == nil {
		return v
	}
	if n.Null() {
		return nil
	}
	return n.Text
}

func parseText(text string) *source.Node {
	root, problems := source.Parse(diag.NewSource("topology.yaml", []byte(text)))
	if problems.Failed() {
		return nil
	}
	return root
}

// TestSchemaTakesExamples: the schema refuses none of the examples.
func TestSchemaTakesExamples(t *testing.T) {
	s := readSchema(t)
	for _, text := range seeds(t) {
		if bad := s.check(s.root, asEditor(parseText(string(text)))); bad != "" {
			t.Errorf("%s\n%s", bad, text)
		}
	}
}

// TestSchemaAgainstCases: what the decoder takes, the schema takes; what the
// decoder refuses for an unknown field or word or a number's range, it refuses.
func TestSchemaAgainstCases(t *testing.T) {
	s := readSchema(t)
	names, err := filepath.Glob("../testdata/refused/*.txtar")
	if err != nil || len(names) < 90 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	seen := regexp.MustCompile(`^unknown field|is not known here|is not a number from|is not a whole number|is missing|, not an object|, not a list`)
	refused := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(archive.Files[0].Data)
		root := parseText(text)
		if root == nil || archive.Files[0].Name != "topology.yaml" || slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return f.Name == "flags" && strings.Contains(string(f.Data), "raw=") }) {
			continue
		}
		_, problems := Decode(root)
		visible := slices.ContainsFunc(problems, func(p diag.Problem) bool {
			if strings.HasPrefix(p.Message, `"1e3"`) {
				return false // JSON writes a whole number so
			}
			return seen.MatchString(p.Message) && !strings.Contains(p.Path, "securityContext") && !strings.Contains(p.Path, "affinity")
		})
		bad := s.check(s.root, asEditor(root))
		if visible {
			refused++
		}
		switch {
		case visible && bad == "":
			t.Errorf("%s: the schema takes what the decoder refuses: %v", filepath.Base(name), problems[0].Header())
		case !problems.Failed() && bad != "":
			t.Errorf("%s: the schema refuses what the decoder takes: %s", filepath.Base(name), bad)
		}
	}
	if refused < 15 {
		t.Errorf("only %d cases are about what a schema can see", refused)
	}
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
		p := newPlan(t)
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
			definition = alternatives[1].(map[string]any)
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
		decoder := &decoder{plans: map[reflect.Type]*plan{}}
		decoder.value(v.Elem(), &field{max: -1}, node, Mark{Place: node.Place})
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
			definition = alternatives[1].(map[string]any)
		}
		definition = maps.Clone(definition)
		delete(definition, "required")
		if bad := s.check(definition, asEditor(node)); bad != "" {
			t.Errorf("%s: the schema refuses its example %q: %s", name, text, bad)
		}
	})
}

// TestExplain: every field is found by its path, and a slip is answered.
func TestExplain(t *testing.T) {
	var visit func(at reflect.Type, path string, depth int)
	visit = func(at reflect.Type, path string, depth int) {
		for _, f := range newPlan(at).fields {
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
	if !slices.Equal(Schema(), Schema()) || !json.Valid(Schema()) {
		t.Error("the schema is not the same JSON twice")
	}
}
