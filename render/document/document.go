// Package document owns the text of a topology that is written for somebody: its members in the order and the forms in
// which a person writes them, and comments behind them.
//
// In go mappings, lists and values; out comes YAML. It must never decide what a topology says.
package document

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
type Member struct {
	Key   string
	Value any // string, bool, number, mapping, []any, manifest.Object
}

// literal is a number as it was written.
type Literal string

// mapping is a mapping of the document.
type Mapping []Member

// add adds a member unless there is nothing in it.
func (m *Mapping) Add(key string, value any) {
	switch v := value.(type) {
	case nil:
		return
	case string:
		if v == "" {
			return
		}
	case Mapping:
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
	*m = append(*m, Member{key, value})
}

// strs are texts as a list.
func Strs(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// texts are a list's texts.
func Texts(list []any) (out []string) {
	for _, one := range list {
		text, _ := one.(string)
		out = append(out, text)
	}
	return out
}

// alone is the only item of a list, or the list.
func Alone(list []any) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}

// noteColumn is where a comment begins behind a line that ends before it.
const noteColumn = 33

// text writes the document: what fits into a line is in one, but for the tiers. Notes are
// comments behind its members, by their keys.
func Text(m Mapping, notes map[string]string) string {
	var b strings.Builder
	for _, one := range m {
		var written strings.Builder
		writeMapping(&written, Mapping{one}, 0, 0)
		line, rest, _ := strings.Cut(written.String(), "\n")
		if note := notes[one.Key]; note != "" {
			line = fmt.Sprintf("%-*s  # %s", noteColumn, line, note)
		}
		b.WriteString(line + "\n" + rest)
	}
	return b.String()
}

func writeMapping(b *strings.Builder, m Mapping, indent, first int) {
	for i, one := range m {
		if i > 0 || first == 0 {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(Word(one.Key) + ":")
		writeValue(b, one.Value, indent, one.Key == "tiers" || one.Key == "apps" || one.Key == "routes")
	}
}

// writeValue writes a value behind its key. A list whose items stand one a line is said so.
func writeValue(b *strings.Builder, value any, indent int, lines bool) {
	value = Plain(value)
	line := Flow(value)
	list, isList := value.([]any)
	if fits := indent+len(line) <= maxLine; fits && (!lines || !isList || !anyMapping(list)) {
		b.WriteString(" " + line + "\n")
		return
	}
	switch v := value.(type) {
	case Mapping:
		b.WriteString("\n")
		writeMapping(b, v, indent+2, 0)
	case []any:
		b.WriteString("\n")
		for _, item := range v {
			b.WriteString(strings.Repeat(" ", indent) + "-")
			line := Flow(Plain(item))
			if m, ok := Plain(item).(Mapping); ok && (indent+len(line) > maxLine || indent == 0) {
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
		if _, ok := Plain(item).(Mapping); ok {
			return true
		}
	}
	return false
}

// plain is a value of an object as one of the document.
func Plain(value any) any {
	if o, ok := value.(manifest.Object); ok {
		m := make(Mapping, 0, len(o))
		for _, one := range o {
			m = append(m, Member{one.Key, one.Value})
		}
		return m
	}
	return value
}

// flow is a value in one line.
func Flow(value any) string {
	switch v := Plain(value).(type) {
	case Mapping:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = Word(one.Key) + ": " + Flow(one.Value)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = Flow(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return Word(v)
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}

// word is a text in quotes wherever YAML could read anything else in it.
func Word(s string) string {
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
