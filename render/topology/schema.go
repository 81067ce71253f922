package topology

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
)

// Schema is the JSON Schema (draft 7, which yaml-language-server reads) of a
// topology file. It comes from the types that the decoder reads, so that it
// refuses nothing that the decoder takes; the rules between fields are the
// decoder's alone.
func Schema() []byte {
	s := &schemer{definitions: map[string]any{}}
	s.object(documentType)
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

type schemer struct{ definitions map[string]any }

// object describes a type once and gives a reference to it.
func (s *schemer) object(t reflect.Type) map[string]any {
	ref := map[string]any{"$ref": "#/definitions/" + t.Name()}
	if s.definitions[t.Name()] != nil {
		return ref
	}
	properties, required := map[string]any{}, []any{}
	whole := map[string]any{"type": "object", "additionalProperties": false, "properties": properties,
		"description": referenceTexts[t.Name()]}
	s.definitions[t.Name()] = whole
	p := newPlan(t)
	for _, f := range p.fields {
		if f.key == "" {
			continue
		}
		properties[f.key] = s.field(describe(t, f))
		if f.required {
			required = append(required, f.key)
		}
	}
	if len(required) > 0 {
		whole["required"] = required
	}
	if p.alone != nil {
		alone := s.field(describe(t, *p.alone))
		s.definitions[t.Name()] = map[string]any{"anyOf": []any{alone, whole}, "description": whole["description"]}
	}
	return ref
}

func (s *schemer) field(d described) map[string]any {
	text, example := d.text()
	if d.derived != "" {
		text += " Default: " + d.derived + "."
	}
	inner, object := element(d.typ)
	var out map[string]any
	if object {
		out = map[string]any{"allOf": []any{s.object(inner)}} // beside a $ref draft 7 reads nothing else
	} else {
		out = s.scalar(d, inner)
	}
	switch {
	case d.mapForm:
		values := out
		if !object {
			values = textSchema("")
		}
		out = map[string]any{"type": "object", "additionalProperties": values}
	case d.typ.Kind() == reflect.Slice:
		list := map[string]any{"type": "array", "items": out}
		if d.required {
			list["minItems"] = 1
		}
		out = list
		if d.oneForm {
			out = map[string]any{"anyOf": []any{list["items"], list}}
		}
	}
	out["description"] = text
	if d.fallback != "" {
		out["default"] = literal(d, inner)
	}
	if example != "" {
		out["examples"] = []any{example}
	}
	return out
}

// textSchema takes any scalar, since a text is read as it is spelled: 1.10 and
// on are texts here, and a number and a truth value to an editor.
func textSchema(pattern string) map[string]any {
	out := map[string]any{"type": []any{"string", "number", "boolean"}}
	if pattern != "" {
		out["pattern"] = pattern
	}
	return out
}

func (s *schemer) scalar(d described, t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[Number]():
		out := map[string]any{"type": "integer"}
		if d.bounded {
			out["minimum"] = d.min
		}
		if d.max >= 0 {
			out["maximum"] = d.max
		}
		return out
	case reflect.TypeFor[Flag]():
		return map[string]any{"type": "boolean"}
	case reflect.TypeFor[Any]():
		return map[string]any{"type": "object"}
	}
	if d.enum != nil {
		return map[string]any{"enum": words(d)}
	}
	out := textSchema("")
	if len(d.formats) > 0 && formats[d.formats[0]].pattern != nil && !d.mapForm {
		out = textSchema(formats[d.formats[0]].pattern.String())
	}
	if d.max >= 0 {
		out["maxLength"] = d.max
	}
	return out
}

// words are an enum's words, each also as the number that an editor takes it
// for.
func words(d described) []any {
	var out []any
	for _, w := range d.enum {
		out = append(out, w)
		if n, err := strconv.ParseFloat(w, 64); err == nil {
			out = append(out, n)
		}
	}
	return out
}

func literal(d described, t reflect.Type) any {
	switch t {
	case reflect.TypeFor[Number]():
		n, _ := strconv.Atoi(d.fallback)
		return n
	case reflect.TypeFor[Flag]():
		return d.fallback == "true"
	}
	return d.fallback
}
