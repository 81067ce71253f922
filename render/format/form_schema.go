package format

// Schema is what takes a form's texts, of at most so many characters, -1 for any
// number. A text is read as it is spelled, and what is spelled like a number or
// a truth value is one to an editor: 1.10 and on.
func (f *form) Schema(max int) map[string]any {
	all := []any{f.TextSchema(max)}
	if number := f.number(); number != nil {
		all = append(all, number)
	}
	if f.Takes("true") || f.Takes("false") {
		all = append(all, map[string]any{"type": "boolean"})
	}
	if len(all) == 1 {
		return all[0].(map[string]any)
	}
	return map[string]any{"anyOf": all}
}

// TextSchema is what takes a form's texts where an editor sees a text.
func (f *form) TextSchema(max int) map[string]any {
	out := map[string]any{"type": "string"}
	var has shape
	if f.shape != nil {
		has = f.shape()
	}
	if f.Pattern != nil {
		has.all = append([]string{f.Pattern.String()}, has.all...)
	}
	if has.max > 0 && (max < 0 || has.max < max) {
		max = has.max
	}
	if max >= 0 {
		out["maxLength"] = max
	}
	if has.min > 0 {
		out["minLength"] = has.min
	}
	switch len(has.all) {
	case 0:
	case 1:
		out["pattern"] = has.all[0]
	default:
		out["allOf"] = patterns(has.all)
	}
	switch len(has.none) {
	case 0:
	case 1:
		out["not"] = map[string]any{"pattern": has.none[0]}
	default:
		out["not"] = map[string]any{"anyOf": patterns(has.none)}
	}
	return out
}

func patterns(list []string) []any {
	var out []any
	for _, p := range list {
		out = append(out, map[string]any{"pattern": p})
	}
	return out
}

// number is what takes a form's texts that are numbers to an editor; nil where
// none is.
func (f *form) number() map[string]any {
	if f.shape != nil {
		if has := f.shape(); has.below > 0 {
			return map[string]any{"type": "number", "minimum": has.from, "exclusiveMaximum": has.below}
		}
	}
	whole := f.Takes("0") || f.Takes("1") || f.Takes("8080") || f.Takes("404")
	switch {
	case f.Takes("-1") || f.Takes("1e3"):
		return map[string]any{"type": "number"}
	case f.Takes("1.5"):
		return map[string]any{"type": "number", "minimum": 0}
	case whole:
		return map[string]any{"type": "integer"}
	}
	return nil
}
