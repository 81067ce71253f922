package model

import "render/render/format"

// optional is a text that may be empty; nil for none.
func optional(t format.Text) *string {
	if t.Value == "" {
		return nil
	}
	return &t.Value
}

// optionalWord is a word that may be empty; nil for none.
func optionalWord[T format.Word](e format.Enum[T]) *string {
	if e.Value == "" {
		return nil
	}
	text := string(e.Value)
	return &text
}

// setText is a text that may be empty where it was written; nil where it was not.
func setText(t format.Text) *string {
	if !t.IsSet() {
		return nil
	}
	return &t.Value
}

// given is a flag; nil where it was not written.
func given(f format.Flag) *bool {
	if !f.IsSet() {
		return nil
	}
	return &f.Value
}

// number is a number; nil where it was not written.
func number(n format.Number) *int {
	if !n.IsSet() {
		return nil
	}
	return &n.Value
}

// textOrNull is a text that is there; nil for none.
func textOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// orNull is what the topology hands on; nil for nothing.
func orNull(values map[string]any) any {
	if len(values) == 0 {
		return nil
	}
	return values
}

// objectIn is a member of what the topology hands on; an empty object where it is
// not there, or none.
func objectIn(values map[string]any, key string) map[string]any {
	if inner, ok := values[key].(map[string]any); ok {
		return inner
	}
	return map[string]any{}
}
