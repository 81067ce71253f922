package importing

import (
	"fmt"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/manifest"
)

// maxLine is how long a value in one line may get, with braces or brackets.
const maxLine = 100

// member is a key of the document, in the order in which a person writes it.
type member struct {
	key   string
	value any // string, bool, number, mapping, []any, manifest.Object
}

// literal is a number as it was written.
type literal string

// mapping is a mapping of the document.
type mapping []member

// add adds a member unless there is nothing in it.
func (m *mapping) add(key string, value any) {
	switch v := value.(type) {
	case nil:
		return
	case string:
		if v == "" {
			return
		}
	case mapping:
		if len(v) == 0 {
			return
		}
	case []any:
		if len(v) == 0 {
			return
		}
	case manifest.Object:
		if len(v) == 0 {
			return
		}
	}
	*m = append(*m, member{key, value})
}

// strs are texts as a list.
func strs(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// texts are a list's texts.
func texts(list []any) (out []string) {
	for _, one := range list {
		text, _ := one.(string)
		out = append(out, text)
	}
	return out
}

// alone is the only item of a list, or the list.
func alone(list []any) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}

// noteColumn is where a comment begins behind a line that ends before it.
const noteColumn = 33

// text writes the document: what fits into a line is in one, but for the tiers. Notes are
// comments behind its members, by their keys.
func text(m mapping, notes map[string]string) string {
	var b strings.Builder
	for _, one := range m {
		var written strings.Builder
		writeMapping(&written, mapping{one}, 0, 0)
		line, rest, _ := strings.Cut(written.String(), "\n")
		if note := notes[one.key]; note != "" {
			line = fmt.Sprintf("%-*s  # %s", noteColumn, line, note)
		}
		b.WriteString(line + "\n" + rest)
	}
	return b.String()
}

func writeMapping(b *strings.Builder, m mapping, indent, first int) {
	for i, one := range m {
		if i > 0 || first == 0 {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(word(one.key) + ":")
		writeValue(b, one.value, indent, one.key == "tiers" || one.key == "apps" || one.key == "routes")
	}
}

// writeValue writes a value behind its key. A list whose items stand one a line is said so.
func writeValue(b *strings.Builder, value any, indent int, lines bool) {
	value = plain(value)
	line := flow(value)
	list, isList := value.([]any)
	if fits := indent+len(line) <= maxLine; fits && (!lines || !isList || !anyMapping(list)) {
		b.WriteString(" " + line + "\n")
		return
	}
	switch v := value.(type) {
	case mapping:
		b.WriteString("\n")
		writeMapping(b, v, indent+2, 0)
	case []any:
		b.WriteString("\n")
		for _, item := range v {
			b.WriteString(strings.Repeat(" ", indent) + "-")
			line := flow(plain(item))
			if m, ok := plain(item).(mapping); ok && (indent+len(line) > maxLine || indent == 0) {
				b.WriteString(" ")
				writeMapping(b, m, indent+2, 1)
				continue
			}
			b.WriteString(" " + line + "\n")
		}
	default:
		b.WriteString(" " + line + "\n")
	}
}

func anyMapping(list []any) bool {
	for _, item := range list {
		if _, ok := plain(item).(mapping); ok {
			return true
		}
	}
	return false
}

// plain is a value of an object as one of the document.
func plain(value any) any {
	if o, ok := value.(manifest.Object); ok {
		m := make(mapping, 0, len(o))
		for _, one := range o {
			m = append(m, member{one.Key, one.Value})
		}
		return m
	}
	return value
}

// flow is a value in one line.
func flow(value any) string {
	switch v := plain(value).(type) {
	case mapping:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = word(one.key) + ": " + flow(one.value)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = flow(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return word(v)
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}

// word is a text in quotes wherever YAML could read anything else in it.
func word(s string) string {
	out := format.YAMLWord(s)
	if out != s {
		return out
	}
	_, number := strconv.ParseFloat(s, 64)
	_, whole := strconv.ParseInt(s, 0, 64)
	switch strings.ToLower(s) {
	case "true", "false", "null", "~", "yes", "no", "on", "off", "y", "n", ".inf", ".nan", "-.inf":
		return strconv.Quote(s)
	}
	if number == nil || whole == nil {
		return strconv.Quote(s)
	}
	return s
}
