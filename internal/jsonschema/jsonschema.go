// Package jsonschema owns, for tests alone, what a JSON Schema has against a value, for
// the keywords of the schemas that render hands out.
//
// In go a schema's text, and values as encoding/json reads them; out come violations. A
// keyword that it does not know is one too. It must never be part of the tool.
package jsonschema

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Schema is a JSON Schema as an editor reads it, for the keywords it uses.
type Schema struct {
	Root        map[string]any
	expressions map[string]*regexp.Regexp
}

// Violation is what the schema has against a value: where, as in "a.b[0]", and why.
type Violation struct{ Path, Why string }

// Read reads a schema.
func Read(text []byte) (*Schema, error) {
	s := &Schema{expressions: map[string]*regexp.Regexp{}}
	return s, json.Unmarshal(text, &s.Root)
}

func (s *Schema) definition(ref any) map[string]any {
	name := strings.TrimPrefix(ref.(string), "#/definitions/")
	return s.Root["definitions"].(map[string]any)[name].(map[string]any)
}

// Check is all that the schema has against a value.
func (s *Schema) Check(rule map[string]any, v any, path string) []Violation {
	var out []Violation
	for keyword, want := range rule {
		switch keyword {
		case "$schema", "title", "definitions", "description", "default", "examples", "defaultSnippets":
		case "$ref":
			out = append(out, s.Check(s.definition(want), v, path)...)
		case "allOf":
			for _, r := range want.([]any) {
				out = append(out, s.Check(r.(map[string]any), v, path)...)
			}
		case "anyOf":
			out = append(out, s.anyOf(want.([]any), v, path)...)
		case "not":
			if len(s.Check(want.(map[string]any), v, path)) == 0 {
				out = append(out, Violation{path, fmt.Sprintf("%v is what it must not be", v)})
			}
		case "properties", "additionalProperties", "required", "propertyNames":
			out = append(out, s.members(keyword, rule, v, path)...)
		case "items":
			if list, ok := v.([]any); ok {
				for i, item := range list {
					out = append(out, s.Check(want.(map[string]any), item, path+"["+strconv.Itoa(i)+"]")...)
				}
			}
		default:
			if bad := s.limit(keyword, want, v); bad != "" {
				out = append(out, Violation{path, bad})
			}
		}
	}
	return out
}

// anyOf is what the alternative for values of that type has against it, or, if
// there are several, that none fits.
func (s *Schema) anyOf(rules []any, v any, path string) []Violation {
	var near [][]Violation
	for _, r := range rules {
		rule := r.(map[string]any)
		bad := s.Check(rule, v, path)
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
	return []Violation{{path, fmt.Sprintf("%v fits no alternative", v)}}
}

func (s *Schema) members(keyword string, rule map[string]any, v any, path string) []Violation {
	object, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	below := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	properties, _ := rule["properties"].(map[string]any)
	var out []Violation
	switch keyword {
	case "required":
		for _, name := range rule["required"].([]any) {
			if _, ok := object[name.(string)]; !ok {
				out = append(out, Violation{path, fmt.Sprintf("%v is missing", name)})
			}
		}
	case "propertyNames":
		for name := range object {
			out = append(out, s.Check(rule[keyword].(map[string]any), name, below(name))...)
		}
	case "properties":
		for name, r := range properties {
			if inner, ok := object[name]; ok {
				out = append(out, s.Check(r.(map[string]any), inner, below(name))...)
			}
		}
	case "additionalProperties":
		for name, inner := range object {
			if properties[name] != nil {
				continue
			}
			if r, ok := rule[keyword].(map[string]any); ok {
				out = append(out, s.Check(r, inner, below(name))...)
			} else if rule[keyword] == false {
				out = append(out, Violation{path, name + " is not known"})
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

func (s *Schema) limit(keyword string, want, v any) string {
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

func (s *Schema) expression(text string) *regexp.Regexp {
	if s.expressions[text] == nil {
		s.expressions[text] = regexp.MustCompile(text)
	}
	return s.expressions[text]
}
