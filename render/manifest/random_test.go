package manifest

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// nasty are pieces that, put together, make texts that readers differ over.
var nasty = []string{"a", "b c", "y", "no", "on", "null", "~", "0", "1", "7", "08", "12", "2001", "-", "-", "+", ".", ":", ":", "_", "e", "E", "x", "o", "b", "T",
	" ", " ", "  ", "\n", "\n", "\t", "\r", "#", "'", "\"", "\\", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "=", "<<", "?", "---", "...",
	"inf", "nan", "é", "日", "\u00a0", "\u200d", "\U0001f600", "\ufffd", "/", "$", "(", ";", "^", "0x", "0o", "true"}

type generator struct{ *rand.Rand }

func (g generator) text() string {
	var b strings.Builder
	for range g.IntN(7) {
		b.WriteString(nasty[g.IntN(len(nasty))])
	}
	return b.String()
}

func (g generator) value(depth int) any {
	kinds := 11
	if depth == 0 {
		kinds = 9
	}
	switch g.IntN(kinds) {
	case 0:
		return nil
	case 1:
		return g.IntN(2) == 0
	case 2:
		return g.Int64() - g.Int64()
	case 3:
		return math.Ldexp(g.Float64()-0.5, g.IntN(100)-60)
	case 9:
		list := make([]any, g.IntN(4))
		for i := range list {
			list[i] = g.value(depth - 1)
		}
		return list
	case 10:
		return g.object(depth - 1)
	}
	return g.text()
}

func (g generator) object(depth int) map[string]any {
	m := map[string]any{}
	for range g.IntN(6) {
		m[g.text()] = g.value(depth)
	}
	return m
}

// TestReadersAgree writes random trees of nasty texts, always the same ones.
func TestReadersAgree(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(1, 2))}
	var docs []map[string]any
	for range 4000 {
		docs = append(docs, g.object(4))
		agree(t, docs[len(docs)-1])
		if t.Failed() {
			return
		}
	}
	agreePyYAML(t, docs[:1000])
}

// TestEveryShortText writes all texts of up to three of the characters that
// numbers, dates, bools and YAML itself are made of, as keys and as values.
func TestEveryShortText(t *testing.T) {
	const chars = "0189_.:-+eEx~ynNo =<#TZ\ta"
	m := map[string]any{}
	var grow func(prefix string, n int)
	grow = func(prefix string, n int) {
		m[prefix] = prefix
		if n == 0 {
			return
		}
		for _, c := range chars {
			grow(prefix+string(c), n-1)
		}
	}
	grow("", 3)
	agree(t, m)
	agreePyYAML(t, []map[string]any{m})
}

func FuzzEncode(f *testing.F) {
	for _, s := range nasty {
		f.Add(s + "a\n" + s)
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := map[string]any{"a": s, "b": []any{s, map[string]any{"c": s}}}
		if len(s) < 200 {
			v[s] = s
		}
		if _, err := AppendYAML(nil, v); err != nil {
			if _, bad := inspect(s); bad == nil {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		agree(t, v)
	})
}
