package decode

import (
	"encoding/json"
	"strings"
	"testing"

	"render/render/reference"
)

// TestSchemaSaysWords: what editors show of a field has each word that may stand alone for its object.
func TestSchemaSaysWords(t *testing.T) {
	type typed struct {
		AnyOf      []struct{ Enum []string }
		Properties map[string]struct {
			Description string
			AllOf       []struct {
				Ref string `json:"$ref"`
			}
		}
	}
	var schema struct{ Definitions map[string]json.RawMessage }
	if err := json.Unmarshal(reference.Schema(Example), &schema); err != nil {
		t.Fatal(err)
	}
	read := func(name string) (out typed) {
		// A word may also be a number or a truth value in YAML: those alternatives are no words here.
		_ = json.Unmarshal(schema.Definitions[name], &out)
		return out
	}
	said := 0
	for name := range schema.Definitions {
		for key, field := range read(name).Properties {
			for _, of := range field.AllOf {
				for _, way := range read(of.Ref[strings.LastIndexByte(of.Ref, '/')+1:]).AnyOf {
					for _, word := range way.Enum {
						said++
						if !strings.Contains(field.Description, "`"+word+"`") {
							t.Errorf("%s.%s does not say %q: %s", name, key, word, field.Description)
						}
					}
				}
			}
		}
	}
	if said < 20 {
		t.Errorf("only %d words", said)
	}
}
