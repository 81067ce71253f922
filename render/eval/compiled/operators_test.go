package compiled

import (
	"encoding/json"
	"testing"

	"github.com/google/go-jsonnet"

	"render/render/manifest"
)

// TestOperators: each of the compiled library's operators gives what jsonnet
// gives, or gives up.
func TestOperators(t *testing.T) {
	values := []string{`null`, `true`, `false`, `0`, `-0`, `-2`, `1`, `1.5`, `0.1`, `1e21`, `1e308`, `5e-324`, `""`, `"a"`, `"b\n"`, `"name"`, `"häßlich 😀"`, `"\uffff"`, `"\ud83d\ude00"`,
		`["b", null, "a"]`, `[["x"], null, []]`, `["a", 1]`, `[1, 2]`, `[[1, "a"], [1, "b"]]`, `[-0]`, `[]`, `[1]`, `[[], [1, {"a": 1}], {"b": [2]}]`, `{}`,
		`{"a": 1}`, `{"b": {"a": "x"}, "a": [], "name": {}}`, `{"kubernetes.io/hostname": "a", "rack_1": "e", "on": "y", "inf": 1, "a0xf": 2, "e1": 3}`,
		`{"kubernetes.io/hostname": "a", "rack_1": "e", "e1": 3, "a-1": [{"no-export": "65535:65281"}]}`, `{"address-pools": [{"name": "p", "addresses": ["1-2", "3"]}]}`,
		`"say \"a\\b\",\tand\nmore"`, `{"$patch": "delete", "a b": "{\"x\":1}", "x:y=z,@": 1, "<": 2}`}
	one := map[string]func(v any) any{
		`std.objectFields(x)`:                         fields,
		`std.length(x)`:                               length,
		`std.manifestYamlDoc(x, quote_keys=false)`:    func(v any) any { return yamlDoc(v, nil, false) },
		`std.manifestYamlDoc(x, false, false) + "\n"`: func(v any) any { return plus(yamlDoc(v, false, false), "\n") },
		`-x`:                 negative,
		`+x`:                 positive,
		`"" + x`:             func(v any) any { return plus("", v) },
		`x.a`:                func(v any) any { return field(v, "a") },
		`if x then 1 else 2`: func(v any) any { return map[bool]any{true: 1.0, false: 2.0}[truth(v)] },
		`{ [x]: 1 }`:         func(v any) any { return distinct(add(nil, v, 1.0)) },
		`[e for e in x]`:     func(v any) any { return list(v) },
	}
	two := map[string]func(x, y any) any{
		`x + y`:               plus,
		`x - y`:               minus,
		`x * y`:               times,
		`x / y`:               over,
		`x < y`:               func(x, y any) any { return compare(x, y) < 0 },
		`x <= y`:              func(x, y any) any { return compare(x, y) <= 0 },
		`x > y`:               func(x, y any) any { return compare(x, y) > 0 },
		`x >= y`:              func(x, y any) any { return compare(x, y) >= 0 },
		`x[y]`:                at,
		`x in y`:              func(x, y any) any { return has(y, x) },
		`std.join(x, y)`:      join,
		`std.member(x, y)`:    func(x, y any) any { return member(x, y) },
		`x == y`:              func(x, y any) any { return equal(x, y) },
		`std.get(x, "a", y)`:  func(x, y any) any { return get(x, "a", y) },
		`std.get(x, y)`:       func(x, y any) any { return get(x, y, nil) },
		`std.objectHas(x, y)`: func(x, y any) any { return has(x, y) },
		`{ [x]: 1, [y]: 2 }`:  func(x, y any) any { return distinct(add(add(nil, x, 1.0), y, 2.0)) },
	}
	compared := map[string]int{}
	for _, x := range values {
		for text, f := range one {
			compared[text] += agree(t, text, x, "null", func(x, _ any) any { return f(x) })
		}
		for _, y := range values {
			for text, f := range two {
				compared[text] += agree(t, text, x, y, f)
			}
		}
	}
	if len(compared) != len(one)+len(two) {
		t.Errorf("%d operators compared", len(compared))
	}
	for text, n := range compared {
		if n < 2 {
			t.Errorf("%s: compared with %d values only", text, n)
		}
	}
}

// agree gives 1 where both gave a value.
func agree(t *testing.T, text, x, y string, f func(x, y any) any) int {
	t.Helper()
	var a, b any
	if json.Unmarshal([]byte(x), &a) != nil || json.Unmarshal([]byte(y), &b) != nil {
		t.Fatal(x, y)
	}
	var got any
	if !Try(func() { got = f(asObjects(a), asObjects(b)) }) {
		return 0
	}
	want, err := jsonnet.MakeVM().EvaluateAnonymousSnippet("", "local x = "+x+", y = "+y+"; "+text)
	if err != nil {
		t.Errorf("%s with x = %s, y = %s: %v, where jsonnet says %v", text, x, y, got, err)
		return 0
	}
	var wanted any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	if wanted = asObjects(wanted); !equal(got, wanted) || printed(t, got) != printed(t, wanted) { // 0 and -0 are equal
		t.Errorf("%s with x = %s, y = %s: %v, want %v", text, x, y, got, wanted)
	}
	return 1
}

// asObjects is a value as compiled code takes it.
func asObjects(v any) any {
	return manifest.Arrange(members{{Key: "v", Value: v}}).Get("v")
}

func printed(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(asObjects(v))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestGivesUp: what jsonnet makes no value of, compiled code gives up on.
func TestGivesUp(t *testing.T) {
	for name, f := range map[string]func() any{
		"1 / 0":                  func() any { return over(1.0, 0.0) },
		"0 / 0":                  func() any { return over(0.0, 0.0) },
		"1e308 * 10":             func() any { return times(1e308, 10.0) },
		"-1e308 - 1e308":         func() any { return minus(-1e308, 1e308) },
		"[1][1]":                 func() any { return at([]any{1.0}, 1.0) },
		"[1][-1]":                func() any { return at([]any{1.0}, -1.0) },
		"[1][0.5]":               func() any { return at([]any{1.0}, 0.5) },
		"'a'[1]":                 func() any { return at("a", 1.0) },
		"{}.a":                   func() any { return field(members{}, "a") },
		"null + null":            func() any { return plus(nil, nil) },
		"[] + {}":                func() any { return plus([]any{}, members{}) },
		"null < null":            func() any { return compare(nil, nil) },
		"{} < {}":                func() any { return compare(members{}, members{}) },
		"1 < '1'":                func() any { return compare(1.0, "1") },
		"[1] < ['a']":            func() any { return compare([]any{1.0}, []any{"a"}) },
		"std.join(1, [])":        func() any { return join(1.0, []any{}) },
		"std.join('', [1])":      func() any { return join("", []any{1.0}) },
		"std.length(1)":          func() any { return length(1.0) },
		"std.member({}, 'a')":    func() any { return member(members{}, "a") },
		"std.member('a', 1)":     func() any { return member("a", 1.0) },
		"'a' in []":              func() any { return has([]any{}, "a") },
		"1 in {}":                func() any { return has(members{}, 1.0) },
		"if null then 1":         func() any { return truth(nil) },
		"std.objectFields(null)": func() any { return fields(nil) },
	} {
		if v := any(nil); Try(func() { v = f() }) {
			t.Errorf("%s gives %v", name, v)
		}
	}
}
