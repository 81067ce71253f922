package manifest

import (
	"fmt"
	"strconv"
)

// AppendJSON appends one value as JSON, indented by two spaces, without a final
// newline. It takes and refuses the same values as AppendYAML, with the same
// order of keys and the same numbers; "<", ">" and "&" are not escaped.
func AppendJSON(dst []byte, v any) ([]byte, error) {
	e := encoder{dst: dst, entries: make([]entry, 0, 64)}
	if err := e.json(v, 0, false); err != nil {
		return dst, err
	}
	return e.dst, nil
}

func (e *encoder) json(v any, indent int, open bool) error {
	var err error
	switch v := v.(type) {
	case string:
		e.dst, err = appendJSONText(e.dst, v)
	case map[string]any:
		first := len(e.entries)
		e.entries = appendEntries(e.entries, v, open)
		err = e.jsonObject(first, indent)
	case map[string]string:
		first := len(e.entries)
		e.entries = appendEntries(e.entries, v, open)
		err = e.jsonObject(first, indent)
	case []any:
		err = e.jsonList(len(v), indent, func(i int) error { return e.json(v[i], indent+2, false) })
	case []string:
		err = e.jsonList(len(v), indent, func(i int) error { return e.json(v[i], indent+2, false) })
	default:
		e.dst, err = appendPlainValue(e.dst, v)
	}
	return err
}

// jsonObject writes the entries from first on, and takes them off.
func (e *encoder) jsonObject(first, indent int) error {
	last := len(e.entries)
	if first == last {
		e.dst = append(e.dst, "{}"...)
		return nil
	}
	if err := e.jsonEnter('{'); err != nil {
		return err
	}
	sortEntries(e.entries[first:last])
	for i := first; i < last; i++ {
		e.jsonLine(i > first, indent+2)
		key, v := e.entries[i].key, e.entries[i].value
		start := len(e.dst)
		var err error
		if e.dst, err = appendJSONText(e.dst, key); err != nil {
			return fmt.Errorf("key %s: %w", strconv.QuoteToASCII(key), err)
		}
		if err := checkKeyLength(len(e.dst) - start); err != nil {
			return err
		}
		e.dst = append(e.dst, ": "...)
		if err := e.json(v, indent+2, openMap(key)); err != nil {
			return within(err, keyStep(key))
		}
	}
	e.entries = e.entries[:first]
	e.depth--
	e.jsonLine(false, indent)
	e.dst = append(e.dst, '}')
	return nil
}

func (e *encoder) jsonList(n, indent int, item func(i int) error) error {
	if n == 0 {
		e.dst = append(e.dst, "[]"...)
		return nil
	}
	if err := e.jsonEnter('['); err != nil {
		return err
	}
	for i := range n {
		e.jsonLine(i > 0, indent+2)
		if err := item(i); err != nil {
			return within(err, "["+strconv.Itoa(i)+"]")
		}
	}
	e.depth--
	e.jsonLine(false, indent)
	e.dst = append(e.dst, ']')
	return nil
}

func (e *encoder) jsonEnter(bracket byte) error {
	e.dst = append(e.dst, bracket)
	return e.deeper()
}

func (e *encoder) jsonLine(comma bool, indent int) {
	if comma {
		e.dst = append(e.dst, ',')
	}
	e.dst = append(e.dst, '\n')
	e.dst = appendSpaces(e.dst, indent)
}

func appendJSONText(dst []byte, s string) ([]byte, error) {
	if _, err := inspect(s); err != nil {
		return dst, err
	}
	dst = append(dst, '"')
	done := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[done:i]...)
		done = i + 1
		switch c { // inspect lets no other control character through
		case '\n':
			c = 'n'
		case '\t':
			c = 't'
		case '\r':
			c = 'r'
		}
		dst = append(dst, '\\', c)
	}
	dst = append(dst, s[done:]...)
	return append(dst, '"'), nil
}
