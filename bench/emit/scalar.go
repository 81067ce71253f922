package emit

import (
	"strconv"
	"strings"
)

func (e *emitter) text(parts ...string) {
	for _, p := range parts {
		e.dst = append(e.dst, p...)
	}
}

// field writes one line, lead and a scalar; lead holds the indentation, the key
// and ": ".
func (e *emitter) field(lead, value string) {
	e.text(lead)
	e.scalar(value)
	e.dst = append(e.dst, '\n')
}

// optional is field where there is a value.
func (e *emitter) optional(lead, value string) {
	if value != "" {
		e.field(lead, value)
	}
}

func (e *emitter) number(lead string, value int) {
	e.text(lead)
	e.dst = strconv.AppendInt(e.dst, int64(value), 10)
	e.dst = append(e.dst, '\n')
}

func (e *emitter) boolean(lead string, value bool) {
	e.text(lead)
	e.dst = strconv.AppendBool(e.dst, value)
	e.dst = append(e.dst, '\n')
}

// list writes a key and the scalars below it; nothing for none.
func (e *emitter) list(indent, key string, values []string) {
	if len(values) == 0 {
		return
	}
	e.text(indent, key, ":\n")
	for _, v := range values {
		e.text(indent)
		e.field("- ", v)
	}
}

// block writes a text of several lines, each with a line end.
func (e *emitter) block(lead, indent, value string) {
	e.text(lead, "|\n")
	for line := range strings.Lines(value) {
		e.text(indent, line)
	}
}

func (e *emitter) scalar(value string) {
	if safe(value) {
		e.text(value)
	} else {
		e.dst = strconv.AppendQuote(e.dst, value)
	}
}

// safe reports whether a text may go without quotes: it is of harmless
// characters, and no reader takes it for a number, a date or a word of YAML's.
func safe(s string) bool {
	if s == "" || s[0] == '-' || s[0] == '+' || s[0] == '=' || s[0] == ' ' || s[len(s)-1] == ' ' || s[len(s)-1] == ':' {
		return false
	}
	if c := s[0]; (c >= '0' && c <= '9' || c == '.') && numeric(s) {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9',
			c == '-', c == '.', c == '/', c == '_', c == '+', c == '=', c == ' ':
		case c == ':' && s[i+1] != ' ':
		default:
			return false
		}
	}
	return len(s) > 5 || !word(s)
}

// numeric reports whether a text could be a number or a date: too often rather
// than too seldom.
func numeric(s string) bool {
	if strings.IndexByte(s, '-') == 4 {
		return true
	}
	if strings.Trim(s, "0123456789abcdefABCDEFxXoO._+-:") != "" || strings.Contains(s, "/") {
		return false
	}
	return strings.Count(s, ".") < 2 && strings.Count(s, "-") < 2
}

func word(s string) bool {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", ".nan", ".inf":
		return true
	}
	return false
}
