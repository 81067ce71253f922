package reference

import (
	"reflect"
	"strings"

	"render/render/format"
)

// FieldPaths are the fields of one level that Explain knows and that may be meant
// by what was typed of a path, each with a tab and its first sentence behind it:
// of "ti" the first level, of "tiers" and "tiers.ap" those of a tier.
func FieldPaths(typed string) []string {
	steps := strings.Split(typed, ".")
	t, before := format.DocumentType(), ""
	for i, step := range steps {
		name, _, _ := strings.Cut(step, "[")
		inner := format.TypeBelow(t, name)
		if inner == nil || i == len(steps)-1 && strings.HasSuffix(step, "[") {
			break
		}
		t, before = inner, before+step+"."
	}
	var out []string
	for _, f := range format.LayoutOf(t).Fields {
		if f.Key != "" {
			out = append(out, before+f.Key+"\t"+Describe(t, f).summary())
		}
	}
	return out
}

// Words are the values of a field that is one of a few words, or true or false,
// by its path as Set has it; nil for any other.
func Words(path string) []string {
	steps, err := format.ParseSteps(path)
	if err != nil {
		return nil
	}
	t, last := format.DocumentType(), Described{}
	for _, step := range steps {
		if step[0] == '[' {
			continue
		}
		if t == nil {
			return nil
		}
		f := format.LayoutOf(t).ByKey(step)
		if f == nil {
			return nil
		}
		last = Describe(t, *f)
		t = format.TypeBelow(t, step)
	}
	if t != nil && last.Typ.Kind() != reflect.Slice { // an object, or its commonest member alone
		alone := format.LayoutOf(t).Alone()
		if alone == nil {
			return nil
		}
		last = Describe(t, *alone)
	}
	switch {
	case last.Enum != nil:
		return last.Enum
	case last.Typ == reflect.TypeFor[format.Flag]():
		return []string{"true", "false"}
	}
	return nil
}
