package compiled

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// plus is a + b. With a text it is a text, whatever the other one is.
func plus(a, b any) any {
	if b, ok := b.(string); ok {
		return text(a) + b
	}
	switch a := a.(type) {
	case members:
		return merged(a, object(b))
	case Record:
		return merged(a.Object(), object(b))
	case []any:
		return append([]any{}, slices.Concat(a, list(b))...)
	case string:
		return a + text(b)
	}
	return finite(number(a) + number(b))
}

// text is a value as jsonnet adds it to a text.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return fmt.Sprint(v)
	case string:
		return v
	case float64:
		if v == math.Floor(v) {
			return fmt.Sprintf("%.0f", v)
		}
		return fmt.Sprintf("%.17g", v)
	}
	panic(Unsupported("no list and no object is added to a text here"))
}

func minus(a, b any) any { return finite(number(a) - number(b)) }

func times(a, b any) any { return finite(number(a) * number(b)) }

// over is a / b.
func over(a, b any) any { return finite(number(a) / number(b)) }

func negative(v any) any { return -number(v) }

func positive(v any) any { return number(v) }

func number(v any) float64 {
	n, ok := v.(float64)
	if !ok {
		panic(Unsupported("a number is wanted"))
	}
	return n
}

// finite is a result that jsonnet accepts.
func finite(n float64) float64 {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		panic(Unsupported("there is no such number"))
	}
	return n
}

// compare is below, at or above 0 as a is below, equal to or above b: numbers,
// texts by their characters, lists item by item.
func compare(a, b any) int {
	switch a := a.(type) {
	case float64:
		return cmp.Compare(a, number(b))
	case string:
		b, ok := b.(string)
		if !ok {
			panic(Unsupported("a text is wanted"))
		}
		return strings.Compare(a, b) // UTF-8 sorts as its characters do
	}
	left, right := list(a), list(b)
	for i := range min(len(left), len(right)) {
		if order := compare(left[i], right[i]); order != 0 {
			return order
		}
	}
	return cmp.Compare(len(left), len(right))
}
