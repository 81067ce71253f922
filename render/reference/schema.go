package reference

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
)

// Schema is the JSON Schema (draft 7, which yaml-language-server reads) of a
// topology file. It comes from the types that the decoder reads, so that it
// refuses nothing that the decoder takes; the rules between fields are the
// decoder's alone. example reads the example of a field, nil where it has none.
func Schema(example func(Described) any) []byte {
	s := &schemer{definitions: map[string]any{}, example: example}
	s.object(format.DocumentType())
	root := map[string]any{
		"$schema":     "http://json-schema.org/draft-07/schema#",
		"title":       "render topology",
		"$ref":        "#/definitions/Document",
		"definitions": s.definitions,
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // maps of texts, numbers and lists always encode
	}
	return b.Bytes()
}

type schemer struct {
	definitions map[string]any
	example     func(Described) any
}

// object describes a type once and gives a reference to it.
func (s *schemer) object(t reflect.Type) map[string]any {
	ref := map[string]any{"$ref": "#/definitions/" + t.Name()}
	if s.definitions[t.Name()] != nil {
		return ref
	}
	properties, required := map[string]any{}, []any{}
	whole := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	s.definitions[t.Name()] = whole
	p := format.LayoutOf(t)
	for _, f := range p.Fields {
		if f.Key == "" {
			continue
		}
		properties[f.Key] = s.field(Describe(t, f))
		if f.Required {
			required = append(required, f.Key)
		}
	}
	if p.Rest() != nil {
		rest := scalar(Describe(t, *p.Rest()), reflect.TypeFor[format.Any]())
		whole["additionalProperties"], whole["propertyNames"] = true, rest["propertyNames"]
	}
	if len(required) > 0 {
		whole["required"] = required
	}
	if p.Alone() != nil {
		alone := s.field(Describe(t, *p.Alone()))
		for _, said := range []string{"description", "default", "examples", "defaultSnippets"} { // of the member, which says so itself
			delete(alone, said)
		}
		s.definitions[t.Name()] = map[string]any{"anyOf": append(alternatives(alone), whole)}
	}
	return ref
}

func (s *schemer) field(d Described) map[string]any {
	text, written := d.Text()
	if d.derived != "" {
		text += " Default: " + d.derived + "."
	}
	inner, object := format.Element(d.Typ)
	var out map[string]any
	switch {
	case object:
		// Beside a $ref draft 7 reads nothing else. What the type's comment says stands here too: of a field
		// editors tell what is said nearest to the value, and would leave out the field's own text.
		out = map[string]any{"allOf": []any{s.object(inner)}}
		if d.Typ.Kind() == reflect.Slice || d.MapForm {
			out["description"] = texts()[inner.Name()]
		} else {
			text = strings.TrimSuffix(text+wordsAlone(text, inner)+" "+news(text, texts()[inner.Name()]), " ")
		}
	case !d.MapForm:
		out = scalar(d, inner)
	}
	switch {
	case d.MapForm:
		out = s.entries(d, out)
	case d.Typ.Kind() == reflect.Slice:
		list := map[string]any{"type": "array", "items": out}
		if d.Required || d.AbsentIsAll || d.Filled {
			list["minItems"] = 1
		}
		out = list
		if d.OneForm {
			out = map[string]any{"anyOf": append(alternatives(list["items"].(map[string]any)), list)}
		}
	}
	if d.Fallback != "" {
		out["default"] = literal(d, inner)
	}
	switch example := s.example(d).(type) {
	case nil:
	case map[string]any:
		// yaml-language-server would offer it as "[object Object]": what it has for this is a
		// keyword of its own, of which it tells nobody who asks what a field is.
		out["defaultSnippets"] = []any{map[string]any{"label": written, "body": example}}
		text += " Example: " + written
	default:
		out["examples"] = []any{example}
	}
	out["description"] = text
	return out
}

// wordsAlone are the words that may stand for an object, where a text has not said them all: it is
// what editors show of a field, and the words stand in its type.
func wordsAlone(text string, t reflect.Type) string {
	alone := format.LayoutOf(t).Alone()
	if alone == nil || !slices.ContainsFunc(alone.Enum, func(word string) bool { return !strings.Contains(text, "`"+word+"`") }) {
		return ""
	}
	return " A word alone: `" + strings.Join(alone.Enum, "`, `") + "`."
}

// news is what is said of a type, without its first sentence where a text has that already.
func news(text, of string) string {
	first, rest, _ := strings.Cut(of, ". ")
	_, is, _ := strings.Cut(first, " is ")
	if is = strings.TrimSuffix(is, "."); is != "" && strings.Contains(strings.ToLower(text), strings.ToLower(is)) {
		return rest
	}
	return of
}

// entries is an object with keys of the user's own; values is what they are
// where that is no text.
func (s *schemer) entries(d Described, values map[string]any) map[string]any {
	out := map[string]any{"type": "object"}
	if len(d.Formats) > 0 {
		if keys := format.Formats()[d.Formats[0]].TextSchema(-1); len(keys) > 1 {
			out["propertyNames"] = keys
		}
	}
	if values == nil {
		values = format.Formats()[d.Formats[1]].Schema(-1)
	}
	out["additionalProperties"] = values
	if len(d.Formats) > 0 && d.Formats[0] == "resource" {
		own := map[string]any{}
		for resource, end := range format.WrongUnits() {
			own[resource] = map[string]any{"allOf": []any{values, map[string]any{"not": map[string]any{"type": "string", "pattern": end + "$"}}}}
		}
		out["properties"] = own
	}
	return out
}

// alternatives are what a schema chooses from: itself, or the members of its
// anyOf where it is nothing else.
func alternatives(schema map[string]any) []any {
	if any, ok := schema["anyOf"].([]any); ok && len(schema) == 1 {
		return slices.Clone(any)
	}
	return []any{schema}
}

func scalar(d Described, t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[format.Number]():
		out := map[string]any{"type": "integer"}
		if d.Bounded {
			out["minimum"] = d.Min
		}
		if d.Max >= 0 {
			out["maximum"] = d.Max
		}
		return out
	case reflect.TypeFor[format.Flag]():
		return map[string]any{"type": "boolean"}
	case reflect.TypeFor[format.Any]():
		out := map[string]any{"type": "object"}
		if form := format.Formats()[d.Formats[0]]; form.Keys != nil {
			out["propertyNames"] = map[string]any{"enum": form.Keys()}
		} else if form.Others != nil {
			out["propertyNames"] = map[string]any{"not": map[string]any{"enum": form.Others()}}
		}
		return out
	}
	if d.Enum != nil {
		return map[string]any{"enum": words(d)}
	}
	name := "text"
	if len(d.Formats) > 0 {
		name = d.Formats[0]
	}
	return format.Formats()[name].Schema(d.Max)
}

// words are an enum's words, each also as the number that an editor takes it
// for.
func words(d Described) []any {
	var out []any
	for _, w := range d.Enum {
		out = append(out, w)
		if n, err := strconv.ParseFloat(w, 64); err == nil {
			out = append(out, n)
		}
	}
	return out
}

func literal(d Described, t reflect.Type) any {
	switch t {
	case reflect.TypeFor[format.Number]():
		n, _ := strconv.Atoi(d.Fallback)
		return n
	case reflect.TypeFor[format.Flag]():
		return d.Fallback == "true"
	}
	return d.Fallback
}
