package check

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// spot is a path inside an object in parts, each "#" of text standing for the
// next of numbers: most are never printed.
type spot struct {
	text    string
	numbers [2]int
}

func at(text string, numbers ...int) spot {
	s := spot{text: text}
	copy(s.numbers[:], numbers)
	return s
}

func (s spot) String() string {
	text := s.text
	for _, n := range s.numbers {
		text = strings.Replace(text, "#", strconv.Itoa(n), 1)
	}
	return text
}

func (s spot) member(key string) string {
	if s.text == "" {
		return key
	}
	return s.String() + "." + key
}

func (c *checker) wrong(i int, path, want string) {
	c.fail(i, path+" is not "+want, "write "+want+" there")
}

// object is a member that must be an object if it is there.
func (c *checker) object(i int, parent map[string]any, key string, where spot) map[string]any {
	v := parent[key]
	o, ok := asObject(v)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "an object")
	}
	return o
}

// listOf is a member that must be a list if it is there.
func (c *checker) listOf(i int, parent map[string]any, key string, where spot) []any {
	v := parent[key]
	l, ok := asList(v)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "a list")
	}
	return l
}

// text is a member that must be text if it is there.
func (c *checker) text(i int, parent map[string]any, key string, where spot) string {
	v := parent[key]
	s, ok := v.(string)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "text")
	}
	return s
}

// number is a member that must be a whole number if it is there.
func (c *checker) number(i int, parent map[string]any, key string, where spot) (int64, bool) {
	v := parent[key]
	n, ok := asNumber(v)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "a whole number")
	}
	return n, ok
}

// objectItem is an item of a list that must be an object.
func (c *checker) objectItem(i int, item any, where spot) (map[string]any, bool) {
	o, ok := asObject(item)
	if !ok {
		c.wrong(i, where.String(), "an object")
	}
	return o, ok
}

// textItem is an item of a list that must be text.
func (c *checker) textItem(i int, item any, where spot) (string, bool) {
	s, ok := item.(string)
	if !ok {
		c.wrong(i, where.String(), "text")
	}
	return s, ok
}

func asObject(v any) (map[string]any, bool) {
	switch v := v.(type) {
	case map[string]any:
		return v, true
	case map[string]string:
		out := make(map[string]any, len(v))
		for key, member := range v {
			out[key] = member
		}
		return out, true
	}
	return nil, false
}

func asList(v any) ([]any, bool) {
	switch v := v.(type) {
	case []any:
		return v, true
	case []string:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = item
		}
		return out, true
	}
	return nil, false
}

func asNumber(v any) (int64, bool) {
	switch v := v.(type) {
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	case int64:
		return v, true
	case int:
		return int64(v), true
	case uint64:
		return int64(v), v <= math.MaxInt64
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	}
	return 0, false
}

// under is the object below keys, nil where there is none.
func under(v map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		v, _ = asObject(v[key])
	}
	return v
}
