package decode

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"render/render/reference"
	"render/render/source"
)

// schema is the JSON Schema as an editor reads it, for the keywords it uses.
type schema struct {
	root        map[string]any
	expressions map[string]*regexp.Regexp
}

// violation is what the schema has against a value: where, in the words of
// Origin.Path, and why.
type violation struct{ path, why string }

func readSchema(t testing.TB) *schema {
	t.Helper()
	s := &schema{expressions: map[string]*regexp.Regexp{}}
	if err := json.Unmarshal(reference.Schema(Example), &s.root); err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is a piece of a schema as a reader of JSON has it.
func asJSON(t testing.TB, rule map[string]any) map[string]any {
	t.Helper()
	text, err := json.Marshal(rule)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func (s *schema) definition(ref any) map[string]any {
	name := strings.TrimPrefix(ref.(string), "#/definitions/")
	return s.root["definitions"].(map[string]any)[name].(map[string]any)
}

// check is all that the schema has against a value.
func (s *schema) check(rule map[string]any, v any, path string) []violation {
	var out []violation
	for keyword, want := range rule {
		switch keyword {
		case "$schema", "title", "definitions", "description", "default", "examples", "defaultSnippets":
		case "$ref":
			out = append(out, s.check(s.definition(want), v, path)...)
		case "allOf":
			for _, r := range want.([]any) {
				out = append(out, s.check(r.(map[string]any), v, path)...)
			}
		case "anyOf":
			out = append(out, s.anyOf(want.([]any), v, path)...)
		case "not":
			if len(s.check(want.(map[string]any), v, path)) == 0 {
				out = append(out, violation{path, fmt.Sprintf("%v is what it must not be", v)})
			}
		case "properties", "additionalProperties", "required", "propertyNames":
			out = append(out, s.members(keyword, rule, v, path)...)
		case "items":
			if list, ok := v.([]any); ok {
				for i, item := range list {
					out = append(out, s.check(want.(map[string]any), item, path+"["+strconv.Itoa(i)+"]")...)
				}
			}
		default:
			if bad := s.limit(keyword, want, v); bad != "" {
				out = append(out, violation{path, bad})
			}
		}
	}
	return out
}

// anyOf is what the alternative for values of that type has against it, or, if
// there are several, that none fits.
func (s *schema) anyOf(rules []any, v any, path string) []violation {
	var near [][]violation
	for _, r := range rules {
		rule := r.(map[string]any)
		bad := s.check(rule, v, path)
		if len(bad) == 0 {
			return nil
		}
		if want, ok := rule["type"]; !ok || ofType(want.(string), v) {
			near = append(near, bad)
		}
	}
	if len(near) == 1 {
		return near[0]
	}
	return []violation{{path, fmt.Sprintf("%v fits no alternative", v)}}
}

func (s *schema) members(keyword string, rule map[string]any, v any, path string) []violation {
	object, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	below := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	properties, _ := rule["properties"].(map[string]any)
	var out []violation
	switch keyword {
	case "required":
		for _, name := range rule["required"].([]any) {
			if _, ok := object[name.(string)]; !ok {
				out = append(out, violation{path, fmt.Sprintf("%v is missing", name)})
			}
		}
	case "propertyNames":
		for name := range object {
			out = append(out, s.check(rule[keyword].(map[string]any), name, below(name))...)
		}
	case "properties":
		for name, r := range properties {
			if inner, ok := object[name]; ok {
				out = append(out, s.check(r.(map[string]any), inner, below(name))...)
			}
		}
	case "additionalProperties":
		for name, inner := range object {
			if properties[name] != nil {
				continue
			}
			if r, ok := rule[keyword].(map[string]any); ok {
				out = append(out, s.check(r, inner, below(name))...)
			} else if rule[keyword] == false {
				out = append(out, violation{path, name + " is not known"})
			}
		}
	}
	return out
}

func ofType(want string, v any) bool {
	switch x := v.(type) {
	case map[string]any:
		return want == "object"
	case []any:
		return want == "array"
	case bool:
		return want == "boolean"
	case string:
		return want == "string"
	case float64:
		return want == "number" || want == "integer" && x == math.Trunc(x)
	}
	return want == "null"
}

func (s *schema) limit(keyword string, want, v any) string {
	var ok bool
	text, isText := v.(string)
	number, isNumber := v.(float64)
	list, isList := v.([]any)
	switch keyword {
	case "type":
		ok = ofType(want.(string), v)
	case "enum":
		ok = slices.ContainsFunc(want.([]any), func(w any) bool { return reflect.DeepEqual(w, v) })
	case "pattern":
		ok = !isText || s.expression(want.(string)).MatchString(text)
	case "maxLength":
		ok = !isText || utf8.RuneCountInString(text) <= int(want.(float64))
	case "minLength":
		ok = !isText || utf8.RuneCountInString(text) >= int(want.(float64))
	case "minimum":
		ok = !isNumber || number >= want.(float64)
	case "maximum":
		ok = !isNumber || number <= want.(float64)
	case "exclusiveMaximum":
		ok = !isNumber || number < want.(float64)
	case "minItems":
		ok = !isList || len(list) >= int(want.(float64))
	}
	if ok {
		return ""
	}
	return fmt.Sprintf("%v against %s %v", v, keyword, want) // an unknown keyword ends here too
}

func (s *schema) expression(text string) *regexp.Regexp {
	if s.expressions[text] == nil {
		s.expressions[text] = regexp.MustCompile(text)
	}
	return s.expressions[text]
}

// The plain scalars of YAML 1.2's core schema, which editors read by.
var (
	coreInteger = regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`)
	coreFloat   = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
)

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
	switch text := n.Text; {
	case n.Quoted:
	case n.Null():
		return nil
	case text == "true" || text == "True" || text == "TRUE":
		return true
	case text == "false" || text == "False" || text == "FALSE":
		return false
	case coreInteger.MatchString(text) && strings.HasPrefix(text, "0") && len(text) > 2 && (text[1] == 'x' || text[1] == 'o'):
		if value, err := strconv.ParseInt(text, 0, 64); err == nil {
			return float64(value)
		}
	case coreInteger.MatchString(text), coreFloat.MatchString(text):
		value, _ := strconv.ParseFloat(text, 64)
		return value
	}
	return n.Text
}
