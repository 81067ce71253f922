package eval

import (
	"encoding/json"
	"testing"

	"github.com/google/go-jsonnet"
)

// TestOperators: each of the compiled library's operators gives what jsonnet
// gives, or gives up.
func TestOperators(t *testing.T) {
	values := []string{`null`, `true`, `false`, `0`, `1.5`, `""`, `"a"`, `"b\n"`, `[]`, `[1]`, `[[], [1, {"a": 1}], {"b": [2]}]`, `{}`,
		`{"a": 1}`, `{"b": {"a": "x"}, "a": [], "name": {}}`, `{"kubernetes.io/hostname": "a", "rack_1": "e", "on": "y", "inf": 1, "a0xf": 2, "e1": 3}`,
		`{"kubernetes.io/hostname": "a", "rack_1": "e", "e1": 3, "a-1": [{"no-export": "65535:65281"}]}`, `{"address-pools": [{"name": "p", "addresses": ["1-2", "3"]}]}`}
	one := map[string]func(v any) any{
		`std.objectFields(x)`:                         fields,
		`std.length(x)`:                               length,
		`std.manifestYamlDoc(x, quote_keys=false)`:    func(v any) any { return yamlDoc(v, nil, false) },
		`std.manifestYamlDoc(x, false, false) + "\n"`: func(v any) any { return plus(yamlDoc(v, false, false), "\n") },
		`x.a`:                func(v any) any { return field(v, "a") },
		`if x then 1 else 2`: func(v any) any { return map[bool]any{true: 1.0, false: 2.0}[truth(v)] },
		`{ [x]: 1 }`: func(v any) any {
			out := map[string]any{}
			put(out, v, 1.0)
			return out
		},
		`[e for e in x]`: func(v any) any { return list(v) },
	}
	two := map[string]func(x, y any) any{
		`x + y`:               plus,
		`x == y`:              func(x, y any) any { return equal(x, y) },
		`std.get(x, "a", y)`:  func(x, y any) any { return get(x, "a", y) },
		`std.get(x, y)`:       func(x, y any) any { return get(x, y, nil) },
		`std.objectHas(x, y)`: has,
		`{ [x]: 1, [y]: 2 }`: func(x, y any) any {
			out := map[string]any{}
			put(out, x, 1.0)
			put(out, y, 2.0)
			return out
		},
	}
	compared := map[string]int{}
	for _, x := range values {
		for text, f := range one {
			compared[text] += compare(t, text, x, "null", func(x, _ any) any { return f(x) })
		}
		for _, y := range values {
			for text, f := range two {
				compared[text] += compare(t, text, x, y, f)
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

// compare gives 1 where both gave a value.
func compare(t *testing.T, text, x, y string, f func(x, y any) any) int {
	t.Helper()
	var a, b any
	if json.Unmarshal([]byte(x), &a) != nil || json.Unmarshal([]byte(y), &b) != nil {
		t.Fatal(x, y)
	}
	got, ok := attempt(func() any { return f(a, b) })
	if !ok {
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
	if !equal(got, wanted) {
		t.Errorf("%s with x = %s, y = %s: %v, want %v", text, x, y, got, wanted)
	}
	return 1
}

func attempt(f func() any) (v any, ok bool) {
	defer func() {
		if cause := recover(); cause != nil {
			_ = cause.(unfit)
			ok = false
		}
	}()
	return f(), true
}
