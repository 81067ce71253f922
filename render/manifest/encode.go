package manifest

import (
	"encoding/json"
	"fmt"
	"strconv"
)

const (
	// deepest is how many maps and lists may lie in each other: PyYAML gives up
	// at some 150, the API server's own objects stay below 50.
	maxDepth = 100
	// longestKey is in bytes of its written form. YAML readers look for the ":"
	// behind a key in 1024 characters (YAML 1.2, 8.2.2); keys of the API have
	// 317 at most.
	maxKey = 1000
)

var errTooDeep = fmt.Errorf("more than %d maps and lists in each other", maxDepth)

// AppendYAML appends one value, usually an object, as one YAML document without
// a "---" line; it ends in a newline. Lists are not indented further than their
// key, as kubectl prints them; nothing is ever folded. The same value always
// gives the same bytes.
//
// A value is an Object, []any, string, bool, nil, float64, int, int64, uint64 or
// json.Number; or a map[string]any, map[string]string or []string, of which
// Objects and lists are made first. Errors name the place inside
// the value and are about what not all YAML readers give back unaltered: other
// Go types, NaN and infinities, numbers that are not exactly one 64-bit integer
// or float, control characters, text that is not UTF-8, keys of over 1000
// bytes, more than 100 levels. After an error the returned slice is dst as it
// was. Text of the value is never part of an error.
func AppendYAML(dst []byte, v any) ([]byte, error) {
	e := encoder{dst: dst}
	if err := e.value(arranged(v), 0, atTop); err != nil {
		return dst, err
	}
	return e.dst, nil
}

func arranged(v any) any {
	out, _ := arrange(v, "")
	return out
}

// position is what stands before a value on its line.
type position uint8

const (
	atTop     position = iota // nothing
	afterKey                  // "key:", in column indent
	afterDash                 // "-", in column indent
)

type encoder struct {
	dst   []byte
	depth int
}

// value writes v behind what pos says, and the line's end.
func (e *encoder) value(v any, indent int, pos position) error {
	switch v := v.(type) {
	case string:
		return e.text(v, indent, pos)
	case Object:
		return e.object(v, indent, pos)
	case []any:
		return e.list(v, indent, pos)
	}
	e.space(pos)
	var err error
	if e.dst, err = appendPlainValue(e.dst, v); err != nil {
		return err
	}
	e.dst = append(e.dst, '\n')
	return nil
}

func (e *encoder) space(pos position) {
	if pos != atTop {
		e.dst = append(e.dst, ' ')
	}
}

// enter counts one level more; its result is where the level's lines begin.
func (e *encoder) enter(indent int, pos position, list bool) (int, error) {
	if err := e.deeper(); err != nil {
		return 0, err
	}
	if pos == afterDash {
		e.dst = append(e.dst, ' ')
		return indent + 2, nil
	}
	if pos == atTop {
		return indent, nil
	}
	e.dst = append(e.dst, '\n')
	if list {
		return indent, nil
	}
	return indent + 2, nil
}

func (e *encoder) deeper() error {
	if e.depth++; e.depth > maxDepth {
		return errTooDeep
	}
	return nil
}

func (e *encoder) object(o Object, indent int, pos position) error {
	if len(o) == 0 {
		e.space(pos)
		e.dst = append(e.dst, "{}\n"...)
		return nil
	}
	at, err := e.enter(indent, pos, false)
	if err != nil {
		return err
	}
	for i := range o {
		if i > 0 || pos == afterKey {
			e.dst = appendSpaces(e.dst, at)
		}
		if err := e.key(o[i].Key); err != nil {
			return err
		}
		if err := e.value(o[i].Value, at, afterKey); err != nil {
			return within(err, keyStep(o[i].Key))
		}
	}
	e.depth--
	return nil
}

func (e *encoder) list(list []any, indent int, pos position) error {
	if len(list) == 0 {
		e.space(pos)
		e.dst = append(e.dst, "[]\n"...)
		return nil
	}
	at, err := e.enter(indent, pos, true)
	if err != nil {
		return err
	}
	for i, item := range list {
		if i > 0 || pos == afterKey {
			e.dst = appendSpaces(e.dst, at)
		}
		e.dst = append(e.dst, '-')
		if err := e.value(item, at, afterDash); err != nil {
			return within(err, "["+strconv.Itoa(i)+"]")
		}
	}
	e.depth--
	return nil
}

func (e *encoder) key(key string) error {
	start := len(e.dst)
	var err error
	if e.dst, err = appendKey(e.dst, key); err != nil {
		return fmt.Errorf("key %s: %w", strconv.QuoteToASCII(key), err)
	}
	if err := checkKeyLength(len(e.dst) - start); err != nil {
		return err
	}
	e.dst = append(e.dst, ':')
	return nil
}

func checkKeyLength(n int) error {
	if n > maxKey {
		return fmt.Errorf("a key of %d bytes; %d are the most that every YAML reader takes", n, maxKey)
	}
	return nil
}

func (e *encoder) text(s string, indent int, pos position) error {
	e.space(pos)
	var err error
	if pos == atTop {
		e.dst, err = appendKey(e.dst, s)
	} else {
		e.dst, err = appendText(e.dst, s, indent+2)
	}
	if err == nil {
		e.dst = append(e.dst, '\n')
	}
	return err
}

// appendPlainValue appends what is written alike in YAML and in JSON and is
// neither a text nor holds other values.
func appendPlainValue(dst []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...), nil
	case bool:
		return strconv.AppendBool(dst, v), nil
	case int:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(dst, v, 10), nil
	case uint64:
		return strconv.AppendUint(dst, v, 10), nil
	case float64:
		return appendFloat(dst, v)
	case json.Number:
		return appendNumber(dst, string(v))
	}
	return dst, fmt.Errorf("a value of the Go type %T, which is no JSON value", v)
}

const spaces = "                                                                "

func appendSpaces(dst []byte, n int) []byte {
	for n > len(spaces) {
		dst = append(dst, spaces...)
		n -= len(spaces)
	}
	return append(dst, spaces[:n]...)
}
