package decode

import (
	"fmt"
	"strings"
	"testing"
)

// keywordType is the type of the values that a keyword says something of.
var keywordType = map[string]string{
	"properties": "object", "additionalProperties": "object", "propertyNames": "object", "required": "object",
	"items": "array", "minItems": "array",
	"pattern": "string", "minLength": "string", "maxLength": "string",
	"minimum": "number", "maximum": "number", "exclusiveMaximum": "number",
}

// readAlike reports whether RE2 and ECMAScript with its flag u read an expression
// alike: it has no class of characters by name, which they see differently, no
// escape but of what has a meaning or is white space, no group but (?:, and no
// brace but of a count.
func readAlike(text string) bool {
	for i := 0; i < len(text); i++ {
		next := byte(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		switch text[i] {
		case '\\':
			if !strings.ContainsRune(`\[](){}.*+?|^$/tnfr`, rune(next)) || next == 0 {
				return false
			}
			i++
		case '(':
			if next == '?' && !strings.HasPrefix(text[i:], "(?:") {
				return false
			}
		case '{':
			if next < '0' || next > '9' {
				return false
			}
		}
	}
	return true
}

// TestSchemaIsStrict: the schema has nothing that the strict mode of ajv, which
// editors are made with, complains of: unknown keywords, several types in one
// place, a keyword where its type is not said, required members that are not
// described. Its examples and defaults are values that it takes itself.
func TestSchemaIsStrict(t *testing.T) {
	s := readSchema(t)
	counts := map[string]int{}
	var visit func(rule map[string]any, at, kind string)
	visit = func(rule map[string]any, at, kind string) {
		if own, ok := rule["type"]; ok {
			if kind, ok = own.(string); !ok {
				t.Errorf("%s: type %v", at, own)
			}
		}
		for keyword, value := range rule {
			counts[keyword]++
			want := keywordType[keyword]
			if want != "" && kind != want && !(kind == "integer" && want == "number") {
				t.Errorf("%s: %s says nothing of %q", at, keyword, kind)
			}
			switch keyword {
			case "$schema", "$ref", "title", "description", "type", "enum":
			case "definitions", "properties":
				for name, r := range value.(map[string]any) {
					visit(r.(map[string]any), at+"/"+keyword+"/"+name, "")
				}
			case "items", "propertyNames":
				visit(value.(map[string]any), at+"/"+keyword, map[string]string{"propertyNames": "string"}[keyword])
			case "additionalProperties":
				if r, ok := value.(map[string]any); ok {
					visit(r, at+"/"+keyword, "")
				}
			case "not":
				visit(value.(map[string]any), at+"/"+keyword, kind)
			case "allOf", "anyOf":
				for i, r := range value.([]any) {
					visit(r.(map[string]any), fmt.Sprintf("%s/%s/%d", at, keyword, i), kind)
				}
			case "required":
				properties, _ := rule["properties"].(map[string]any)
				for _, name := range value.([]any) {
					if properties[name.(string)] == nil {
						t.Errorf("%s: requires %q, which is not described", at, name)
					}
				}
			case "pattern":
				if text := value.(string); !readAlike(text) {
					t.Errorf("%s: ECMAScript may read %s differently", at, text)
				}
			case "examples":
				for _, example := range value.([]any) {
					if bad := s.Check(rule, example, ""); len(bad) > 0 {
						t.Errorf("%s: the schema refuses its own example %v: %v", at, example, bad)
					}
				}
			case "defaultSnippets":
				for _, snippet := range value.([]any) {
					body := snippet.(map[string]any)["body"]
					if bad := s.Check(rule, body, ""); len(bad) > 0 {
						t.Errorf("%s: the schema refuses what it offers, %v: %v", at, body, bad)
					}
				}
			case "default":
				if bad := s.Check(rule, value, ""); len(bad) > 0 && rule["allOf"] == nil {
					t.Errorf("%s: the schema refuses its own default %v: %v", at, value, bad)
				}
			default:
				if want == "" {
					t.Errorf("%s: %s is no keyword that is known here", at, keyword)
				}
			}
		}
	}
	visit(s.Root, "", "")
	if counts["pattern"] < 100 || counts["examples"] < 150 || counts["not"] < 10 {
		t.Errorf("%v", counts)
	}
}

// TestExpressionsRead: what is refused as no expression for both languages.
func TestExpressionsRead(t *testing.T) {
	for text, want := range map[string]bool{
		`^(?:[a-z]([-a-z0-9]*[a-z])?)$`: true, `a\.b`: true, `[^\t\n\f\r ?#]*`: true, `^[^\[\\]*\(\?(=|!)`: true, `x{0,61}`: true,
		`\s`: false, `[\w]`: false, `\-`: false, `(?i)a`: false, `\pL`: false, `\z`: false, `a{`: false,
	} {
		if got := readAlike(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
