package manifest

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// readsAsJSON has a text read as encoding/json reads it, in maps and in objects, or refused
// as there; and refused where an object has a key twice.
func readsAsJSON(t *testing.T, text string) {
	t.Helper()
	var want map[string]any
	failed := json.Unmarshal([]byte(text), &want)
	var got Object
	err := got.UnmarshalJSON([]byte(text))
	plain, errPlain := ReadMap([]byte(text))
	if err == errTwice && errPlain == errTwice && failed == nil && hasTwice(text) {
		return
	}
	if (err != nil) != (failed != nil) || (errPlain != nil) != (failed != nil || want == nil) {
		t.Errorf("%.200q: %v and %v; encoding/json says %v", text, err, errPlain, failed)
		return
	}
	if failed != nil {
		return
	}
	var object Object
	if want != nil {
		object = NewObject(want)
	}
	if !reflect.DeepEqual(got, object) {
		t.Errorf("%.200q: %v, want %v", text, got, object)
	}
	if want != nil && !reflect.DeepEqual(plain, want) {
		t.Errorf("%.200q: %v, want %v", text, plain, want)
	}
}

// hasTwice reports whether an object in a JSON text has a key twice.
func hasTwice(text string) bool {
	type level struct {
		keys   []string
		object bool
		key    bool // the next text is a key
	}
	var levels []level
	decoder := json.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		if n := len(levels) - 1; n >= 0 && levels[n].object {
			if key, ok := token.(string); ok && levels[n].key {
				if slices.Contains(levels[n].keys, key) {
					return true
				}
				levels[n].keys = append(levels[n].keys, key)
			}
			levels[n].key = !levels[n].key
		}
		switch token {
		case json.Delim('{'):
			levels = append(levels, level{object: true, key: true})
		case json.Delim('['):
			levels = append(levels, level{})
		case json.Delim('}'), json.Delim(']'):
			levels = levels[:len(levels)-1]
		}
	}
}

var hostileJSON = []string{"", " ", "null", " null ", "nul", "nullx", "true", "[]", "5", `"a"`, "{}", "{ }", " {\n}\t\r", "{}{}", "{} x", "{,}", `{"a"}`, `{"a":}`, `{"a":1,}`, `{"a" 1}`, `{"a":1 "b":2}`,
	`{a:1}`, `{"a":[1,]}`, `{"a":[,1]}`, `{"a":[1 2]}`, `{"a":[1}`, `{"a":1]`, `{"a":01}`, `{"a":-}`, `{"a":-01}`, `{"a":+1}`, `{"a":.5}`, `{"a":1.}`, `{"a":1e}`, `{"a":1e+}`, `{"a":1e400}`, `{"a":-1e400}`,
	`{"a":1e-400}`, `{"a":-0}`, `{"a":0}`, `{"a":-0.0}`, `{"a":999999999999999}`, `{"a":9999999999999999}`, `{"a":9007199254740993}`, `{"a":123456789012345678901234567890}`, `{"a":1E5}`, `{"a":1e05}`,
	`{"a":0.1,"b":0.90000000000000002,"c":5e-324,"d":1.7976931348623157e308}`, `{"a":NaN}`, `{"a":Infinity}`, `{"a":0x1}`, `{"a":1_0}`, `{"a":tru}`, `{"a":True}`, `{"a":'b'}`, "{\"a\":\"\n\"}", "{\"a\":\"\x00\"}",
	"{\"a\x00\":1}", "\x00{}", "{}\x00", "{\"a\":\"\x7f\"}", `{"a":"\ud83d\ude00"}`, `{"a":"\ud83d"}`, `{"a":"\ude00\ud83d"}`, `{"a":"\ud83dx"}`, `{"a":"\u00"}`, `{"a":"\x"}`, `{"a":"\"}`, `{"a":"\"\\\/\b\f\n\r\t"}`,
	"{\"a\":\"\xff\"}", "{\"\xff\":1,\"\xfe\":2}", "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\u2028\ufeff\ufffd\"}", "\ufeff{}", `{"a":1,"a":2}`, `{"a":{"b":1,"b":{}}}`, `{"\u0061":1,"a":2}`, `{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}`,
	`{"kind":"x","apiVersion":"v1","labels":{"name":"a","kind":"b","apiVersion":"c"},"spec":[{"labels":{"z":1,"name":2}}]}`, "{\"a\":\"" + strings.Repeat("x", 100) + "\"}", `{"a`, `{"a\`, `{"a":"`, "{", "[",
	`{"a":` + strings.Repeat("[", 9999) + strings.Repeat("]", 9999) + "}", `{"a":` + strings.Repeat("[", 10000) + strings.Repeat("]", 10000) + "}", strings.Repeat(`{"a":`, 10000) + "1" + strings.Repeat("}", 10000),
	strings.Repeat(`{"a":`, 10001) + "1" + strings.Repeat("}", 10001), strings.Repeat("[", 1<<20)}

// TestReadsAsJSON reads what is hard to read, random trees, and these with a byte changed.
func TestReadsAsJSON(t *testing.T) {
	for _, text := range hostileJSON {
		readsAsJSON(t, text)
	}
	g := generator{rand.New(rand.NewPCG(3, 4))}
	taken := 0
	for range 2000 {
		text, err := json.Marshal(g.object(4))
		if err != nil {
			t.Fatal(err)
		}
		readsAsJSON(t, string(text))
		for range 5 {
			changed := slices.Clone(text)
			switch at := g.IntN(len(changed)); g.IntN(3) {
			case 0:
				changed[at] = "\x00\xff\"\\{}[],:0-.e tn"[g.IntN(16)]
			case 1:
				changed = slices.Delete(changed, at, at+1)
			default:
				changed = changed[:at]
			}
			if json.Valid(changed) {
				taken++
			}
			readsAsJSON(t, string(changed))
		}
	}
	if taken < 100 {
		t.Errorf("only %d changed texts are JSON", taken)
	}
}

func FuzzReadsAsJSON(f *testing.F) {
	for _, text := range hostileJSON {
		f.Add(text)
	}
	f.Fuzz(readsAsJSON)
}
