package compiled

import (
	"slices"
	"strconv"
	"strings"
)

// yamlDoc is std.manifestYamlDoc with bare keys, of values that need few escapes.
func yamlDoc(v, indented, quoted any) any {
	if indented != nil && indented != false || quoted != false {
		panic(Unsupported("only quote_keys=false is known"))
	}
	return string(appendYAML(nil, v, ""))
}

func appendYAML(out []byte, v any, indent string) []byte {
	switch v := v.(type) {
	case nil:
		return append(out, "null"...)
	case bool:
		return strconv.AppendBool(out, v)
	case float64:
		return strconv.AppendFloat(out, v, 'f', -1, 64)
	case string:
		return append(append(append(out, '"'), simple(v)...), '"')
	case []any:
		return appendYAMLList(out, v, indent)
	}
	fields := byKey(object(v))
	if len(fields) == 0 {
		return append(out, "{}"...)
	}
	for i, f := range fields {
		if i > 0 {
			out = append(append(out, '\n'), indent...)
		}
		out = append(append(out, bare(f.Key)...), ':')
		switch inner := f.Value.(type) {
		case []any:
			if len(inner) > 0 {
				out = appendYAML(append(append(out, '\n'), indent...), inner, indent)
				continue
			}
		case members, Record:
			if len(object(inner)) > 0 {
				below := indent + "  "
				out = appendYAML(append(append(out, '\n'), below...), inner, below)
				continue
			}
		}
		out = appendYAML(append(out, ' '), f.Value, indent)
	}
	return out
}

func appendYAMLList(out []byte, v []any, indent string) []byte {
	if len(v) == 0 {
		return append(out, "[]"...)
	}
	for i, item := range v {
		if i > 0 {
			out = append(append(out, '\n'), indent...)
		}
		out = append(out, '-')
		switch inner := item.(type) {
		case []any:
			if len(inner) > 0 {
				out = append(append(out, '\n'), indent+"  "...)
			} else {
				out = append(out, ' ')
			}
			out = appendYAML(out, inner, indent+"  ")
		case members, Record:
			out = appendYAML(append(out, ' '), inner, indent+"  ")
		default:
			out = appendYAML(append(out, ' '), inner, indent)
		}
	}
	return out
}

// simple is a text as it stands between quotes (go-jsonnet, interpreter.go,
// unparseString).
func simple(text string) string {
	escaped := false
	for i, r := range text {
		switch {
		case r == '"', r == '\\', r == '\n' && i < len(text)-1, r == '\t':
			escaped = true
		case r < ' ', r > '~':
			panic(Unsupported("a text that needs other escapes"))
		}
	}
	if !escaped {
		return text
	}
	return strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\t", `\t`).Replace(text)
}

// bare is a key as jsonnet writes it, in quotes where YAML could take it for
// something else: its own words and numbers are left to jsonnet (go-jsonnet,
// builtins.go, yamlBareSafe).
func bare(key string) string {
	quoted := false
	for i, r := range key {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', i > 0 && strings.ContainsRune("0123456789-_./", r):
		case strings.ContainsRune("$:=,@ ", r):
			quoted = true
		default:
			panic(Unsupported("a key that may need quotes"))
		}
	}
	if quoted {
		return `"` + key + `"`
	}
	if key == "" || strings.Contains(key, "0x") || slices.Contains(yamlWords, strings.ToLower(key)) {
		panic(Unsupported("a key that may need quotes"))
	}
	return key
}

var yamlWords = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity"}
