package topology

import (
	"reflect"
	"strings"
)

// FieldPaths are the fields of one level that Explain knows and that may be meant
// by what was typed of a path, each with a tab and its first sentence behind it:
// of "ti" the first level, of "tiers" and "tiers.ap" those of a tier.
func FieldPaths(typed string) []string {
	steps := strings.Split(typed, ".")
	t, before := documentType, ""
	for i, step := range steps {
		name, _, _ := strings.Cut(step, "[")
		inner := typeBelow(t, name)
		if inner == nil || i == len(steps)-1 && strings.HasSuffix(step, "[") {
			break
		}
		t, before = inner, before+step+"."
	}
	var out []string
	for _, f := range layoutOf(t).fields {
		if f.key != "" {
			text, _ := describe(t, f).text()
			first, _, _ := strings.Cut(text, ". ")
			out = append(out, before+f.key+"\t"+strings.TrimSuffix(first, "."))
		}
	}
	return out
}

// Words are the values of a field that is one of a few words, or true or false,
// by its path as Set has it; nil for any other.
func Words(path string) []string {
	steps, err := parseSteps(path)
	if err != nil {
		return nil
	}
	t, last := documentType, described{}
	for _, step := range steps {
		if step[0] == '[' {
			continue
		}
		if t == nil {
			return nil
		}
		f := layoutOf(t).byKey[step]
		if f == nil {
			return nil
		}
		last = describe(t, *f)
		t = typeBelow(t, step)
	}
	if t != nil && last.typ.Kind() != reflect.Slice { // an object, or its commonest member alone
		alone := layoutOf(t).alone
		if alone == nil {
			return nil
		}
		last = describe(t, *alone)
	}
	switch {
	case last.enum != nil:
		return last.enum
	case last.typ == reflect.TypeFor[Flag]():
		return []string{"true", "false"}
	}
	return nil
}
