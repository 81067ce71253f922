package decode

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"render/internal/jsonschema"
	"render/render/reference"
	"render/render/source"
)

func readSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.Read(reference.Schema(Example))
	if err != nil {
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
