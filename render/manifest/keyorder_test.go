package manifest

import (
	"reflect"
	"testing"
)

func TestKeyOrderIsTotal(t *testing.T) {
	keys := []string{"zz", "aa", "", "A"}
	for k := range keyRanks {
		keys = append(keys, k)
	}
	for _, open := range []bool{false, true} {
		m := map[string]any{}
		for _, k := range keys {
			m[k] = nil
		}
		a, b := newObject(m, open), newObject(m, open)
		if !reflect.DeepEqual(a, b) {
			t.Error("two orders")
		}
		for i := 1; i < len(a); i++ {
			if compareKeys(a[i-1].Key, a[i].Key, open) >= 0 {
				t.Errorf("%q before %q", a[i-1].Key, a[i].Key)
			}
			if open && a[i-1].Key >= a[i].Key {
				t.Errorf("%q before %q in an open map", a[i-1].Key, a[i].Key)
			}
		}
	}
}

// TestWideObject has more siblings than levels may lie in each other.
func TestWideObject(t *testing.T) {
	var list []any
	for range 3 * maxDepth {
		list = append(list, map[string]any{"a": []any{1}})
	}
	v := map[string]any{"list": list}
	agree(t, v)
	if _, err := AppendJSON(nil, v); err != nil {
		t.Error(err)
	}
}
