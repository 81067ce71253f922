package check

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"render/render/manifest"
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
func (c *checker) object(i int, parent manifest.Object, key string, where spot) manifest.Object {
	v := parent.Get(key)
	o, ok := asObject(v)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "an object")
	}
	return o
}

// listOf is a member that must be a list if it is there.
func (c *checker) listOf(i int, parent manifest.Object, key string, where spot) []any {
	v := parent.Get(key)
	l, ok := asList(v)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "a list")
	}
	return l
}

// text is a member that must be text if it is there.
func (c *checker) text(i int, parent manifest.Object, key string, where spot) string {
	v := parent.Get(key)
	s, ok := v.(string)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "text")
	}
	return s
}

// number is a member that must be a whole number if it is there.
func (c *checker) number(i int, parent manifest.Object, key string, where spot) (int64, bool) {
	v := parent.Get(key)
	n, ok := asNumber(v)
	if !ok && v != nil {
		c.wrong(i, where.member(key), "a whole number")
	}
	return n, ok
}

// objectItem is an item of a list that must be an object.
func (c *checker) objectItem(i int, item any, where spot) (manifest.Object, bool) {
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

func asObject(v any) (manifest.Object, bool) {
	o, ok := v.(manifest.Object)
	return o, ok
}

func asList(v any) ([]any, bool) {
	l, ok := v.([]any)
	return l, ok
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
func under(v manifest.Object, keys ...string) manifest.Object {
	for _, key := range keys {
		v, _ = asObject(v.Get(key))
	}
	return v
}
