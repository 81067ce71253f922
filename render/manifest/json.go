package manifest

import (
	"fmt"
	"strconv"
)

// AppendJSON appends one value as JSON, indented by two spaces, without a final
// newline. It takes and refuses the same values as AppendYAML, with the same
// order of keys and the same numbers; "<", ">" and "&" are not escaped.
func AppendJSON(dst []byte, v any) ([]byte, error) {
	e := encoder{dst: dst}
	if err := e.json(arranged(v), 0); err != nil {
		return dst, err
	}
	return e.dst, nil
}

func (e *encoder) json(v any, indent int) error {
	var err error
	switch v := v.(type) {
	case string:
		e.dst, err = appendJSONText(e.dst, v)
	case Object:
		err = e.jsonObject(v, indent)
	case []any:
		err = e.jsonList(v, indent)
	default:
		e.dst, err = appendPlainValue(e.dst, v)
	}
	return err
}

func (e *encoder) jsonObject(o Object, indent int) error {
	if len(o) == 0 {
		e.dst = append(e.dst, "{}"...)
		return nil
	}
	if err := e.jsonEnter('{'); err != nil {
		return err
	}
	for i := range o {
		e.jsonLine(i > 0, indent+2)
		key := o[i].Key
		start := len(e.dst)
		var err error
		if e.dst, err = appendJSONText(e.dst, key); err != nil {
			return fmt.Errorf("key %s: %w", strconv.QuoteToASCII(key), err)
		}
		if err := checkKeyLength(len(e.dst) - start); err != nil {
			return err
		}
		e.dst = append(e.dst, ": "...)
		if err := e.json(o[i].Value, indent+2); err != nil {
			return within(err, keyStep(key))
		}
	}
	e.depth--
	e.jsonLine(false, indent)
	e.dst = append(e.dst, '}')
	return nil
}

func (e *encoder) jsonList(list []any, indent int) error {
	if len(list) == 0 {
		e.dst = append(e.dst, "[]"...)
		return nil
	}
	if err := e.jsonEnter('['); err != nil {
		return err
	}
	for i, item := range list {
		e.jsonLine(i > 0, indent+2)
		if err := e.json(item, indent+2); err != nil {
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
